/** What the script of our pages does, for browsers without one: a key of their own, and what it signs. */
import { generateKeyPairSync, sign } from 'node:crypto';

export type BrowserKey = {
  /** The proof of one journey, as an honest page sends it unless told otherwise. */
  proof(flowId: string, as?: { readonly origin?: string; readonly ageSeconds?: number }): string;
};

export function createBrowserKey(origin: string): BrowserKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-65);
  return {
    proof(flowId, { origin: seen = origin, ageSeconds = 0 } = {}) {
      const seconds = Math.floor(Date.now() / 1000) - ageSeconds;
      const text = `cardea-device-proof\n${seen}\n${flowId}\n${seconds}`;
      const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return [point.toString('base64url'), seconds, signature.toString('base64url'), seen].join('.');
    },
  };
}
