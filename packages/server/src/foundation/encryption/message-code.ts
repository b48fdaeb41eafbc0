/** The codes that others sign their messages with, and ours to them (HMAC); compared in a time that says nothing. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The HMAC of `data`. SHA-1 only where somebody else has chosen it: with a secret key it still holds. */
export function messageCode(algorithm: 'sha1' | 'sha256', key: string | Buffer, data: string | Buffer): Buffer {
  return createHmac(algorithm, key).update(data).digest();
}

/** Whether `given` is the code that was expected. */
export function isMessageCode(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** The SHA-256 of a message. */
export function digestOfText(text: string | Buffer): Buffer {
  return createHash('sha256').update(text).digest();
}
