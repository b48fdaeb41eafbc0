/** How far the readers of the ledger have come. */
import { sql } from 'kysely';
import type { Queries } from '../../../foundation/database/index.ts';

export type ReaderStatus = {
  readonly reader: string;
  /** The age of the oldest entry that it has not read; 0 when it has read all. */
  readonly lagSeconds: number;
  /** Lanes where its last try failed, and which are tried again. */
  readonly failingLanes: number;
};

export async function readersStatus(queries: Queries): Promise<ReaderStatus[]> {
  const { rows } = await sql<ReaderStatus>`
    select lane.reader, (count(*) filter (where lane.failures > 0))::int as "failingLanes",
      coalesce(max(extract(epoch from now() - first.recorded_at)), 0)::float8 as "lagSeconds"
    from ledger_lanes lane left join lateral (
      select entry.recorded_at from ledger_entries entry
      where entry.lane = lane.lane
        and (entry.transaction_id, entry.entry_id) > (lane.position_transaction, lane.position_entry)
      order by entry.transaction_id, entry.entry_id limit 1
    ) first on true
    group by lane.reader order by lane.reader`.execute(queries);
  return rows;
}
