/**
 * bcrypt ($2a$, $2b$, $2y$), and what is built around it because it reads no more than 72 bytes: WordPress since 6.8
 * hashes an HMAC of the password, Django a SHA-256 of it.
 */
import { createHash, createHmac } from 'node:crypto';
import { verifySync } from '@node-rs/bcrypt';
import type { ForeignFormat, ForeignHash, HashRefusal } from './format.ts';

const form = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
const highestCost = 14; // about a second
const bytesRead = 72;

type Preparation = (password: Uint8Array) => Uint8Array;

function read(text: string, prepare: Preparation): ForeignHash | HashRefusal {
  const cost = Number(form.exec(text)?.[1] ?? Number.NaN);
  if (!(cost >= 4)) return 'hash.malformed';
  if (cost > highestCost) return 'hash.too_costly';
  return { verify: (password) => verifySync(prepare(password).subarray(0, bytesRead), text) };
}

/** What PHP's `trim` takes away, which WordPress applies to every password. */
function trimmed(password: Uint8Array): Uint8Array {
  const isBlank = (byte: number | undefined) => byte !== undefined && [0, 9, 10, 11, 13, 32].includes(byte);
  let [from, to] = [0, password.length];
  while (from < to && isBlank(password[from])) from += 1;
  while (to > from && isBlank(password[to - 1])) to -= 1;
  return password.subarray(from, to);
}

export const bcrypt: ForeignFormat = {
  recognises: (text) => /^\$2[abxy]?\$/.test(text),
  read: (text) => read(text, (password) => password),
};

export const wordpress: ForeignFormat = {
  recognises: (text) => text.startsWith('$wp$'),
  read: (text) =>
    read(text.slice('$wp'.length), (password) =>
      Buffer.from(createHmac('sha384', 'wp-sha384').update(trimmed(password)).digest('base64'), 'latin1'),
    ),
};

export const djangoBcrypt: ForeignFormat = {
  recognises: (text) => /^bcrypt(?:_sha256)?\$/.test(text),
  read: (text) =>
    text.startsWith('bcrypt$')
      ? read(text.slice('bcrypt$'.length), (password) => password)
      : read(text.slice('bcrypt_sha256$'.length), (password) =>
          Buffer.from(createHash('sha256').update(password).digest('hex'), 'latin1'),
        ),
};
