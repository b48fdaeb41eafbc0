/**
 * scrypt in its standard text (PHC), and Firebase's own use of it: there the derived key encrypts the signer key of the
 * project, and the ciphertext is the hash. Ours is a text that holds all it takes, since no export of Firebase does:
 * `$firebase-scrypt$ln=14,r=8,k=<signer key>,s=<salt separator>$<salt>$<hash>`, each part base64.
 */
import { createCipheriv, scryptSync } from 'node:crypto';
import { areUsual, base64, type ForeignFormat, isSame } from './format.ts';

const form = /^\$scrypt\$ln=(\d{1,3}),r=(\d{1,6}),p=(\d{1,6})\$([^$]*)\$([^$]+)$/;
const firebaseForm = /^\$firebase-scrypt\$ln=(\d{1,3}),r=(\d{1,6}),k=([^$,]+),s=([^$,]*)\$([^$]*)\$([^$]+)$/;
const most = { memoryBytes: 256 * 1024 * 1024, work: 2 ** 21 } as const; // 128 bytes each: 256 MiB mixed in all

type Cost = { readonly N: number; readonly r: number; readonly p: number };

function judge({ N, r, p }: Cost): 'hash.malformed' | 'hash.too_costly' | null {
  if (N < 2 || r < 1 || p < 1) return 'hash.malformed';
  return 128 * N * r > most.memoryBytes || N * r * p > most.work ? 'hash.too_costly' : null;
}

const derive = (password: Uint8Array, salt: Uint8Array, bytes: number, cost: Cost): Buffer =>
  scryptSync(password, salt, bytes, { ...cost, maxmem: 128 * cost.r * (cost.N + cost.p + 2) + 1024 * 1024 });

export const scrypt: ForeignFormat = {
  recognises: (text) => text.startsWith('$scrypt$'),
  read(text) {
    const [, ln, r, p, salted = '', digested = ''] = form.exec(text) ?? [];
    const [salt, digest] = [base64(salted), base64(digested)];
    if (ln === undefined || salt === null || digest === null || !areUsual(salt, digest)) return 'hash.malformed';
    const cost = { N: 2 ** Number(ln), r: Number(r), p: Number(p) };
    return judge(cost) ?? { verify: (password) => isSame(derive(password, salt, digest.length, cost), digest) };
  },
};

export const firebaseScrypt: ForeignFormat = {
  recognises: (text) => text.startsWith('$firebase-scrypt$'),
  read(text) {
    const [, ln, r, keyed = '', separated = '', salted = '', digested = ''] = firebaseForm.exec(text) ?? [];
    const [signerKey, separator, salt, digest] = [keyed, separated, salted, digested].map(base64);
    if (ln === undefined || !signerKey || !separator || !salt || !digest) return 'hash.malformed';
    if (!areUsual(salt, digest) || signerKey.length !== digest.length || separator.length > 32) return 'hash.malformed';
    const cost = { N: 2 ** Number(ln), r: Number(r), p: 1 };
    return (
      judge(cost) ?? {
        verify(password) {
          const key = derive(password, Buffer.concat([salt, separator]), 32, cost);
          const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
          return isSame(Buffer.concat([cipher.update(signerKey), cipher.final()]), digest);
        },
      }
    );
  },
};
