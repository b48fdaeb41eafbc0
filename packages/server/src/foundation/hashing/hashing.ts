/**
 * Password hashes: Argon2id, then sealed by the pepper and bound to their customer. A check without a stored hash costs
 * as much as one with it, so time does not tell who has an account (ADR 0015).
 */
import { availableParallelism } from 'node:os';
import type { Clock } from '../clock/index.ts';
import type { Metrics } from '../telemetry/index.ts';
import { isOutdated, unmatchableHash } from './argon2id.ts';
import type { HashRefusal } from './foreign/format.ts';
import { readForeignHash } from './foreign/formats.ts';
import { createHashQueue, type HashLane } from './hash-queue.ts';
import { createHashThreads } from './hash-threads.ts';

export type HashPlace = { readonly tenantId: string; readonly customerId: string };

/** A sealed hash of somebody else, whose cost is paid where there is none to check. */
export type StandIn = { readonly place: HashPlace; readonly sealed: Buffer };

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
  hash(place: HashPlace, password: string, lane?: HashLane): Promise<Buffer>;
  /**
   * Checks a password against a sealed hash, or, given null, does the same work and never matches: that of the stand-in,
   * where one is given. `outdated` says that the hash should be made anew, now that the password is known. A hash of
   * another cost than ours is never quicker than ours. Throws `server.busy` when too many are waiting.
   */
  verify(
    place: HashPlace,
    password: string,
    sealed: Buffer | null,
    standIn?: StandIn | null,
    lane?: HashLane,
  ): Promise<{ readonly matches: boolean; readonly outdated: boolean }>;
  /**
   * Seals a hash that another system made, for one customer; or says why it is refused. It is checked in its own format
   * until its owner signs in, and `verify` calls it outdated.
   */
  adopt(place: HashPlace, text: string): { readonly sealed: Buffer } | { readonly refused: HashRefusal };
  /** The hash beneath the seal, as any other system reads it. For an export that was asked for by name. */
  reveal(place: HashPlace, sealed: Buffer): string;
  /** Does work that will need a hash; throws `server.busy` before it has begun when there are too many already. */
  admit<T>(work: () => Promise<T>, lane?: HashLane): Promise<T>;
  /** Ends the threads that hash. */
  close(): Promise<void>;
};

const mostWaiting = 110;
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
  const unmatchable = unmatchableHash();
  const dummy = pepper.seal(bindingOf(dummyPlace), unmatchable);

  /** What is worked on for nobody; the dummy where the stand-in cannot be. */
  function openStandIn(standIn: StandIn | null) {
    try {
      const { place, sealed } = standIn ?? { place: dummyPlace, sealed: dummy };
      const opened = pepper.open(bindingOf(place), sealed);
      if (!isOutdated(opened.text) || typeof readForeignHash(opened.text) !== 'string') return opened;
    } catch {
      // What is wrong with somebody else's hash is theirs to find out.
    }
    return pepper.open(bindingOf(dummyPlace), dummy);
  }

  return {
    async hash(place, password, lane) {
      const phc = await queue.run(() => threads.hash(bytesOf(password)), lane);
      return pepper.seal(bindingOf(place), phc);
    },
    async verify(place, password, sealed, standIn = null, lane = 'unknown') {
      const opened = sealed === null ? openStandIn(standIn) : pepper.open(bindingOf(place), sealed);
      const isForeign = isOutdated(opened.text);
      const matches = await queue.run(async () => {
        // Somebody else's password is never found out here, not even by how long it takes.
        const isTheirs = (await threads.verify(opened.text, bytesOf(password))) && sealed !== null;
        // A password that matches is hashed anew at once: refused or let in, it is one of theirs and one of ours.
        if (isForeign && !isTheirs) await threads.verify(unmatchable, bytesOf(password));
        return isTheirs;
      }, lane);
      return { matches, outdated: matches && (opened.outdated || isForeign) };
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
