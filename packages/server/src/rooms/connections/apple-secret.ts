/**
 * The client secret that Apple wants: a token signed with the key of the developer account, good for minutes, though Apple
 * would take six months (presets/apple.ts). It is made for each request and kept nowhere.
 */
import { importPKCS8, SignJWT } from 'jose';

const lifetimeSeconds = 300;

export type AppleKey = { readonly teamId: string; readonly keyId: string; readonly privateKey: string };

/** @param issuer whom it is shown to. */
export async function signAppleSecret(
  { teamId, keyId, privateKey }: AppleKey,
  { clientId, issuer, at }: { readonly clientId: string; readonly issuer: string; readonly at: Date },
): Promise<string> {
  const seconds = Math.floor(at.getTime() / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(teamId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + lifetimeSeconds)
    .sign(await importPKCS8(privateKey, 'ES256'));
}

/** Whether a text is a private key that can sign so: as Apple hands it out, in PKCS #8 and PEM. */
export async function isAppleKey(text: string): Promise<boolean> {
  try {
    await importPKCS8(text, 'ES256');
    return true;
  } catch {
    return false;
  }
}
