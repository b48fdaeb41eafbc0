/** Reads a signed access token: who signed it, for whom, of which type, and whether its time is now. */
import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { KeysUnavailable } from './keys.ts';
import type { AccessToken, Objection } from './verdict.ts';

type Expected = {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly clockToleranceSeconds: number;
  readonly keys: JWTVerifyGetKey;
  readonly now: () => number;
};

type Read =
  | { readonly claims: JWTPayload; readonly objection: null }
  | { readonly claims: null; readonly objection: Objection };

/** Returns a reader of tokens; it does not throw for whatever is none. */
export function createTokenReader(expected: Expected): (token: string) => Promise<Read> {
  const { issuer, audience, algorithms, clockToleranceSeconds, keys, now } = expected;
  const object = (reason: string): Read => ({ claims: null, objection: { error: 'invalid_token', reason } });
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        // An identity token is signed by the same keys: the type tells them apart.
        typ: 'at+jwt',
        algorithms: [...algorithms],
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(now()),
        requiredClaims: ['exp', 'iat', 'sub', 'client_id', 'jti'],
      });
      const isFromTheFuture = (payload.iat ?? 0) > now() / 1000 + clockToleranceSeconds;
      return isFromTheFuture ? object('it is from the future') : { claims: payload, objection: null };
    } catch (error) {
      if (!(error instanceof KeysUnavailable)) return object(String(error));
      return { claims: null, objection: { error: 'temporarily_unavailable', reason: String(error.cause) } };
    }
  };
}

/** What the claims say, in the words of this package. */
export function toAccessToken(claims: JWTPayload): AccessToken {
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : null);
  const { auth_time: authTime, exp = 0 } = claims;
  return {
    subject: claims.sub ?? '',
    clientId: text('client_id') ?? '',
    scopes: new Set((text('scope') ?? '').split(' ').filter((name) => name !== '')),
    sessionId: text('sid'),
    acr: text('acr'),
    authenticatedAt: typeof authTime === 'number' ? new Date(authTime * 1000) : null,
    expiresAt: new Date(exp * 1000),
    isBound: claims['cnf'] !== undefined,
    claims,
  };
}
