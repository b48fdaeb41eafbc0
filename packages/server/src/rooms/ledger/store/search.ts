/**
 * The ledger as staff read it, newest first. Each page looks at a bounded number of entries, so that a filter that finds
 * little costs no more than one that finds much; a page may hold fewer entries than were asked for and go on all the same.
 */
import { sql } from 'kysely';
import type { Queries } from '../../../foundation/database/index.ts';

export type LedgerFilter = {
  readonly tenantId: string;
  readonly customerId: string | null;
  /** An administrator, or a service. */
  readonly actorId: string | null;
  /** Null for all of them. */
  readonly events: readonly string[] | null;
  readonly from: Date | null;
  readonly to: Date | null;
  /** The entry to go on before. */
  readonly before: string | null;
  readonly limit: number;
};

export type FoundEntryRow = {
  entry_id: string;
  recorded_at: Date;
  customer_id: string | null;
  event: string;
  actor_kind: string;
  actor_id: string | null;
  request_id: string | null;
  data: unknown;
  personal: Buffer | null;
};

const mostScanned = 20_000;
// Ids are given a moment before the time is taken: entries of one moment may stand in the other order.
const slack = 1000;

/** The entries, and the id to go on before; null at the end. */
export async function searchEntries(
  queries: Queries,
  filter: LedgerFilter,
): Promise<{ rows: readonly FoundEntryRow[]; next: string | null }> {
  const { tenantId, customerId, actorId, events, from, to, before, limit } = filter;
  const scan = events === null ? limit + 1 : mostScanned;
  const { rows } = await sql<Partial<FoundEntryRow> & { scanned: string; last_scanned: string | null }>`
    with scanned as materialized (
      select entry_id, recorded_at, event from ledger_entries
      where tenant_id = ${tenantId}
        ${customerId === null ? sql`` : sql`and customer_id = ${customerId}`}
        ${actorId === null ? sql`` : sql`and actor_kind in ('administrator', 'application') and actor_id = ${actorId}`}
        ${before === null ? sql`` : sql`and entry_id < ${before}::bigint`}
        ${to === null ? sql`` : sql`and recorded_at < ${to} and entry_id <= ${nearest(to, 'before')}`}
        ${from === null ? sql`` : sql`and recorded_at >= ${from} and entry_id >= ${nearest(from, 'after')}`}
      order by ledger_entries.entry_id desc
      limit ${scan}
    ), matching as (
      select entry_id, recorded_at from scanned
      ${events === null ? sql`` : sql`where event = any(${[...events]}::text[])`}
      order by entry_id desc limit ${limit + 1}
    )
    select (select count(*) from scanned) as scanned, (select min(entry_id)::text from scanned) as last_scanned,
      entry.entry_id::text, entry.recorded_at, entry.customer_id, entry.event, entry.actor_kind, entry.actor_id,
      entry.request_id, entry.data, entry.personal
    from (select 1) always
    left join matching on true
    left join ledger_entries entry on entry.recorded_at = matching.recorded_at and entry.entry_id = matching.entry_id
    order by matching.entry_id desc`.execute(queries);
  const found = rows.filter((row): row is typeof row & FoundEntryRow => row.entry_id != null);
  const shown = found.slice(0, limit);
  if (found.length > limit) return { rows: shown, next: shown.at(-1)?.entry_id ?? null };
  const isScannedOut = Number(rows[0]?.scanned ?? 0) < scan;
  return { rows: shown, next: isScannedOut ? null : (rows[0]?.last_scanned ?? null) };
}

/** About the id that was given at this moment; of no entries, one that leaves nothing out. */
function nearest(at: Date, side: 'before' | 'after') {
  return side === 'before'
    ? sql`coalesce((select entry_id + ${slack} from ledger_entries
        where recorded_at < ${at} order by recorded_at desc limit 1), 0)`
    : sql`coalesce((select entry_id - ${slack} from ledger_entries
        where recorded_at >= ${at} order by recorded_at limit 1), 9223372036854775807)`;
}
