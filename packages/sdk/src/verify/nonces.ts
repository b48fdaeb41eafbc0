/** Nonces for proofs that need no memory: a keyed hash of the time. One is good for five to ten minutes. */
import { toBase64Url } from '../client/pkce.ts';

const lifetimeMilliseconds = 300_000;

export type Nonces = {
  current(): Promise<string>;
  isGood(nonce: unknown): Promise<boolean>;
};

export function createNonces(secret: string, now: () => number): Nonces {
  if (secret.length < 32) throw new TypeError('dpop.nonceSecret needs at least 32 characters');
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign', 'verify']);

  const name = (period: number) => encoder.encode(`cardea dpop nonce ${period}`);
  const period = () => Math.floor(now() / lifetimeMilliseconds);
  const make = async (which: number) =>
    toBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', await key, name(which))));

  return {
    current: () => make(period()),
    // What is compared is public: it was sent in a header to whoever asked.
    isGood: async (nonce) => nonce === (await make(period())) || nonce === (await make(period() - 1)),
  };
}
