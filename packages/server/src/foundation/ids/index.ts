/**
 * The one source of randomness. Everything unguessable in Cardea begins here, with the operating system's generator.
 */
import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type IdKind, type IdOf, idPrefixes } from '@cardea/contract';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford base 32, lower case: no i, l, o, u
const idLength = 26; // 130 bits

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

/** Whether `expected` is the `hashSecret` of this secret, in a time that says nothing about how close it came. */
export function matchesSecret(secret: string, expected: Buffer): boolean {
  return expected.length === 32 && timingSafeEqual(hashSecret(secret), expected);
}
