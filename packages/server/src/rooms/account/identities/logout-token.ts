/**
 * What a provider sends when somebody signed out there (Back-Channel Logout 1.0 §2.6). Everything is checked: kind of
 * token, algorithm, signature, issuer, audience, age, event, and that it is no ID token in disguise (case 123).
 */
import { decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Connection } from '../../connections/index.ts';
import type { ProviderDocuments } from './provider-documents.ts';

export type LogoutToken = { readonly issuer: string; readonly subject: string; readonly tokenId: string };

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
const algorithms = ['ES256', 'ES384', 'ES512', 'EdDSA', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'];
export const longestSeconds = 10 * 60;

/** Null when it is not a logout token of this connection's provider for us. */
export async function readLogoutToken(
  documents: ProviderDocuments,
  connection: Connection,
  token: string,
  now: Date,
): Promise<LogoutToken | null> {
  const { issuer, client_id: audience } = connection.settings;
  // Nobody is asked for keys because of what cannot be theirs.
  if (issuer === undefined || claimedIssuer(token) !== issuer) return null;
  const verify = (keys: JWTVerifyGetKey) =>
    jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms,
      typ: 'logout+jwt',
      currentDate: now,
      clockTolerance: 30,
      maxTokenAge: longestSeconds,
      requiredClaims: ['iat', 'jti', 'events', 'sub'],
    });
  try {
    const keys = await documents.keysOf(connection);
    if (keys === null) return null;
    const { payload } = await verify(keys).catch(async (error: unknown) => {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      const fresh = await documents.keysOf(connection, true);
      if (fresh === null) throw error;
      return verify(fresh);
    });
    return toLogoutToken(payload, audience);
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

function toLogoutToken(
  { iss, sub, aud, azp, jti, events, ...others }: JWTPayload,
  audience: string,
): LogoutToken | null {
  const isLogout =
    typeof events === 'object' && events !== null && isPlain((events as Record<string, unknown>)[logoutEvent]);
  const isOurs = !Array.isArray(aud) || aud.length === 1 || azp === audience;
  if (!isLogout || !isOurs || 'nonce' in others) return null;
  if (typeof iss !== 'string' || typeof sub !== 'string' || typeof jti !== 'string') return null;
  return sub === '' || jti === '' || jti.length > 500 ? null : { issuer: iss, subject: sub, tokenId: jti };
}

const isPlain = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

function claimedIssuer(token: string): unknown {
  try {
    return decodeJwt(token).iss;
  } catch {
    return null;
  }
}
