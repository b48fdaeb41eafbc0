/**
 * The ledger room: every change of state is one entry, written in the transaction that makes the change, and whoever
 * wants to react reads entries. Nothing is fired from memory, so nothing is lost when a process dies.
 */
import type { EventName } from '@cardea/contract';
import type { Clock } from '../../foundation/clock/index.ts';
import { settingsRefusal } from '../../foundation/config/index.ts';
import type { Database, Queries, Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import type { Jobs } from '../../foundation/jobs/index.ts';
import type { Logger } from '../../foundation/logging/index.ts';
import type { Metrics } from '../../foundation/telemetry/index.ts';
import { appendEntries } from './append.ts';
import type { NewEntry } from './entry.ts';
import { ensurePartitions, partitionsTask } from './partitions.ts';
import { type AppendListener, createReader, type Reader, type ReaderOptions } from './reader.ts';
import { findPersonal } from './store/entries.ts';
import { type HistoryPosition, readHistory } from './store/history.ts';
import { hasForeignPositions } from './store/lanes.ts';
import { type LedgerFilter, searchEntries } from './store/search.ts';

export type { Actor, LedgerEntry, NewEntry } from './entry.ts';
export type { Reader, ReaderOptions } from './reader.ts';
export type { HistoryPosition } from './store/history.ts';
export type { LedgerFilter } from './store/search.ts';
export { type ReaderStatus, readersStatus } from './store/status.ts';

/** An entry as its customer may read it. `personal` is null where the event holds none. */
export type HistoryEntry = HistoryPosition & {
  readonly event: string;
  readonly data: unknown;
  readonly personal: unknown;
};

/** An entry as staff may find it: what is personal in it stays sealed until it is asked for. */
export type FoundEntry = HistoryPosition & {
  readonly customerId: string | null;
  readonly event: string;
  readonly actor: { readonly kind: string; readonly id: string | null };
  readonly requestId: string | null;
  readonly data: unknown;
  readonly hasPersonal: boolean;
};

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
   * Writes one entry in the caller's transaction, at its end. An entry about a customer needs that customer's lock
   * (`database.transaction({ customers: [customerId] }, …)`): it makes transaction order the true order per customer.
   */
  append(tx: Transaction, entry: NewEntry): Promise<void>;
  /** Writes several entries, in this order. */
  appendAll(tx: Transaction, entries: readonly NewEntry[]): Promise<void>;
  /**
   * A reader follows all entries from the first, in order per customer, and remembers by its name how far it came.
   * What its handler does in the given transaction happens exactly once; everything else at least once.
   */
  createReader(options: ReaderOptions): Reader;
  /** What happened to one customer in the last year, of these events, newest first, with its personal part opened. */
  history(
    queries: Queries,
    wanted: {
      tenantId: string;
      customerId: string;
      events: readonly EventName[];
      before: HistoryPosition | null;
      limit: number;
    },
  ): Promise<HistoryEntry[]>;
  /** Entries of one tenant, newest first, and the id to go on before; null at the end. Every page costs a bounded amount. */
  search(
    queries: Queries,
    filter: LedgerFilter,
  ): Promise<{ readonly entries: readonly FoundEntry[]; readonly next: string | null }>;
  /** The personal part of one entry, opened; null when there is none. For whoever tells the customer about it. */
  personalOf(
    queries: Queries,
    entry: { tenantId: string; customerId: string; entryId: string; recordedAt: Date },
  ): Promise<unknown>;
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
    async history(queries, wanted) {
      const { tenantId, customerId } = wanted;
      const rows = await readHistory(queries, wanted);
      return Promise.all(
        rows.map(async ({ entry_id: entryId, recorded_at: recordedAt, event, data, personal: sealed }) => {
          const place = { tenantId, subjectId: customerId, field: `ledger.${event}` };
          const personal = sealed === null ? null : JSON.parse(await deps.encryption.open(queries, place, sealed));
          return { entryId, recordedAt, event, data, personal };
        }),
      );
    },
    async search(queries, filter) {
      const { rows, next } = await searchEntries(queries, filter);
      const entries = rows.map((row) => ({
        entryId: row.entry_id,
        recordedAt: row.recorded_at,
        customerId: row.customer_id,
        event: row.event,
        actor: { kind: row.actor_kind, id: row.actor_id },
        requestId: row.request_id,
        data: row.data,
        hasPersonal: row.personal !== null,
      }));
      return { entries, next };
    },
    async personalOf(queries, entry) {
      const { tenantId, customerId } = entry;
      const found = await findPersonal(queries, entry);
      if (!found?.personal) return null;
      const place = { tenantId, subjectId: customerId, field: `ledger.${found.event}` };
      return JSON.parse(await deps.encryption.open(queries, place, found.personal));
    },
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
