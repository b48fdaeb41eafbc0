/**
 * The ledger room: every change of state is one entry, written in the transaction that makes the change, and whoever
 * wants to react reads entries. Nothing is fired from memory, so nothing is lost when a process dies.
 */
import type { Clock } from '../../foundation/clock/index.ts';
import { settingsRefusal } from '../../foundation/config/index.ts';
import type { Database, Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import type { Jobs } from '../../foundation/jobs/index.ts';
import type { Logger } from '../../foundation/logging/index.ts';
import type { Metrics } from '../../foundation/telemetry/index.ts';
import { appendEntries } from './append.ts';
import type { NewEntry } from './entry.ts';
import { ensurePartitions, partitionsTask } from './partitions.ts';
import { type AppendListener, createReader, type Reader, type ReaderOptions } from './reader.ts';
import { hasForeignPositions } from './store/lanes.ts';

export type { Actor, LedgerEntry, NewEntry } from './entry.ts';
export type { Reader, ReaderOptions } from './reader.ts';

export type LedgerDependencies = {
  readonly database: Database;
  readonly encryption: Encryption;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics?: Metrics | undefined;
};

export type Ledger = {
  /**
   * Writes one entry in the caller's transaction. An entry about a customer needs that customer's lock
   * (`database.transaction({ customers: [customerId] }, …)`): it makes transaction order the true order per customer.
   */
  append(tx: Transaction, entry: NewEntry): Promise<void>;
  /** Writes several entries, in this order, with one statement. */
  appendAll(tx: Transaction, entries: readonly NewEntry[]): Promise<void>;
  /**
   * A reader follows all entries from the first, in order per customer, and remembers by its name how far it came.
   * What its handler does in the given transaction happens exactly once; everything else at least once.
   */
  createReader(options: ReaderOptions): Reader;
  /** Refuses, with a sentence, a ledger that was loaded from a dump of another PostgreSQL: its order would be lost. */
  refuseForeignPositions(): Promise<void>;
  /** Makes sure that this month and the next two have their partitions, and asks for the same again tomorrow. */
  ensurePartitions(): Promise<void>;
  /** The jobs of this room, for the runner. */
  readonly tasks: Readonly<Record<string, (payload: unknown) => Promise<void>>>;
};

/** Opens the room. */
export function createLedger(deps: LedgerDependencies): Ledger {
  const listeners = new Set<AppendListener>();
  const tellReaders: AppendListener = (events) => {
    for (const listener of listeners) listener(events);
  };
  const appendAll = (tx: Transaction, entries: readonly NewEntry[]) =>
    appendEntries(deps.encryption, tellReaders, tx, entries);
  const renewPartitions = () => ensurePartitions(deps);

  return {
    append: (tx, entry) => appendAll(tx, [entry]),
    appendAll,
    createReader: (options) => createReader(deps, listeners, options),
    async refuseForeignPositions() {
      if (!(await hasForeignPositions(deps.database.reader))) return;
      throw settingsRefusal([
        'This database was loaded from a dump of another PostgreSQL, so the order of its ledger cannot be continued. ' +
          'Move the data by a physical copy (the data directory of a stopped server, or pg_basebackup) instead.',
      ]);
    },
    ensurePartitions: renewPartitions,
    tasks: { [partitionsTask]: renewPartitions },
  };
}
