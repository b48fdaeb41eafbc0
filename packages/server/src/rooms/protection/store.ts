/**
 * All SQL of the protection room. A charge is one conditional statement by database time (the generic cell rate
 * algorithm), so parallel requests cannot slip past the limit together (case 29).
 */
import { type RawBuilder, sql } from 'kysely';
import {
  deleteBatch,
  type FilledPart,
  fillPart,
  type PreparedPart,
  preparePart,
  type Queries,
  runParts,
  runPartsIf,
  type Transaction,
} from '../../foundation/database/index.ts';
import { type Bounds, wholeBounds } from './budget-stores/bounds.ts';
import type { BudgetRow as Row } from './budget-stores/budget-store.ts';
import { type Budget, budgets } from './budgets.ts';

// A lane closed by failures does not open with time; sending people away for an hour is as true as any figure.
export const closedLaneSeconds = 3600;

const countingFailures = Object.entries<Budget>(budgets).flatMap(([name, budget]) =>
  budget.failureLimit === undefined ? [] : [name],
);

// The answer does not wait until the disk has it: a crash of the database may lose the last moments of these.
const unhurried = sql`set_config('synchronous_commit', 'off', true)`;

// Noted once a day: an indexed column that stays the same spares every index of the table a new entry.
const touched = sql`case when held.updated_at < now() - interval '1 day' then now() else held.updated_at end`;

// Not now(): whoever waited for a neighbour's charge began before it, and would find the last place of the burst taken.
const atThisMoment = sql`clock_timestamp()`;

// Keeps the planner from joining, which would read the whole table: each row is looked up by its key.
const oneByOne = sql`offset 0`;

type Values = Readonly<Record<string, unknown>>;

// Rows are written out, so that the plan is the same for all values and is made once; a shape is their number and use.
const partsByShape = new Map<string, PreparedPart<Values>>();

function partOf(shape: string, build: PreparedPart<Values>['build']): PreparedPart<Values> {
  const known = partsByShape.get(shape);
  if (known !== undefined) return known;
  // Always in the same order and one after the other: no two of these in one statement.
  const part = preparePart<Values>(build, 'budgets');
  partsByShape.set(shape, part);
  return part;
}

/** The values of several rows, each under the names of its columns and its place. */
const valuesOf = (rows: readonly Values[]): Values =>
  Object.fromEntries(
    rows.flatMap((row, place) => Object.entries(row).map(([column, value]) => [`${column}${place}`, value])),
  );

/**
 * Charges all of these budgets or, when one has no room, none, and returns the names of those that were charged; what
 * is to be written `along` is written when all were. Only requests that meet in the same moment can find some charged
 * and others not; then the caller gives them back.
 */
export async function charge(
  queries: Queries,
  tenantId: string,
  rows: readonly Row[],
  { along = [], bounds = wholeBounds }: { readonly along?: readonly FilledPart[]; readonly bounds?: Bounds } = {},
): Promise<Set<string>> {
  if (rows.length === 0) {
    if (along.length > 0) await runParts(queries, along);
    return new Set();
  }
  const held = rows.map((row): Values => {
    const { paceSeconds, burst, failureLimit } = bounds(row.budget);
    return { budget: row.budget, key: row.keyHash, pace: paceSeconds, burst, limit: failureLimit ?? null };
  });
  const mayBeForgotten = rows.every((row) => (budgets[row.budget] as Budget).mayBeForgotten === true);
  const part = partOf(`charge ${rows.length} ${mayBeForgotten}`, (value) => {
    const wanted = rows.map(
      (_, place) => sql`(${value(`budget${place}`)}::text, ${value(`key${place}`)}::bytea,
        ${value(`pace${place}`)}::float8, ${value(`burst${place}`)}::float8, ${value(`limit${place}`)}::int)`,
    );
    return sql`
      with wanted as (
        select * from (values ${sql.join(wanted)}) as each (budget, key_hash, pace, burst, failure_limit)
      ), refused as (
        select from wanted cross join lateral (
          select theoretical_at, failures from budgets
          where tenant_id = ${value('tenantId')} and budget = wanted.budget and key_hash = wanted.key_hash
          ${oneByOne}
        ) as held
        where held.theoretical_at > ${atThisMoment} + make_interval(secs => (burst - 1) * pace)
          or held.failures >= failure_limit
      )
      insert into budgets as held (tenant_id, budget, key_hash, theoretical_at, failures)
      select ${value('tenantId')}, budget, key_hash, now() + make_interval(secs => pace), 1 from wanted
      where not exists (select from refused)
      on conflict (tenant_id, budget, key_hash) do update
        set theoretical_at = greatest(held.theoretical_at, now()) + (excluded.theoretical_at - now()),
            failures = held.failures + 1,
            updated_at = ${touched}
        where exists (
          select from wanted
          where wanted.budget = held.budget
            and held.theoretical_at <= ${atThisMoment} + make_interval(secs => (burst - 1) * pace)
            and (failure_limit is null or held.failures < failure_limit))
      returning held.budget, ${mayBeForgotten ? unhurried : sql`null`}`;
  });
  const charges = fillPart(part, { tenantId, ...valuesOf(held) });
  const [charged = []] = await runPartsIf(queries, rows.length, [charges, ...along]);
  return new Set((charged as { budget: string }[]).map((row) => row.budget));
}

/** Gives charges back and forgets the consecutive failures of these budgets and lanes: the secret was right. */
export function refund(tx: Transaction, tenantId: string, charged: readonly Row[], lanes: readonly Row[]): void {
  const given = new Map(lanes.map((lane) => [nameOf(lane), { ...lane, paceSeconds: 0 }]));
  for (const row of charged) given.set(nameOf(row), withPace(row));
  if (given.size === 0) return;
  const forgotten = sql`failures = 0, updated_at = ${touched}`;
  tx.lastly(givingBack(tenantId, [...given.values()], 'refund', forgotten));
}

/** Takes charges back as if they had never been made; what others have spent stays spent. */
export async function forgive(queries: Queries, tenantId: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const forgotten = sql`failures = greatest(held.failures - 1, 0)`;
  await runParts(queries, [givingBack(tenantId, rows.map(withPace), 'forgive', forgotten)]);
}

const withPace = (row: Row) => ({ ...row, paceSeconds: budgets[row.budget].paceSeconds as number });
const nameOf = (row: Row) => `${row.budget} ${row.keyHash.toString('base64')}`;

/**
 * Changes only rows that are there, in the order in which a charge takes them, so that the two cannot wait for one
 * another. Written as an insertion that always meets its row, because that never looks at any other.
 */
function givingBack(
  tenantId: string,
  given: readonly (Row & { readonly paceSeconds: number })[],
  name: 'refund' | 'forgive',
  besides: RawBuilder<unknown>,
): FilledPart {
  const ordered = given
    .toSorted((one, other) => (one.budget < other.budget ? -1 : one.budget > other.budget ? 1 : 0))
    .map(({ budget, keyHash, paceSeconds }): Values => ({ budget, key: keyHash, pace: paceSeconds }));
  const part = partOf(`${name} ${ordered.length}`, (value) => {
    const rows = ordered.map(
      (_, place) => sql`(${value(`budget${place}`)}::text, ${value(`key${place}`)}::bytea,
        ${value(`pace${place}`)}::float8)`,
    );
    return sql`
      insert into budgets as held (tenant_id, budget, key_hash, theoretical_at)
      select ${value('tenantId')}, budget, key_hash, now() + make_interval(secs => pace)
      from (values ${sql.join(rows)}) as given (budget, key_hash, pace)
      where exists (
        select from budgets there
        where there.tenant_id = ${value('tenantId')} and there.budget = given.budget
          and there.key_hash = given.key_hash ${oneByOne})
      on conflict (tenant_id, budget, key_hash) do update
        set theoretical_at = held.theoretical_at - (excluded.theoretical_at - now()), ${besides}
      returning 1 as written`;
  });
  return fillPart(part, { tenantId, ...valuesOf(ordered) });
}

/** Those of these budgets that have no room, each with the seconds until it has. */
export async function findFull(
  queries: Queries,
  tenantId: string,
  rows: readonly Row[],
  bounds: Bounds = wholeBounds,
): Promise<Map<string, number>> {
  const values = rows.map((row) => {
    const { burst, paceSeconds, failureLimit } = bounds(row.budget);
    return sql`(${row.budget}::text, ${row.keyHash}::bytea, ${(burst - 1) * paceSeconds}::float8, ${failureLimit ?? null}::int)`;
  });
  const full = await sql<{ budget: string; seconds: number }>`
    select held.budget, seconds from budgets held
    join (values ${sql.join(values)}) as full_at (budget, key_hash, seconds_before, failure_limit)
      on held.budget = full_at.budget and held.key_hash = full_at.key_hash
    cross join lateral (
      select case
        when held.failures >= failure_limit then ${closedLaneSeconds}::int
        else ceil(extract(epoch from held.theoretical_at - now()) - seconds_before)::int
      end as seconds
    ) as waiting
    where held.tenant_id = ${tenantId} and seconds > 0`.execute(queries);
  return new Map(full.rows.map(({ budget, seconds }) => [budget, seconds]));
}

/** Makes budgets whole again, as if nobody had ever drawn on them. */
export async function absolve(tx: Transaction, tenantId: string, rows: readonly Row[]): Promise<void> {
  const values = rows.map((row) => sql`(${row.budget}::text, ${row.keyHash}::bytea)`);
  await sql`
    update budgets held set theoretical_at = now(), failures = 0, updated_at = now()
    from (
      select budget, key_hash from budgets
      where tenant_id = ${tenantId} and (budget, key_hash) in (${sql.join(values)})
      order by budget collate "C" for update
    ) locked
    where held.tenant_id = ${tenantId} and held.budget = locked.budget and held.key_hash = locked.key_hash`.execute(tx);
}

/**
 * Removes budgets that nobody has touched for a month, a bounded number at a time; returns how many went. Consecutive
 * failures are remembered for longer than anybody waits: only a success forgets them.
 */
export async function purgeBudgets(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'budgets',
    key: ['tenant_id', 'budget', 'key_hash'],
    when: sql`updated_at < now() - interval '30 days' and (failures = 0 or budget <> all(${countingFailures}) or updated_at < now() - interval '400 days')`,
    limit,
  });
}
