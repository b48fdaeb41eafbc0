/**
 * The published keys of a Cardea. They are kept for five minutes, as Cardea says; a key nobody knows makes them be
 * fetched again, at most every half minute, however many tokens name one.
 */
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import type { Fetch } from '../client/fetch.ts';

const keptMilliseconds = 300_000;
const pauseMilliseconds = 30_000;
const longestKeySet = 100_000;

/** The keys could not be fetched: nothing can be said about any token. */
export class KeysUnavailable extends Error {
  constructor(cause: unknown) {
    super('the keys of the issuer could not be fetched', { cause });
    this.name = 'KeysUnavailable';
  }
}

export function createKeys(issuer: string, fetch: Fetch, timeoutMilliseconds: number): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(new URL(`${issuer}/oauth/jwks`), {
    cacheMaxAge: keptMilliseconds,
    cooldownDuration: pauseMilliseconds,
    timeoutDuration: timeoutMilliseconds,
    [customFetch]: async (address, { headers, signal }) => {
      const answer = await fetch(address, { headers, signal, redirect: 'manual' });
      const text = await answer.text();
      if (text.length > longestKeySet) throw new TypeError('the key set is too large');
      return new Response(text, { status: answer.status });
    },
  });
  return async (header, token) => {
    try {
      return await remote(header, token);
    } catch (error) {
      const isKnown =
        error instanceof errors.JWKSNoMatchingKey ||
        error instanceof errors.JWKSMultipleMatchingKeys ||
        error instanceof errors.JOSENotSupported;
      throw isKnown ? error : new KeysUnavailable(error);
    }
  };
}
