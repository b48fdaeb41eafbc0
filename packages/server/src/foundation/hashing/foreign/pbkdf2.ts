/**
 * PBKDF2 as it is written down by Django, by passlib, in the manner of PHC (`$pbkdf2-sha256$i=…`), and by ASP.NET Core
 * Identity (versions 2 and 3, one base64 text that begins with the version).
 */
import { pbkdf2Sync } from 'node:crypto';
import { areUsual, base64, type ForeignFormat, type ForeignHash, type HashRefusal, isSame } from './format.ts';

type Digest = 'sha1' | 'sha256' | 'sha512';
type Written = {
  readonly digest: Digest;
  readonly iterations: number;
  readonly salt: Buffer | null;
  readonly expected: Buffer | null;
};

const mostIterations = 2_000_000; // twice what the largest default of today asks for
const django = /^pbkdf2_(sha1|sha256|sha512)\$(\d{1,10})\$([^$]+)\$([^$]+)$/;
const modular = /^\$pbkdf2(?:-(sha1|sha256|sha512))?\$(?:i=)?(\d{1,10})(?:,l=\d{1,4})?\$([^$]*)\$([^$]+)$/;

function judge({ digest, iterations, salt, expected }: Written): ForeignHash | HashRefusal {
  if (salt === null || expected === null || iterations < 1 || !areUsual(salt, expected)) return 'hash.malformed';
  // A block of output each: long ones would multiply the work.
  const blocks = Math.ceil(expected.length / { sha1: 20, sha256: 32, sha512: 64 }[digest]);
  if (iterations * blocks > mostIterations) return 'hash.too_costly';
  return {
    verify: (password) => isSame(pbkdf2Sync(password, salt, iterations, expected.length, digest), expected),
  };
}

export const djangoPbkdf2: ForeignFormat = {
  recognises: (text) => text.startsWith('pbkdf2_'),
  read(text) {
    const [, digest, iterations, salt = '', expected = ''] = django.exec(text) ?? [];
    if (digest === undefined) return 'hash.malformed';
    return judge({
      digest: digest as Digest,
      iterations: Number(iterations),
      salt: Buffer.from(salt, 'utf8'),
      expected: base64(expected),
    });
  },
};

export const pbkdf2: ForeignFormat = {
  recognises: (text) => text.startsWith('$pbkdf2'),
  read(text) {
    const [matched, digest = 'sha1', iterations, salt = '', expected = ''] = modular.exec(text) ?? [];
    if (matched === undefined) return 'hash.malformed';
    // passlib writes a dot where base64 has a plus.
    const decode = (part: string) => base64(part.replaceAll('.', '+'));
    return judge({
      digest: digest as Digest,
      iterations: Number(iterations),
      salt: decode(salt),
      expected: decode(expected),
    });
  },
};

const aspNetDigests: readonly Digest[] = ['sha1', 'sha256', 'sha512'];

export const aspNetIdentity: ForeignFormat = {
  recognises: (text) => /^A[A-Za-z0-9+/]{60,}={0,2}$/.test(text),
  read(text) {
    const blob = base64(text);
    if (blob === null) return 'hash.malformed';
    if (blob[0] === 0 && blob.length === 49)
      return judge({ digest: 'sha1', iterations: 1000, salt: blob.subarray(1, 17), expected: blob.subarray(17) });
    const digest = blob[0] === 1 && blob.length > 13 ? aspNetDigests[blob.readUInt32BE(1)] : undefined;
    if (digest === undefined) return 'hash.unknown';
    const saltEnd = 13 + blob.readUInt32BE(9);
    const [salt, expected] = [blob.subarray(13, saltEnd), blob.subarray(saltEnd)];
    return judge({ digest, iterations: blob.readUInt32BE(5), salt, expected });
  },
};
