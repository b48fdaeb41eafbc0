/**
 * Argon2id with the cost this version asks for. The parameters stand in the hash itself (PHC string), so older and
 * imported hashes verify with their own, up to a cost that nobody can misuse to stop the server.
 */
import { hashSync, parseOptions, verifySync } from '@node-rs/argon2';
import { newKeyBytes } from '../ids/index.ts';

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const; // OWASP's minimum for Argon2id
const currentForm = '$argon2id$v=19$m=19456,t=2,p=1$';
const highestCost = { memoryCost: 262_144, timeCost: 16, parallelism: 16 } as const;

/** Both take the thread they are called on. */
export const argon2id = {
  hash: (password: Uint8Array): string => hashSync(password, cost),
  verify(phc: string, password: Uint8Array): boolean {
    const asked = parseOptions(phc);
    const tooMuch =
      asked.memoryCost > highestCost.memoryCost ||
      asked.timeCost > highestCost.timeCost ||
      asked.parallelism > highestCost.parallelism;
    if (tooMuch) throw new Error('A stored password hash asks for more work than this server does for one.');
    return verifySync(phc, password);
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
