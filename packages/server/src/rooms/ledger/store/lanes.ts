/**
 * The lanes in SQL: who may read which lane at the moment, and how far each reader has come. Leases live in database
 * time; the fence rises with each new holder, so an old holder is recognised however late it comes.
 */
import { sql } from 'kysely';
import { prepareStatement, type Queries, type Transaction } from '../../../foundation/database/index.ts';
import { laneCount } from '../lane.ts';
import type { Position } from './entries.ts';

/** A lane that `holder` may read until its lease ends. */
export type Claim = {
  readonly reader: string;
  readonly holder: string;
  readonly lane: number;
  readonly fence: string;
  readonly position: Position;
};

export type ClaimRequest = {
  readonly reader: string;
  readonly holder: string;
  readonly leaseSeconds: number;
  readonly limit: number;
  /** The events that the reader handles; null for all. */
  readonly handles: readonly string[] | null;
  /** How many entries ahead of each lane are looked at. */
  readonly window: number;
};

/** Gives a reader its lanes, all at the beginning of the ledger, unless it has them. */
export async function createLanes(queries: Queries, reader: string): Promise<void> {
  await sql`
    insert into ledger_lanes (reader, lane)
    select ${reader}, lane from generate_series(0, ${laneCount - 1}::int) as lane
    on conflict do nothing`.execute(queries);
}

type ClaimedRow = {
  unsettled: boolean;
  has_more: boolean;
  lag_seconds: number;
  lane: number | null;
  fence: string;
  position_transaction: string;
  position_entry: string;
};

/** `hasMore`: a lane was moved on and may have settled entries behind what was looked at. */
export type Claimed = {
  readonly claims: Claim[];
  readonly unsettled: boolean;
  readonly hasMore: boolean;
  readonly lagSeconds: number;
};

// Most of the ledger is nothing that a given reader waits for; a lane that holds only such is moved on at once.
const claiming = prepareStatement<ClaimRequest, ClaimedRow>((value) => {
  // A lease of the holder itself is left over from an interrupted round: it is working on nothing when it asks.
  const free = sql`(lane.leased_until is null or lane.leased_until <= now() or lane.leased_by = ${value('holder')})
    and (lane.retry_at is null or lane.retry_at <= now())`;
  return sql<ClaimedRow>`
    with unread as materialized (
      select lane.lane, ${free} as free, first.transaction_id, first.recorded_at,
        first.transaction_id < pg_snapshot_xmin(pg_current_snapshot()) as settled
      from ledger_lanes lane cross join lateral (
        select entry.transaction_id, entry.recorded_at from ledger_entries entry
        where entry.lane = lane.lane
          and (entry.transaction_id, entry.entry_id) > (lane.position_transaction, lane.position_entry)
        order by entry.transaction_id, entry.entry_id limit 1
      ) first
      where lane.reader = ${value('reader')}
    ), ahead as materialized (
      select unread.lane, unread.transaction_id, settled.*
      from unread join ledger_lanes lane on lane.reader = ${value('reader')} and lane.lane = unread.lane
      cross join lateral (
        select bool_or(event = any(${value('handles')}::text[])) as wanted, count(*) as size,
          (array_agg(transaction_id))[count(*)] as last_transaction, (array_agg(entry_id))[count(*)] as last_entry
        from (
          select entry.event, entry.transaction_id, entry.entry_id from ledger_entries entry
          where entry.lane = lane.lane
            and (entry.transaction_id, entry.entry_id) > (lane.position_transaction, lane.position_entry)
            and entry.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
          order by entry.transaction_id, entry.entry_id limit ${value('window')}::int
        ) as entry
      ) as settled
      where unread.settled and unread.free
    ), chosen as materialized (
      select lane.lane from ledger_lanes lane join ahead on ahead.lane = lane.lane
      where lane.reader = ${value('reader')} and ahead.wanted is not false and ${free}
      order by ahead.transaction_id limit ${value('limit')}::int
      for update of lane skip locked
    ), claimed as (
      update ledger_lanes lane set leased_by = ${value('holder')}, fence = lane.fence + 1,
        leased_until = clock_timestamp() + make_interval(secs => ${value('leaseSeconds')}::float8)
      from chosen where lane.reader = ${value('reader')} and lane.lane = chosen.lane
      returning lane.lane, lane.fence::text, lane.position_transaction::text, lane.position_entry::text
    ), passable as materialized (
      select lane.lane, ahead.last_transaction, ahead.last_entry, ahead.size
      from ledger_lanes lane join ahead on ahead.lane = lane.lane
      where lane.reader = ${value('reader')} and ahead.wanted is false and ${free}
      for update of lane skip locked
    ), passed as (
      update ledger_lanes lane
      set position_transaction = passable.last_transaction, position_entry = passable.last_entry
      from passable where lane.reader = ${value('reader')} and lane.lane = passable.lane
        -- whoever held the lane in between may have come further
        and (lane.position_transaction, lane.position_entry) < (passable.last_transaction, passable.last_entry)
      returning passable.size
    )
    select waiting.*, claimed.*
    from (
      select coalesce(bool_or(free and not settled), false) as unsettled,
        coalesce(max(extract(epoch from clock_timestamp() - recorded_at)) filter (where settled), 0)::float8 as lag_seconds,
        exists (select from passed where size = ${value('window')}::int) as has_more
      from unread
    ) as waiting left join claimed on true`;
});

/**
 * Claims up to `limit` free lanes with settled entries that the reader handles, the longest waiting first, and moves
 * those on whose next settled entries are none of them. `unsettled` says that some lane waits only for an older
 * transaction to end; `lagSeconds` is the age of the oldest settled entry not yet read in any lane. An idle call writes
 * nothing.
 */
export async function claimLanes(queries: Queries, request: ClaimRequest): Promise<Claimed> {
  const { reader, holder } = request;
  const rows = await claiming(queries, request);
  const claims = rows.flatMap((row) =>
    row.lane === null
      ? []
      : [
          {
            reader,
            holder,
            lane: row.lane,
            fence: row.fence,
            position: { transaction: row.position_transaction, entry: row.position_entry },
          },
        ],
  );
  const [first] = rows;
  return {
    claims,
    unsettled: first?.unsettled ?? false,
    hasMore: first?.has_more ?? false,
    lagSeconds: first?.lag_seconds ?? 0,
  };
}

/**
 * Whether the ledger holds transaction ids that this PostgreSQL has not given out yet: its rows were loaded from another
 * server. New entries would then sort before old ones, and no reader would ever see them.
 */
export async function hasForeignPositions(queries: Queries): Promise<boolean> {
  const { rows } = await sql<{ foreign_found: boolean }>`
    select exists (
      select from generate_series(0, ${laneCount - 1}::int) as lane cross join lateral (
        select entry.transaction_id from ledger_entries entry where entry.lane = lane.lane
        order by entry.transaction_id desc, entry.entry_id desc limit 1
      ) newest where newest.transaction_id >= pg_snapshot_xmax(pg_current_snapshot())
    ) or exists (
      select from ledger_lanes where position_transaction >= pg_snapshot_xmax(pg_current_snapshot())
    ) as foreign_found`.execute(queries);
  return rows[0]?.foreign_found === true;
}

const held = ({ reader, holder, lane, fence }: Claim) =>
  sql`reader = ${reader} and lane = ${lane} and fence = ${fence}::bigint and leased_by = ${holder}`;

/** Moves the position and gives the lane back; false when somebody else holds it by now. */
export async function advance(tx: Transaction, claim: Claim, position: Position): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ledger_lanes set position_transaction = ${position.transaction}::xid8,
      position_entry = ${position.entry}::bigint, leased_by = null, leased_until = null, failures = 0, retry_at = null
    where ${held(claim)}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Gives the lane back where it stood, to be tried again after a pause that doubles up to five minutes. */
export async function postpone(queries: Queries, claim: Claim): Promise<void> {
  await sql`
    update ledger_lanes set failures = least(failures, 1000) + 1, leased_by = null, leased_until = null,
      retry_at = now() + least(300, 0.25 * 2 ^ least(failures, 12)) * interval '1 second'
    where ${held(claim)}`.execute(queries);
}
