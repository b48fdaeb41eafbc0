/**
 * Argon2id with the cost this version asks for. Format and parameters stand in the hash itself, so older and imported
 * hashes verify with their own, up to a cost that nobody can misuse to stop the server.
 */
import { hashSync } from '@node-rs/argon2';
import { newKeyBytes } from '../ids/index.ts';
import { readForeignHash } from './foreign/formats.ts';

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const; // OWASP's minimum for Argon2id
const currentForm = '$argon2id$v=19$m=19456,t=2,p=1$';

/** Both take the thread they are called on. */
export const argon2id = {
  hash: (password: Uint8Array): string => hashSync(password, cost),
  /** Of any format that customers may have brought along. */
  verify(text: string, password: Uint8Array): boolean {
    const stored = readForeignHash(text);
    if (stored === 'hash.too_costly')
      throw new Error('A stored password hash asks for more work than this server does for one.');
    if (typeof stored === 'string') throw new Error('A stored password hash cannot be read.');
    return stored.verify(password);
  },
};

/** Whether a hash was made with other parameters than the current ones. */
export function isOutdated(phc: string): boolean {
  return !phc.startsWith(currentForm);
}

/** A hash of nothing: checking it is the work of checking any other, and no password is known that matches. */
export function unmatchableHash(): string {
  const text = (size: number) => newKeyBytes(size).toString('base64').replaceAll('=', '');
  return `${currentForm}${text(16)}$${text(32)}`;
}
