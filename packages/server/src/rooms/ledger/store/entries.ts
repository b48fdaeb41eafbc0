/**
 * The entries in SQL. They are only ever inserted and read.
 */
import { sql } from 'kysely';
import { fillPart, preparePart, type Queries, type Transaction } from '../../../foundation/database/index.ts';
import type { Actor, LedgerEntry } from '../entry.ts';

export type EntryRow = {
  readonly lane: number;
  readonly tenant_id: string;
  readonly customer_id: string | null;
  readonly event: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly request_id: string | null;
  /** JSON text. */
  readonly data: string;
  readonly personal: Buffer | null;
};

/** How far a reader has come in a lane: everything up to and including this entry. */
export type Position = { readonly transaction: string; readonly entry: string };

const columns = sql`lane, tenant_id, customer_id, event, actor_kind, actor_id, request_id, data, personal`;
const kind = 'ledger-entries';

// Nearly every transaction writes one entry.
const insertion = preparePart<EntryRow>(
  (value) => sql`
    insert into ledger_entries (${columns})
    values (${value('lane')}, ${value('tenant_id')}, ${value('customer_id')}, ${value('event')}, ${value('actor_kind')},
      ${value('actor_id')}, ${value('request_id')}, ${value('data')}, ${value('personal')})
    returning 1 as written`,
  kind,
);

const insertions = preparePart<{ readonly [Column in keyof EntryRow]: readonly EntryRow[Column][] }>(
  (value) => sql`
    insert into ledger_entries (${columns})
    select ${columns} from unnest(
      ${value('lane')}::smallint[], ${value('tenant_id')}::text[], ${value('customer_id')}::text[],
      ${value('event')}::text[], ${value('actor_kind')}::text[], ${value('actor_id')}::text[],
      ${value('request_id')}::text[], ${value('data')}::jsonb[], ${value('personal')}::bytea[]
    ) with ordinality as entry (${columns}, place) order by place
    returning 1 as written`,
  kind,
);

/** Writes the entries with what the transaction writes last, in this order. */
export function insertEntries(tx: Transaction, rows: readonly EntryRow[]): void {
  const [first] = rows;
  if (first === undefined) return;
  if (rows.length === 1) {
    tx.lastly(fillPart(insertion, first));
    return;
  }
  const all = <Column extends keyof EntryRow>(column: Column) => rows.map((row) => row[column]);
  tx.lastly(
    fillPart(insertions, {
      lane: all('lane'),
      tenant_id: all('tenant_id'),
      customer_id: all('customer_id'),
      event: all('event'),
      actor_kind: all('actor_kind'),
      actor_id: all('actor_id'),
      request_id: all('request_id'),
      data: all('data'),
      personal: all('personal'),
    }),
  );
}

type StoredRow = {
  entry_id: string;
  transaction_id: string;
  recorded_at: Date;
  tenant_id: string;
  customer_id: string | null;
  event: string;
  actor_kind: string;
  actor_id: string | null;
  request_id: string | null;
  data: unknown;
};

export type Batch = { readonly entries: readonly LedgerEntry[]; readonly end: Position | null };

/**
 * The next entries of a lane whose transactions are settled: no transaction older than them is still running, so
 * nothing can appear behind the position that is taken from them.
 */
export async function readSettled(tx: Transaction, lane: number, after: Position, limit: number): Promise<Batch> {
  const { rows } = await sql<StoredRow>`
    select entry_id::text, transaction_id::text, recorded_at, tenant_id, customer_id, event,
      actor_kind, actor_id, request_id, data
    from ledger_entries
    where lane = ${lane}
      and (transaction_id, entry_id) > (${after.transaction}::xid8, ${after.entry}::bigint)
      and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    order by ledger_entries.transaction_id, ledger_entries.entry_id
    limit ${limit}`.execute(tx);
  const last = rows.at(-1);
  return {
    entries: rows.map(toEntry),
    end: last === undefined ? null : { transaction: last.transaction_id, entry: last.entry_id },
  };
}

function toEntry(row: StoredRow): LedgerEntry {
  // Written through the catalogue by `append`; the database is trusted to return what it was given.
  return {
    entryId: row.entry_id,
    recordedAt: row.recorded_at,
    tenantId: row.tenant_id,
    customerId: row.customer_id,
    event: row.event,
    actor: { kind: row.actor_kind as Actor['kind'], ...(row.actor_id === null ? {} : { id: row.actor_id }) },
    requestId: row.request_id,
    data: row.data,
  } as LedgerEntry;
}

/** The sealed part of one entry of a customer. Its time names the partition; the clock here is coarser than there. */
export async function findPersonal(
  queries: Queries,
  entry: { tenantId: string; customerId: string; entryId: string; recordedAt: Date },
): Promise<{ event: string; personal: Buffer | null } | undefined> {
  const { rows } = await sql<{ event: string; personal: Buffer | null }>`
    select event, personal from ledger_entries
    where recorded_at >= ${entry.recordedAt} and recorded_at < ${entry.recordedAt}::timestamptz + interval '1 millisecond'
      and entry_id = ${entry.entryId}::bigint and tenant_id = ${entry.tenantId} and customer_id = ${entry.customerId}
  `.execute(queries);
  return rows[0];
}

/** Creates the partition of the month that lies `monthsAhead` after the present one, unless it exists. */
export async function createPartition(queries: Queries, monthsAhead: number): Promise<void> {
  await sql`
    select ledger_create_partition(
      (date_trunc('month', now() at time zone 'UTC') + make_interval(months => ${monthsAhead}::int))::date
    )`.execute(queries);
}
