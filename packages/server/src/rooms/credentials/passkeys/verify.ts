/**
 * The checks of Web Authentication Level 3 (§7.1, §7.2) by a library that is loaded when the first passkey is used. What
 * an authenticator says of its maker is not believed and not read: its certificates would be fetched from wherever they
 * say.
 */
import type {
  CheckedUse,
  MadePasskey,
  NewPasskey,
  Refused,
  RelyingParty,
  StoredPasskey,
  UsedPasskey,
} from './passkey.ts';

/** ES256, Ed25519, RS256: what authenticators know. */
export const algorithms = [-7, -8, -257];

const bytesOf = (buffer: Buffer) => Uint8Array.from(buffer);
/** Whatever the library throws is about the answer. */
const refuse = (error: unknown): Refused => ({ refused: error instanceof Error ? error.message : 'not readable' });

/** Checks that a new key was made for this challenge, on one of our pages, by somebody who was there. */
export async function verifyMade(
  party: RelyingParty,
  asked: { readonly challenge: string; readonly userHandle: Buffer },
  response: MadePasskey,
): Promise<NewPasskey | Refused> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  try {
    const { verified, registrationInfo: made } = await verifyRegistrationResponse({
      response: {
        ...response,
        response: {
          clientDataJSON: response.response.clientDataJSON,
          attestationObject: await withoutAttestation(response.response.attestationObject),
        },
        clientExtensionResults: {},
      },
      expectedChallenge: asked.challenge,
      expectedOrigin: [...party.origins],
      expectedRPID: party.id,
      requireUserVerification: false,
      supportedAlgorithmIDs: algorithms,
    });
    if (!verified) return { refused: 'not verified' };
    const { credential, credentialDeviceType, credentialBackedUp, aaguid, userVerified } = made;
    if (credential.id !== response.id) return { refused: 'the key is not the one that is named' };
    return {
      keyId: Buffer.from(credential.id, 'base64url'),
      publicKey: Buffer.from(credential.publicKey),
      rpId: party.id,
      userHandle: asked.userHandle,
      signCount: credential.counter,
      transports: (response.response.transports ?? []).filter((name) => /^[a-z-]{1,20}$/.test(name)),
      aaguid,
      isBackupEligible: credentialDeviceType === 'multiDevice',
      isBackedUp: credentialBackedUp,
      isUserVerified: userVerified,
    };
  } catch (error) {
    return refuse(error);
  }
}

/** Checks that a key was used for this challenge, on one of our pages, and that it has stayed what it was. */
export async function verifyUsed(
  party: RelyingParty,
  asked: { readonly challenge: string; readonly needsUserVerification: boolean },
  passkey: StoredPasskey,
  response: UsedPasskey,
): Promise<CheckedUse | Refused> {
  const { userHandle } = response.response;
  if (userHandle && !Buffer.from(userHandle, 'base64url').equals(passkey.userHandle))
    return { refused: 'the user handle is another one’s' };
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  try {
    const { clientDataJSON, authenticatorData, signature } = response.response;
    const { verified, authenticationInfo: used } = await verifyAuthenticationResponse({
      response: {
        ...response,
        response: { clientDataJSON, authenticatorData, signature },
        clientExtensionResults: {},
      },
      expectedChallenge: asked.challenge,
      expectedOrigin: [...party.origins],
      expectedRPID: passkey.rpId,
      requireUserVerification: asked.needsUserVerification,
      credential: {
        id: passkey.keyId.toString('base64url'),
        publicKey: bytesOf(passkey.publicKey),
        // Compared where the use is noted: here two requests at once would both see the former one.
        counter: 0,
      },
    });
    if (!verified) return { refused: 'the signature is not right' };
    const isBackupEligible = used.credentialDeviceType === 'multiDevice';
    // A key is made as one that can leave its device or as one that cannot: it never turns into the other (case 72).
    if (isBackupEligible !== passkey.isBackupEligible) return { refused: 'backup eligibility has changed' };
    return {
      credentialId: passkey.credentialId,
      customerId: passkey.customerId,
      keyId: passkey.keyId,
      signCount: used.newCounter,
      isBackedUp: used.credentialBackedUp,
      isUserVerified: used.userVerified,
      isSynced: isBackupEligible,
    };
  } catch (error) {
    return refuse(error);
  }
}

/** The same with the format `none`, in the place of whatever the authenticator says of its maker. */
async function withoutAttestation(encoded: string): Promise<string> {
  const { decodeAttestationObject, isoBase64URL, isoCBOR } = await import('@simplewebauthn/server/helpers');
  const authData = decodeAttestationObject(isoBase64URL.toBuffer(encoded)).get('authData');
  const bare: Parameters<typeof isoCBOR.encode>[0] = new Map<
    string | number,
    string | Map<string, string> | typeof authData
  >([
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', authData],
  ]);
  return isoBase64URL.fromBuffer(isoCBOR.encode(bare));
}
