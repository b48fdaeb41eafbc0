/**
 * Password hashes: Argon2id, then sealed by the pepper and bound to their customer. A check without a stored hash costs
 * exactly as much as one with it, so time does not tell who has an account.
 */
import { availableParallelism } from 'node:os';
import type { Clock } from '../clock/index.ts';
import type { Metrics } from '../telemetry/index.ts';
import { isOutdated, unmatchableHash } from './argon2id.ts';
import type { HashRefusal } from './foreign/format.ts';
import { readForeignHash } from './foreign/formats.ts';
import { createHashQueue } from './hash-queue.ts';
import { createHashThreads } from './hash-threads.ts';

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
  /**
   * Seals a hash that another system made, for one customer; or says why it is refused. It is checked in its own format
   * until its owner signs in, and `verify` calls it outdated.
   */
  adopt(place: HashPlace, text: string): { readonly sealed: Buffer } | { readonly refused: HashRefusal };
  /** The hash beneath the seal, as any other system reads it. For an export that was asked for by name. */
  reveal(place: HashPlace, sealed: Buffer): string;
  /** Does work that will need a hash; throws `server.busy` before it has begun when there are too many already. */
  admit<T>(work: () => Promise<T>): Promise<T>;
  /** Ends the threads that hash. */
  close(): Promise<void>;
};

const mostWaiting = 64;
const dummyPlace: HashPlace = { tenantId: '', customerId: '' };

/** Opens the door. The threads that hash are started with the first hashes. */
export function createHashing(dependencies: {
  readonly pepper: Pepper;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'hashesWaiting' | 'hashRefused'>;
  /** Hashes at once; all cores but one, which answers meanwhile, unless a test says otherwise. */
  readonly mostInFlight?: number;
}): Hashing {
  const { pepper, mostInFlight = Math.max(1, availableParallelism() - 1) } = dependencies;
  const { clock, metrics } = dependencies;
  const threads = createHashThreads();
  const queue = createHashQueue({ clock, metrics, mostInFlight, mostWaiting });
  const dummy = pepper.seal(bindingOf(dummyPlace), unmatchableHash());

  return {
    async hash(place, password) {
      const phc = await queue.run(() => threads.hash(bytesOf(password)));
      return pepper.seal(bindingOf(place), phc);
    },
    async verify(place, password, sealed) {
      const opened = pepper.open(bindingOf(sealed === null ? dummyPlace : place), sealed ?? dummy);
      const matches = await queue.run(() => threads.verify(opened.text, bytesOf(password)));
      if (sealed === null) return { matches: false, outdated: false };
      return { matches, outdated: opened.outdated || isOutdated(opened.text) };
    },
    adopt(place, text) {
      const read = readForeignHash(text);
      return typeof read === 'string' ? { refused: read } : { sealed: pepper.seal(bindingOf(place), text) };
    },
    reveal: (place, sealed) => pepper.open(bindingOf(place), sealed).text,
    admit: queue.admit,
    close: threads.close,
  };
}

/** Bytes of their own, never a part of Node's shared pool: they are handed over to a thread and wiped there. */
function bytesOf(password: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(password.normalize('NFC'));
}

function bindingOf(place: HashPlace): readonly string[] {
  return [place.tenantId, place.customerId];
}
