/**
 * The one source of randomness. Everything unguessable in Cardea begins here, with the operating system's generator.
 */
import { hash, randomFillSync, timingSafeEqual } from 'node:crypto';
import { type IdKind, type IdOf, idPrefixes } from '@cardea/contract';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford base 32, lower case: no i, l, o, u
const idLength = 26; // 130 bits

// Asking the operating system costs more than what it gives, so it is asked for many bytes at a time.
const pool = Buffer.alloc(4096);
let used = pool.length;

/** The next bytes of the pool, each given once: what was taken is wiped. */
function randomBytes(size: number): Buffer {
  if (size > pool.length) return randomFillSync(Buffer.alloc(size));
  if (used + size > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.alloc(size);
  pool.copy(bytes, 0, used, used + size);
  pool.fill(0, used, used + size);
  used += size;
  return bytes;
}

/** A fresh id, `<prefix>_<26 characters>`, 130 random bits. Not a secret: it may be logged and shown. */
export function newId<Kind extends IdKind>(kind: Kind): IdOf<Kind> {
  const bytes = randomBytes(idLength);
  let text = '';
  for (const byte of bytes) text += alphabet[byte & 31];
  return `${idPrefixes[kind]}_${text}` as IdOf<Kind>;
}

/** Whether `value` has the form of an id of this kind; lets a door refuse nonsense before any look-up. */
export function isId<Kind extends IdKind>(kind: Kind, value: unknown): value is IdOf<Kind> {
  return (
    typeof value === 'string' &&
    value.startsWith(`${idPrefixes[kind]}_`) &&
    /^[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}$/.test(value)
  );
}

/** A bearer secret of 256 random bits in base64url. Store only `hashSecret` of it. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** `size` random bytes, for keys and nonces. */
export function newKeyBytes(size: number): Buffer {
  return randomBytes(size);
}

/** SHA-256 of a high-entropy secret, for storage and look-up. Never use it for passwords or short codes. */
export function hashSecret(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}

/** Whether two results of `hashSecret` are equal, in a time that says nothing about how close they came. */
export function areEqualHashes(one: Buffer, other: Buffer): boolean {
  return one.length === 32 && other.length === 32 && timingSafeEqual(one, other);
}
