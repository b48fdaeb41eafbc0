/**
 * Argon2id with the cost this version asks for. The parameters stand in the hash itself (PHC string), so older and
 * imported hashes verify with their own, up to a cost that nobody can misuse to stop the server.
 */
import { hash, parseOptions, verify } from '@node-rs/argon2';

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const; // OWASP's minimum for Argon2id
const currentForm = '$argon2id$v=19$m=19456,t=2,p=1$';
const highestCost = { memoryCost: 262_144, timeCost: 16, parallelism: 16 } as const;

export type Argon2id = {
  hash(password: Buffer): Promise<string>;
  verify(phc: string, password: Buffer): Promise<boolean>;
  /** Whether a hash was made with other parameters than the current ones. */
  isOutdated(phc: string): boolean;
};

export const argon2id: Argon2id = {
  hash: (password) => hash(password, cost),
  async verify(phc, password) {
    const asked = parseOptions(phc);
    const tooMuch =
      asked.memoryCost > highestCost.memoryCost ||
      asked.timeCost > highestCost.timeCost ||
      asked.parallelism > highestCost.parallelism;
    if (tooMuch) throw new Error('A stored password hash asks for more work than this server does for one.');
    return await verify(phc, password);
  },
  isOutdated: (phc) => !phc.startsWith(currentForm),
};
