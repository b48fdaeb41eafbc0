/**
 * The entries of one customer, newest first. Only a year is ever read, and of it only what the customer's own index
 * holds, so that a page costs the same whatever else the ledger keeps.
 */
import { sql } from 'kysely';
import type { Queries } from '../../../foundation/database/index.ts';

/** The last entry of the page before. */
export type HistoryPosition = { readonly recordedAt: Date; readonly entryId: string };

export type HistoryRow = {
  entry_id: string;
  recorded_at: Date;
  event: string;
  data: unknown;
  personal: Buffer | null;
};

export async function readHistory(
  queries: Queries,
  wanted: {
    tenantId: string;
    customerId: string;
    events: readonly string[];
    before: HistoryPosition | null;
    limit: number;
  },
): Promise<HistoryRow[]> {
  const { tenantId, customerId, events, before, limit } = wanted;
  // The time only names the partitions: the clock here is coarser than there, so it leaves room.
  const earlier =
    before === null
      ? sql``
      : sql`and entry_id < ${before.entryId}::bigint
          and recorded_at < ${before.recordedAt}::timestamptz + interval '1 second'`;
  const { rows } = await sql<HistoryRow>`
    select entry_id::text, recorded_at, event, data, personal
    from ledger_entries
    where tenant_id = ${tenantId} and customer_id = ${customerId}
      and recorded_at > now() - interval '366 days' and event = any(${[...events]}::text[])
      ${earlier}
    order by ledger_entries.entry_id desc
    limit ${limit}`.execute(queries);
  return rows;
}
