/**
 * What a hash of another system is to us: a text that is either refused before any work is done, or can be checked
 * against a password on the thread that asks. Every format has a ceiling: whoever writes the file pays no more of our
 * time than one sign-in may cost (security case 191).
 */
import { timingSafeEqual } from 'node:crypto';

export type HashRefusal = 'hash.unknown' | 'hash.malformed' | 'hash.too_costly';

export type ForeignHash = { verify(password: Uint8Array): boolean };

export type ForeignFormat = {
  /** Whether the text claims to be of this format. */
  recognises(text: string): boolean;
  /** Reads it and judges what it would cost; computes nothing. */
  read(text: string): ForeignHash | HashRefusal;
};

/** A shorter digest would let in passwords that only happen to begin alike. */
const leastDigestBytes = 16;
const mostDigestBytes = 128;
export const mostSaltBytes = 128;

export function isSame(computed: Uint8Array, expected: Uint8Array): boolean {
  return computed.length === expected.length && timingSafeEqual(computed, expected);
}

/** Bytes of strict base64, with or without padding, in the standard or the URL alphabet; null when it is none. */
export function base64(text: string): Buffer | null {
  const bare = text.replace(/=+$/, '');
  if (!/^[A-Za-z0-9+/_-]*$/.test(bare) || bare.length % 4 === 1) return null;
  return Buffer.from(bare, 'base64');
}

/** Whether salt and digest are of a length that anybody uses. */
export function areUsual(salt: Buffer | null, digest: Buffer | null): boolean {
  if (salt === null || digest === null) return false;
  return salt.length <= mostSaltBytes && digest.length >= leastDigestBytes && digest.length <= mostDigestBytes;
}
