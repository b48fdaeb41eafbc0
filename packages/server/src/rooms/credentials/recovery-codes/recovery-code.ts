/** The form of recovery codes: twelve letters and digits that are not taken for one another, sixty bits, in threes of four. */
import { newKeyBytes } from '../../../foundation/ids/index.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford base 32: no i, l, o, u
const length = 12;

/** How many are made at once. */
export const codesAtOnce = 10;

/** A fresh code as it is shown: `k7mp-2xq4-9rtv`. */
export function newRecoveryCode(): string {
  const text = [...newKeyBytes(length)].map((byte) => alphabet[byte & 31]).join('');
  return text.match(/.{4}/g)?.join('-') ?? text;
}

/** What somebody typed as it was made, whatever they took for an o or an l; null when it cannot be one. */
export function readRecoveryCode(typed: string): string | null {
  const plain = typed
    .toLowerCase()
    .replaceAll(/[\s\u2010-\u2015_-]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
  return plain.length === length && [...plain].every((letter) => alphabet.includes(letter)) ? plain : null;
}
