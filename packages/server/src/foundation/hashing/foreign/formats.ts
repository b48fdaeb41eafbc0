/** Every format of a password hash that customers may bring along, and the one way to read any of them. */
import { argon2 } from './argon2.ts';
import { bcrypt, djangoBcrypt, wordpress } from './bcrypt.ts';
import type { ForeignHash, HashRefusal } from './format.ts';
import { aspNetIdentity, djangoPbkdf2, pbkdf2 } from './pbkdf2.ts';
import { phpass } from './phpass.ts';
import { saltedSha } from './salted-sha.ts';
import { firebaseScrypt, scrypt } from './scrypt.ts';

const longest = 1024;
// The one that has no sign of its own comes last.
const formats = [
  argon2,
  bcrypt,
  wordpress,
  djangoBcrypt,
  scrypt,
  firebaseScrypt,
  djangoPbkdf2,
  pbkdf2,
  saltedSha,
  phpass,
  aspNetIdentity,
];

/** The hash, ready to be checked against, or why it is refused. Nothing is computed yet. */
export function readForeignHash(text: string): ForeignHash | HashRefusal {
  if (text.length > longest || !/^[\x21-\x7e]+$/.test(text)) return 'hash.malformed';
  return formats.find((format) => format.recognises(text))?.read(text) ?? 'hash.unknown';
}
