/**
 * All SQL of the brakes on text messages. A message is admitted by all lanes and the day or by none, by database time:
 * requests that meet in the same moment cannot slip past together.
 */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../../foundation/database/index.ts';

export type LaneRow = {
  readonly lane: 'country' | 'prefix';
  readonly keyHash: Buffer;
  /** As many may go unconfirmed before each further one waits. */
  readonly burst: number;
};

/** A code that was entered speaks for more than itself: most people who ask for one do enter it. */
const confirmedWeight = 3;

/** Counts one more message in each of these lanes; true when all were open. */
export async function takeLanes(tx: Transaction, tenantId: string, lanes: readonly LaneRow[]): Promise<boolean> {
  const { rows } = await sql`
    insert into sms_lanes as held (tenant_id, lane, key_hash, unconfirmed, open_at)
    select ${tenantId}, lane, key_hash, 1, now()
    from unnest(
      ${lanes.map(({ lane }) => lane)}::text[],
      ${lanes.map(({ keyHash }) => keyHash)}::bytea[]
    ) as wanted (lane, key_hash)
    order by lane
    on conflict (tenant_id, lane, key_hash) do update set
      unconfirmed = case when held.updated_at < now() - interval '1 day' then 1 else held.unconfirmed + 1 end,
      -- one minute, then twice as long each time, up to thirty-two
      open_at = now() + case
        when held.updated_at < now() - interval '1 day' then interval '0'
        else coalesce((
          select make_interval(mins => (2 ^ least(held.unconfirmed + 1 - burst, 5))::int)
          from unnest(
            ${lanes.map(({ lane }) => lane)}::text[],
            ${lanes.map(({ burst }) => burst)}::int[]
          ) as limits (lane, burst)
          where limits.lane = held.lane and held.unconfirmed + 1 >= burst
        ), interval '0')
      end,
      updated_at = now()
      -- not now(): whoever waited here for a neighbour's message began before the lane was last opened
      where held.open_at <= clock_timestamp()
    returning held.lane`.execute(tx);
  return rows.length === lanes.length;
}

/** The seconds until all of these lanes are open, at least one. */
export async function secondsUntilOpen(queries: Queries, tenantId: string, lanes: readonly LaneRow[]): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select coalesce(max(ceil(extract(epoch from held.open_at - now()))), 1)::int as seconds
    from sms_lanes held
    join unnest(
      ${lanes.map(({ lane }) => lane)}::text[],
      ${lanes.map(({ keyHash }) => keyHash)}::bytea[]
    ) as wanted (lane, key_hash) on wanted.lane = held.lane and wanted.key_hash = held.key_hash
    where held.tenant_id = ${tenantId} and held.open_at > now()`.execute(queries);
  return Math.max(1, rows[0]?.seconds ?? 1);
}

/** A code was entered: these lanes are believed again. */
export async function easeLanes(tx: Transaction, tenantId: string, lanes: readonly LaneRow[]): Promise<void> {
  await sql`
    update sms_lanes held set
      unconfirmed = greatest(held.unconfirmed - ${confirmedWeight}, 0),
      open_at = case when held.unconfirmed - ${confirmedWeight} < locked.burst then now() else held.open_at end
    from (
      select there.lane, there.key_hash, wanted.burst from sms_lanes there
      join unnest(
        ${lanes.map(({ lane }) => lane)}::text[],
        ${lanes.map(({ keyHash }) => keyHash)}::bytea[],
        ${lanes.map(({ burst }) => burst)}::int[]
      ) as wanted (lane, key_hash, burst) on wanted.lane = there.lane and wanted.key_hash = there.key_hash
      where there.tenant_id = ${tenantId}
      order by there.lane for update of there
    ) locked
    where held.tenant_id = ${tenantId} and held.lane = locked.lane and held.key_hash = locked.key_hash`.execute(tx);
}

export type DayLimits = {
  readonly messages: number;
  readonly priceMicros: number | null;
};

/** Counts one message of this price to the day; false when the day has no room for it. */
export async function takeDay(
  tx: Transaction,
  tenantId: string,
  priceMicros: number,
  limits: DayLimits,
): Promise<boolean> {
  const mostMicros = limits.priceMicros ?? Number.MAX_SAFE_INTEGER;
  if (limits.messages < 1 || priceMicros > mostMicros) return false;
  const { rows } = await sql`
    insert into sms_days as held (tenant_id, day, messages, price_micros)
    values (${tenantId}, (now() at time zone 'utc')::date, 1, ${priceMicros}::bigint)
    on conflict (tenant_id, day) do update
      set messages = held.messages + 1, price_micros = held.price_micros + excluded.price_micros
      where held.messages < ${limits.messages}
        and held.price_micros + excluded.price_micros <= ${mostMicros}::bigint
    returning 1`.execute(tx);
  return rows.length === 1;
}

/** Notes that the day is over for text messages; true for the first who notes it. */
export async function stopDay(tx: Transaction, tenantId: string): Promise<boolean> {
  const { rows } = await sql`
    insert into sms_days as held (tenant_id, day, messages, price_micros, stopped_at)
    values (${tenantId}, (now() at time zone 'utc')::date, 0, 0, now())
    on conflict (tenant_id, day) do update set stopped_at = now() where held.stopped_at is null
    returning 1`.execute(tx);
  return rows.length === 1;
}

/** The seconds until the next day begins. */
export async function secondsUntilTomorrow(queries: Queries): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select ceil(extract(epoch from date_trunc('day', now() at time zone 'utc') + interval '1 day'
      - (now() at time zone 'utc')))::int as seconds`.execute(queries);
  return rows[0]?.seconds ?? 1;
}

/** Removes lanes that nobody has used for two days, a bounded number at a time; returns how many went. */
export async function purgeSmsLanes(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'sms_lanes',
    key: ['tenant_id', 'lane', 'key_hash'],
    when: sql`updated_at < now() - interval '2 days'`,
    limit,
  });
}

/** Removes days of long ago, a bounded number at a time; returns how many went. */
export async function purgeSmsDays(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'sms_days',
    key: ['tenant_id', 'day'],
    when: sql`day < (now() at time zone 'utc')::date - 400`,
    limit,
  });
}
