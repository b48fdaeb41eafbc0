/** All SQL of how attempts ended, by the hour. */
import { sql } from 'kysely';
import { deleteBatch, type Queries } from '../../../foundation/database/index.ts';
import type { History } from '../detection/rules/baseline.ts';
import { type CountRow, countedColumns, type Pending } from '../detection/watch/counts.ts';

/** Adds what one node counted; a tenant that has gone meanwhile is passed over. */
export async function addCounts(queries: Queries, tenantId: string, pending: readonly Pending[]): Promise<void> {
  const names = sql.join(countedColumns.map((column) => sql.ref(column)));
  const rows = pending
    .toSorted((one, other) => (one.action < other.action ? -1 : 1))
    .map(({ action, underAttack, row }) => {
      const values = countedColumns.map((column) => sql`${row[column]}::bigint`);
      return sql`(${action}::text, ${underAttack}::boolean, ${sql.join(values)})`;
    });
  if (rows.length === 0) return;
  await sql`
    insert into attempt_counts as held (tenant_id, hour, action, under_attack, ${names})
    select tenants.tenant_id, date_trunc('hour', now()), counted.* from tenants
    cross join (values ${sql.join(rows)}) as counted (action, under_attack, ${names})
    where tenants.tenant_id = ${tenantId}
    on conflict (tenant_id, hour, action, under_attack) do update
      set ${sql.join(
        countedColumns.map((column) => sql`${sql.ref(column)} = held.${sql.ref(column)} + excluded.${sql.ref(column)}`),
      )}`.execute(queries);
}

/** What sign-ins with browsers unknown to their accounts were like: at this hour of the last four weeks, and in all of them. */
export async function historyOf(queries: Queries, tenantId: string): Promise<History> {
  const thisHour = sql`extract(epoch from date_trunc('hour', now()) - hour)::bigint % 604800 = 0`;
  const { rows } = await sql<Record<string, string | null>>`
    select
      coalesce(sum(tokenless) filter (where ${thisHour}), 0) as hour_attempts,
      coalesce(sum(tokenless_failures) filter (where ${thisHour}), 0) as hour_failures,
      coalesce(sum(tokenless_unknown) filter (where ${thisHour}), 0) as hour_unknown,
      coalesce(sum(tokenless), 0) as attempts, coalesce(sum(tokenless_failures), 0) as failures,
      coalesce(sum(tokenless_unknown), 0) as unknown,
      coalesce(extract(epoch from date_trunc('hour', now()) - min(hour)) / 3600, 0)::int as hours
    from attempt_counts
    where tenant_id = ${tenantId} and action = 'sign-in' and not under_attack
      and hour >= date_trunc('hour', now()) - interval '28 days' and hour < date_trunc('hour', now())`.execute(queries);
  const [row = {}] = rows;
  const read = (name: string) => Number(row[name] ?? 0);
  return {
    hour: { attempts: read('hour_attempts'), failures: read('hour_failures'), unknown: read('hour_unknown') },
    all: { attempts: read('attempts'), failures: read('failures'), unknown: read('unknown') },
    hours: read('hours'),
  };
}

export type HourlyFigures = CountRow & { readonly hour: Date; readonly action: string; readonly underAttack: boolean };

/** By the hour, oldest first. */
export async function hourlyFigures(
  queries: Queries,
  tenantId: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<HourlyFigures[]> {
  const { rows } = await sql<Record<string, unknown> & { hour: Date; action: string; under_attack: boolean }>`
    select hour, action, under_attack, ${sql.join(countedColumns.map((column) => sql.ref(column)))}
    from attempt_counts where tenant_id = ${tenantId} and hour >= ${from} and hour < ${to}
    order by hour, action, under_attack limit 10000`.execute(queries);
  return rows.map((row) => ({
    ...(Object.fromEntries(countedColumns.map((column) => [column, Number(row[column])])) as CountRow),
    hour: row.hour,
    action: row.action,
    underAttack: row.under_attack,
  }));
}

/** Removes counts of long ago, a bounded number at a time; returns how many went. */
export async function purgeCounts(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'attempt_counts',
    key: ['tenant_id', 'hour', 'action', 'under_attack'],
    when: sql`hour < now() - interval '90 days'`,
    limit,
  });
}
