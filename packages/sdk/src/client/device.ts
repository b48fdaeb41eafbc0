/**
 * Signing in a device without a keyboard (RFC 8628): it shows a code, its owner approves that on a phone, and the device
 * asks every few seconds whether that has happened. It never asks faster than it was told to.
 */
import type { Fetch } from './fetch.ts';
import { checkIssuer } from './issuer.ts';
import { redeem, TokenRefusal, type Tokens } from './redeem.ts';

export type DeviceAuthorizationOptions = {
  /** The origin of your Cardea. */
  readonly issuer: string;
  readonly clientId: string;
  /** `openid profile email` unless told. */
  readonly scope?: string;
  /** The API that the access token is for, by the address it is registered under (RFC 8707). */
  readonly resource?: string;
  /** How sure you need to be of who approves, such as `urn:cardea:aal2`. */
  readonly acrValues?: string;
  /** How old the sign-in of whoever approves may be, in seconds; 0: they sign in anew. */
  readonly maxAge?: number;
  readonly fetch?: Fetch;
};

export type DeviceAuthorization = {
  /** To show, large: what the owner types (RFC 8628, section 3.2, `user_code`). */
  readonly userCode: string;
  /** To show beside it: where it is typed. Short enough to be typed itself. */
  readonly verificationUri: string;
  /** The same with the code in it, for a QR code beside both (RFC 8628, section 3.3.1). */
  readonly verificationUriComplete: string | null;
  /** When the code runs out: begin again then. */
  readonly expiresAt: Date;
  /**
   * Asks until the owner has answered, and resolves with the tokens (RFC 8628, section 3.4). It waits `interval` seconds
   * between two questions, five more for good after each `slow_down` (section 3.5), and twice as long after a question
   * that did not come through. Rejects with `TokenRefusal`: `access_denied` where the owner refused, `expired_token`
   * where the code ran out; and with the reason of `signal` when that is aborted. Call it once.
   */
  poll(options?: { readonly signal?: AbortSignal }): Promise<Tokens>;
};

const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
// What a client waits where the server does not say (RFC 8628, section 3.2), and what `slow_down` adds (section 3.5).
const usualSeconds = 5;
const slowerSeconds = 5;
const longestSeconds = 60;

/**
 * Asks for a code to show (RFC 8628, section 3.1), for an application that is registered with the device grant and keeps
 * no secret. Throws `TokenRefusal` where the request is refused, with its `error`.
 */
export async function startDeviceAuthorization(options: DeviceAuthorizationOptions): Promise<DeviceAuthorization> {
  const { clientId, scope = 'openid profile email', resource, acrValues, maxAge } = options;
  const { fetch: given = globalThis.fetch } = options;
  const issuer = checkIssuer(options.issuer);
  const fetch: Fetch = (address, init) => given(address, init);
  const answer = await fetch(`${issuer}/oauth/device_authorization`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      client_id: clientId,
      scope,
      ...(resource === undefined ? {} : { resource }),
      ...(acrValues === undefined ? {} : { acr_values: acrValues }),
      ...(maxAge === undefined ? {} : { max_age: String(maxAge) }),
    }).toString(),
    redirect: 'manual',
  });
  const body = (await answer.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : null);
  const seconds = (name: string) => (typeof body[name] === 'number' && body[name] > 0 ? body[name] : null);
  const [deviceCode, userCode, verificationUri] = [text('device_code'), text('user_code'), text('verification_uri')];
  if (!answer.ok || deviceCode === null || userCode === null || verificationUri === null) {
    const error = text('error') ?? 'server_error';
    throw new TokenRefusal(answer.status, error, text('error_description') ?? error);
  }
  const expiresAt = new Date(Date.now() + (seconds('expires_in') ?? 0) * 1000);
  return {
    userCode,
    verificationUri,
    verificationUriComplete: text('verification_uri_complete'),
    expiresAt,
    async poll({ signal } = {}) {
      const fields = { grant_type: grantType, client_id: clientId, device_code: deviceCode };
      const asking: Fetch = (address, init) => fetch(address, signal === undefined ? init : { ...init, signal });
      let interval = seconds('interval') ?? usualSeconds;
      for (let wait = interval; ; ) {
        await pause(wait, signal);
        try {
          return await redeem({ issuer, fetch: asking }, fields);
        } catch (error) {
          signal?.throwIfAborted();
          if (isAnswer(error)) {
            if (error.error === 'slow_down') interval += slowerSeconds;
            else if (error.error !== 'authorization_pending') throw error;
            wait = interval;
          } else {
            // The server says itself when the code has run out; where it cannot be reached nobody does.
            if (Date.now() > expiresAt.getTime() + longestSeconds * 1000) throw error;
            wait = Math.min(Math.max(wait, interval) * 2, longestSeconds);
          }
        }
      }
    },
  };
}

/** Whether the server answered the question; too many requests or a server that is just starting are trouble that passes. */
const isAnswer = (error: unknown): error is TokenRefusal =>
  error instanceof TokenRefusal && error.status !== 429 && error.status < 500;

/** Waits; rejects with the reason of the signal as soon as that is aborted. */
function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason as Error);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, seconds * 1000);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
