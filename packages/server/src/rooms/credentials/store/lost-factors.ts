/** All SQL of lost factors. When a delay is over, and whether it lapsed since, the database's time decides. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../../foundation/database/index.ts';

// Who is able to come back comes within a week.
const lapseDays = 7;

const lives = sql<boolean>`state = 'waiting' and lapses_at > now()`;

/** Begins a delay; one that lapsed makes room. When it will be over. */
export async function insertReport(
  tx: Transaction,
  tenantId: string,
  report: { customerId: string; recoveryId: string; delayHours: number },
): Promise<Date> {
  await tx
    .updateTable('factor_recoveries')
    .set({ state: 'stopped', ended_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', report.customerId)
    .where('state', '=', 'waiting')
    .execute();
  const dueAt = sql<Date>`now() + make_interval(hours => ${report.delayHours})`;
  const row = await tx
    .insertInto('factor_recoveries')
    .values({
      tenant_id: tenantId,
      recovery_id: report.recoveryId,
      customer_id: report.customerId,
      due_at: dueAt,
      lapses_at: sql<Date>`${dueAt} + make_interval(days => ${sql.lit(lapseDays)})`,
    })
    .returning('due_at')
    .executeTakeFirstOrThrow();
  return row.due_at;
}

/** The report that waits, if one does. */
export async function findReport(queries: Queries, tenantId: string, customerId: string) {
  return queries
    .selectFrom('factor_recoveries')
    .select(['recovery_id', 'asked_at', 'due_at', sql<boolean>`due_at <= now()`.as('is_due')])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where(lives)
    .executeTakeFirst();
}

/** Ends the report that waits: `done` only when its delay is over. Its id, or null when there is none. */
export async function endReport(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  state: 'stopped' | 'done',
): Promise<string | null> {
  let ended = tx
    .updateTable('factor_recoveries')
    .set({ state, ended_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where(lives);
  if (state === 'done') ended = ended.where('due_at', '<=', sql<Date>`now()`);
  return (await ended.returning('recovery_id').executeTakeFirst())?.recovery_id ?? null;
}

/** Removes reports that lapsed long ago, a bounded number at a time; returns how many went. */
export async function purgeReports(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'factor_recoveries',
    key: ['tenant_id', 'recovery_id'],
    when: sql`lapses_at < now() - interval '30 days'`,
    limit,
  });
}
