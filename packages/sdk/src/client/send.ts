/**
 * Sends a call, and again where that is safe: nothing was done yet (429, 503, a stale token), or doing it twice is doing
 * it once (reading, or a call with an Idempotency-Key). No redirect is followed, so no token goes elsewhere.
 */
import { retryAfterOf } from './error.ts';
import type { Fetch } from './fetch.ts';
import type { TokenSource } from './tokens.ts';

export type SendOptions = {
  readonly fetch: Fetch;
  readonly tokens: TokenSource | null;
  /** How often a call is tried again. */
  readonly retries: number;
  readonly timeoutMilliseconds: number;
};

type Tried = { readonly response: Response } | { readonly failure: unknown; readonly isFinal: boolean };

const longestPauseMilliseconds = 20_000;

/** Sends what openapi-fetch has put together. */
export function createSender(options: SendOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    const headers = new Headers(request.headers);
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    const isSafe = isReading || headers.has('idempotency-key');
    const text = isReading ? '' : await request.text();
    const body = text === '' ? null : text;
    const once = (): Promise<Tried> => attempt(options, request, headers, body);

    let token = (await options.tokens?.current()) ?? null;
    let isTokenFresh = false;
    for (let tries = 0; ; tries += 1) {
      if (token !== null) headers.set('authorization', `Bearer ${token}`);
      const tried = await once();
      if ('response' in tried && tried.response.status === 401 && token !== null && !isTokenFresh) {
        // Its key may have been withdrawn, or the clock of this machine is late.
        const renewed = (await options.tokens?.renew(token)) ?? null;
        isTokenFresh = true;
        if (renewed !== null && renewed !== token) {
          token = renewed;
          continue;
        }
      }
      const pause = tries < options.retries ? pauseAfter(tried, tries, isSafe) : null;
      if (pause !== null) {
        await new Promise((resolve) => setTimeout(resolve, pause));
        continue;
      }
      if ('failure' in tried) throw tried.failure;
      return tried.response;
    }
  };
}

async function attempt(
  { fetch, timeoutMilliseconds }: SendOptions,
  request: Request,
  headers: Headers,
  body: string | null,
): Promise<Tried> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMilliseconds)]);
  try {
    const init: RequestInit = { method: request.method, headers, signal, redirect: 'manual' };
    const response = await fetch(request.url, body === null ? init : { ...init, body });
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      return { failure: new TypeError(`${request.url} was redirected, which the API never does`), isFinal: true };
    }
    return { response };
  } catch (failure) {
    return { failure, isFinal: request.signal.aborted };
  }
}

/** How long to wait before the next try, or null when there must be none. */
function pauseAfter(tried: Tried, tries: number, isSafe: boolean): number | null {
  const pause = 200 * 2 ** tries * (0.5 + Math.random());
  if ('failure' in tried) return isSafe && !tried.isFinal ? pause : null;
  const { response } = tried;
  const asked = retryAfterOf(response);
  if (response.status === 429 || response.status === 503) {
    if (asked === null) return isSafe ? pause : null;
    return asked * 1000 <= longestPauseMilliseconds ? Math.max(asked * 1000, pause) : null;
  }
  // The first try is still being answered: its answer is the one to have.
  const isBeingDone = response.status === 409 && tries > 0;
  return isSafe && (response.status === 502 || response.status === 504 || isBeingDone) ? pause : null;
}
