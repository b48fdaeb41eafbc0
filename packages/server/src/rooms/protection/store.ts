/**
 * All SQL of the protection room. A charge is one conditional statement by database time (the generic cell rate
 * algorithm), so parallel requests cannot slip past the limit together (case 29).
 */
import { type RawBuilder, sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../foundation/database/index.ts';
import { type Budget, type BudgetName, budgets } from './budgets.ts';

// A lane closed by failures does not open with time; sending people away for an hour is as true as any figure.
const closedLaneSeconds = 3600;

const countingFailures = Object.entries<Budget>(budgets).flatMap(([name, budget]) =>
  budget.failureLimit === undefined ? [] : [name],
);

type Row = { budget: BudgetName; keyHash: Buffer };

/** Charges the budgets that have room and returns their names; the others are left as they were. */
export async function charge(tx: Transaction, tenantId: string, rows: readonly Row[]): Promise<Set<string>> {
  const values = rows.map((row) => {
    const { burst, paceSeconds, failureLimit }: Budget = budgets[row.budget];
    return sql`(${row.budget}::text, ${row.keyHash}::bytea, ${paceSeconds}::float8, ${burst * paceSeconds}::float8, ${failureLimit ?? null}::int)`;
  });
  const charged = await sql<{ budget: string }>`
    with wanted (budget, key_hash, pace, full_at, failure_limit) as (values ${sql.join(values)})
    insert into budgets as held (tenant_id, budget, key_hash, theoretical_at, failures)
    select ${tenantId}, budget, key_hash, now() + make_interval(secs => pace), 1 from wanted
    on conflict (tenant_id, budget, key_hash) do update
      set theoretical_at = greatest(held.theoretical_at, now()) + (excluded.theoretical_at - now()),
          failures = held.failures + 1,
          updated_at = now()
      where exists (
        select from wanted
        where wanted.budget = held.budget
          and greatest(held.theoretical_at, now()) + make_interval(secs => wanted.pace)
              <= now() + make_interval(secs => wanted.full_at)
          and (wanted.failure_limit is null or held.failures < wanted.failure_limit))
    returning held.budget`.execute(tx);
  return new Set(charged.rows.map((row) => row.budget));
}

/** Gives charges back and forgets the consecutive failures of these budgets and lanes: the secret was right. */
export async function refund(
  queries: Queries,
  tenantId: string,
  charged: readonly Row[],
  lanes: readonly Row[],
): Promise<void> {
  const given = [...charged.map(withPace), ...lanes.map((lane) => ({ ...lane, paceSeconds: 0 }))];
  await giveBack(queries, tenantId, given, sql`failures = 0, updated_at = now()`);
}

/** Takes charges back as if they had never been made; what others have spent stays spent. */
export async function forgive(queries: Queries, tenantId: string, rows: readonly Row[]): Promise<void> {
  await giveBack(queries, tenantId, rows.map(withPace), sql`failures = greatest(held.failures - 1, 0)`);
}

const withPace = (row: Row) => ({ ...row, paceSeconds: budgets[row.budget].paceSeconds });

/** Rows are locked in the order in which a charge takes them, so that the two cannot wait for one another. */
async function giveBack(
  queries: Queries,
  tenantId: string,
  given: readonly (Row & { readonly paceSeconds: number })[],
  besides: RawBuilder<unknown>,
): Promise<void> {
  const values = given.map((row) => sql`(${row.budget}::text, ${row.keyHash}::bytea, ${row.paceSeconds}::float8)`);
  await sql`
    with given (budget, key_hash, pace) as (
      select budget, key_hash, max(pace) from (values ${sql.join(values)}) as each (budget, key_hash, pace) group by 1, 2
    ), locked as (
      select budget, key_hash from budgets
      where tenant_id = ${tenantId} and (budget, key_hash) in (select budget, key_hash from given)
      order by budget collate "C" for update
    )
    update budgets as held
    set theoretical_at = held.theoretical_at - make_interval(secs => given.pace), ${besides}
    from locked join given using (budget, key_hash)
    where held.tenant_id = ${tenantId} and held.budget = locked.budget and held.key_hash = locked.key_hash`.execute(
    queries,
  );
}

/** Seconds until the fullest of these budgets has room for one more. */
export async function secondsUntilRoom(queries: Queries, tenantId: string, rows: readonly Row[]): Promise<number> {
  const values = rows.map((row) => {
    const { burst, paceSeconds, failureLimit }: Budget = budgets[row.budget];
    return sql`(${row.budget}::text, ${row.keyHash}::bytea, ${(burst - 1) * paceSeconds}::float8, ${failureLimit ?? null}::int)`;
  });
  const waiting = await sql<{ seconds: number | null }>`
    select max(case
      when held.failures >= full_at.failure_limit then ${closedLaneSeconds}::int
      else ceil(extract(epoch from held.theoretical_at - now()) - full_at.seconds)
    end)::int as seconds
    from budgets held
    join (values ${sql.join(values)}) as full_at (budget, key_hash, seconds, failure_limit)
      on held.budget = full_at.budget and held.key_hash = full_at.key_hash
    where held.tenant_id = ${tenantId}`.execute(queries);
  return Math.max(1, waiting.rows[0]?.seconds ?? 1);
}

export async function isKnownDevice(
  queries: Queries,
  tenantId: string,
  customerId: string,
  deviceHash: Buffer,
): Promise<boolean> {
  const row = await queries
    .selectFrom('known_devices')
    .select('customer_id')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('device_hash', '=', deviceHash)
    .executeTakeFirst();
  return row !== undefined;
}

export async function rememberDevice(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  deviceHash: Buffer,
): Promise<void> {
  await tx
    .insertInto('known_devices')
    .values({ tenant_id: tenantId, customer_id: customerId, device_hash: deviceHash })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'customer_id', 'device_hash']).doUpdateSet({ last_seen_at: sql`now()` }),
    )
    .execute();
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

/** Removes browsers that have not been seen for as long as their cookie lives; returns how many went. */
export async function purgeDevices(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'known_devices',
    key: ['tenant_id', 'customer_id', 'device_hash'],
    when: sql`last_seen_at < now() - interval '400 days'`,
    limit,
  });
}
