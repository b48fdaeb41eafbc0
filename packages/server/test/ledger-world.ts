/**
 * A database with readers of the ledger for tests: each reader made here is a node of its own, and what it handles is
 * recorded in the same transaction, so that the record shows what was handled once, twice or never.
 */
import { sql } from 'kysely';
import { vi } from 'vitest';
import type { Transaction } from '../src/foundation/database/index.ts';
import { newId } from '../src/foundation/ids/index.ts';
import { appendEntries } from '../src/rooms/ledger/append.ts';
import type { LedgerEntry } from '../src/rooms/ledger/entry.ts';
import { laneOf } from '../src/rooms/ledger/lane.ts';
import { createReader, type Reader, type ReaderOptions } from '../src/rooms/ledger/reader.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { silentLogger } from './silent-logger.ts';

export type LedgerWorld = Awaited<ReturnType<typeof createLedgerWorld>>;

const tenantId = newId('tenant');
// No entry written here carries personal data, so nothing is ever sealed.
const noEncryption = {} as Parameters<typeof appendEntries>[0];

export async function createLedgerWorld() {
  const test: TestDatabase = await createTestDatabase();
  await test.sql(`
    create table effects (place bigint generated always as identity, reader text, customer_id text, note text);
    create table counters (customer_id text primary key, value int not null);
    grant all on effects, counters to cardea_serving`);
  let name = '';
  let nodes: Reader[] = [];
  /** Whoever is in here hears of the commits of this process. */
  const listeners = new Set<() => void>();
  const wake = () => {
    for (const listener of listeners) listener();
  };

  async function record(tx: Transaction, entries: readonly LedgerEntry[]): Promise<void> {
    for (const entry of entries) {
      const note = 'credentialId' in entry.data ? entry.data.credentialId : '';
      await sql`insert into effects (reader, customer_id, note) values (${name}, ${entry.customerId}, ${note})`.execute(
        tx,
      );
    }
  }

  const write = (tx: Transaction, customerId: string, ...notes: string[]) =>
    appendEntries(
      noEncryption,
      wake,
      tx,
      notes.map((credentialId) => {
        const data = { credentialId };
        return { tenantId, customerId, event: 'password.set', actor: { kind: 'system' }, data };
      }),
    );

  return {
    test,
    listeners,
    record,
    write,
    name: () => name,
    append: (customerId: string, ...notes: string[]) =>
      test.database.transaction({ customers: [customerId] }, (tx) => write(tx, customerId, ...notes)),

    /** A fresh reader's name that has read everything written so far. */
    async begin(): Promise<void> {
      name = newId('node');
      await test.sql(
        `insert into ledger_lanes (reader, lane, position_transaction, position_entry)
         select $1, lane, pg_current_xact_id(), 0 from generate_series(0, 15) lane`,
        [name],
      );
    },
    async end(): Promise<void> {
      await Promise.all(nodes.map((node) => node.stop()));
      nodes = [];
    },

    /** Another node: it shares nothing with the others but the database, and hears of no commit unless told. */
    node(options: Partial<ReaderOptions> = {}, heard: Set<() => void> = new Set()): Reader {
      const deps = { database: test.database, logger: silentLogger };
      const reader = createReader(deps, heard, { name, handle: record, pollMilliseconds: 40, ...options });
      nodes.push(reader);
      return reader;
    },

    /** The notes in the order in which they were handled. */
    async effects(customerId?: string): Promise<string[]> {
      const rows = await test.sql<{ note: string }>(
        'select note from effects where reader = $1 and ($2::text is null or customer_id = $2) order by place',
        [name, customerId ?? null],
      );
      return rows.map((row) => row.note);
    },
  };
}

/** A promise and the call that fulfils it. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

/** Passes as soon as the check does, however busy the machine is, and fails with its reason. */
export function eventually(check: () => Promise<void> | void): Promise<void> {
  return vi.waitFor(async () => check(), { timeout: 30_000, interval: 15 });
}

/** A customer whose entries travel in a fitting lane. */
export function customerOf(fits: (lane: number) => boolean): string {
  for (;;) {
    const customerId = newId('customer');
    if (fits(laneOf(customerId))) return customerId;
  }
}
