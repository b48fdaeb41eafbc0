/**
 * Password hashes: Argon2id, then sealed by the pepper and bound to their customer. A check without a stored hash costs
 * exactly as much as one with it, so time does not tell who has an account.
 */
import { availableParallelism } from 'node:os';
import type { Clock } from '../clock/index.ts';
import { newSecret } from '../ids/index.ts';
import type { Metrics } from '../telemetry/index.ts';
import { argon2id } from './argon2id.ts';
import { createHashQueue } from './hash-queue.ts';

export type HashPlace = { readonly tenantId: string; readonly customerId: string };

/** What encrypts the finished hash; filled by `createPepper` of the encryption room. */
export type Pepper = {
  seal(binding: readonly string[], text: string): Buffer;
  open(binding: readonly string[], sealed: Buffer): { readonly text: string; readonly outdated: boolean };
};

export type Hashing = {
  /**
   * Hashes a password for one customer and seals the result. The password counts as its exact UTF-8 bytes after
   * Unicode normalisation form C, so that the same letters typed on two keyboards are the same password; nothing else
   * is changed and nothing is cut. Throws `server.busy` when too many hashes are waiting.
   */
  hash(place: HashPlace, password: string): Promise<Buffer>;
  /**
   * Checks a password against a sealed hash, or, given null, does the same work and never matches. `outdated` says that
   * the hash should be made anew, now that the password is known. Throws `server.busy` when too many are waiting.
   */
  verify(
    place: HashPlace,
    password: string,
    sealed: Buffer | null,
  ): Promise<{ readonly matches: boolean; readonly outdated: boolean }>;
};

const mostWaiting = 64;
const dummyPlace: HashPlace = { tenantId: '', customerId: '' };

/** Ready once the dummy hash for unknown accounts is made. */
export async function createHashing(dependencies: {
  readonly pepper: Pepper;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'hashesWaiting' | 'hashRefused'>;
  /** Hashes at once; the number of cores unless a test says otherwise. */
  readonly mostInFlight?: number;
}): Promise<Hashing> {
  const { pepper } = dependencies;
  const queue = createHashQueue({
    clock: dependencies.clock,
    metrics: dependencies.metrics,
    mostInFlight: dependencies.mostInFlight ?? availableParallelism(),
    mostWaiting,
  });

  const hash = async (place: HashPlace, password: string) => {
    const phc = await queue.run(() => argon2id.hash(bytesOf(password)));
    return pepper.seal(bindingOf(place), phc);
  };
  const dummy = await hash(dummyPlace, newSecret());

  return {
    hash,
    async verify(place, password, sealed) {
      const opened = pepper.open(bindingOf(sealed === null ? dummyPlace : place), sealed ?? dummy);
      const matches = await queue.run(() => argon2id.verify(opened.text, bytesOf(password)));
      if (sealed === null) return { matches: false, outdated: false };
      return { matches, outdated: opened.outdated || argon2id.isOutdated(opened.text) };
    },
  };
}

function bytesOf(password: string): Buffer {
  return Buffer.from(password.normalize('NFC'), 'utf8');
}

function bindingOf(place: HashPlace): readonly string[] {
  return [place.tenantId, place.customerId];
}
