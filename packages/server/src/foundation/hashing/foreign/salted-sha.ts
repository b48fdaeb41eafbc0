/** Salted SHA as directories keep it (RFC 2307 and its successors): `{SSHA}`, `{SSHA256}`, `{SSHA512}`. */
import { createHash } from 'node:crypto';
import { base64, type ForeignFormat, isSame, mostSaltBytes } from './format.ts';

const form = /^\{(SSHA|SSHA256|SSHA512)\}(.+)$/i;
const digests = { SSHA: ['sha1', 20], SSHA256: ['sha256', 32], SSHA512: ['sha512', 64] } as const;

export const saltedSha: ForeignFormat = {
  recognises: (text) => /^\{SSHA/i.test(text),
  read(text) {
    const [, name = '', encoded = ''] = form.exec(text) ?? [];
    const [digest, size] = digests[name.toUpperCase() as keyof typeof digests] ?? [];
    const bytes = base64(encoded);
    if (digest === undefined || bytes === null) return 'hash.malformed';
    const [expected, salt] = [bytes.subarray(0, size), bytes.subarray(size)];
    if (expected.length < size || salt.length < 1 || salt.length > mostSaltBytes) return 'hash.malformed';
    return { verify: (password) => isSame(createHash(digest).update(password).update(salt).digest(), expected) };
  },
};
