/**
 * Nonces for proofs of possession (RFC 9449, section 8) at the addresses that the engine does not answer. They are made
 * as the engine makes its own, from the same key, so that an application needs one for the whole host.
 */
import { deriveBytes } from '../../foundation/encryption/index.ts';

const stepSeconds = 60;

/** The one to use next, and whether one that was used is of these minutes. */
export function proofNonces(key: Buffer, now: number): { readonly next: string; accepts(nonce: string): boolean } {
  const step = Math.floor(now / stepSeconds);
  const nonceOf = (at: number) => {
    const salt = Buffer.alloc(8);
    salt.writeBigUInt64BE(BigInt(at));
    return deriveBytes(key, { salt, purpose: 'DPoP' }).toString('base64url');
  };
  return {
    next: nonceOf(step + 1),
    accepts: (nonce) => [-2, -1, 0, 1, 2].some((offset) => nonceOf(step + offset) === nonce),
  };
}
