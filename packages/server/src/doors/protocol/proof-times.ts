/**
 * The times in what applications sign to prove themselves. A proof made for later could be collected now and used then,
 * so it is refused; clocks may differ by a little (FAPI 2.0 security profile, 5.3.2.1; cases 116, 142).
 */
import { decodeJwt } from 'jose';
import { errors } from 'oidc-provider';

/** How far ahead of ours the clock of an application may be. */
export const mostSecondsAhead = 60;

// What is marked as used is kept until it expires.
const longestAssertionSeconds = 60 * 60;

/** What a client assertion must say besides what the engine checks. */
export function checkAssertion(claims: Readonly<Record<string, unknown>>, now: number): void {
  const { aud, exp, iat } = claims;
  // An assertion that is good at another server too could be used here by that server (RFC 7523bis).
  if (Array.isArray(aud) && aud.length !== 1) throw new errors.InvalidClientAuth('there must be one audience');
  if (typeof exp !== 'number' || exp > now + longestAssertionSeconds) {
    throw new errors.InvalidClientAuth('the client assertion lives too long');
  }
  if (iat !== undefined && !(typeof iat === 'number' && iat <= now + mostSecondsAhead)) {
    throw new errors.InvalidClientAuth('the client assertion is from the future');
  }
}

/** Whether a proof of possession (RFC 9449) says that it was made later than now. Whatever else it says is not judged. */
export function isProofFromTheFuture(proof: string, now: number): boolean {
  try {
    return (decodeJwt(proof).iat ?? 0) > now + mostSecondsAhead;
  } catch {
    return false;
  }
}
