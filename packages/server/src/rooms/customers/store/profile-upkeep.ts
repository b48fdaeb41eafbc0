/** All SQL of what leaves a profile by itself, and of questions that were put off. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

/** Customers whose value of this attribute is older than it may be, in the order of their ids. */
export async function findOverdue(
  queries: Queries,
  tenantId: string,
  wanted: { attribute: string; days: number; after: string; limit: number },
): Promise<string[]> {
  const rows = await queries
    .selectFrom('customers')
    .select('customer_id')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '>', wanted.after)
    .where(isOverdue(wanted.attribute, wanted.days))
    .orderBy('customer_id')
    .limit(wanted.limit)
    .execute();
  return rows.map((row) => row.customer_id);
}

/** Takes the attribute away where it is still too old; returns from whom, each with the version that follows. */
export async function clearOverdue(
  tx: Transaction,
  tenantId: string,
  wanted: { attribute: string; days: number; customerIds: readonly string[] },
): Promise<{ customerId: string; version: string }[]> {
  const rows = await tx
    .updateTable('customers')
    .set({ ...without(wanted.attribute), profile_version: sql`profile_version + 1`, updated_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', 'in', [...wanted.customerIds])
    .where(isOverdue(wanted.attribute, wanted.days))
    .returning(['customer_id', 'profile_version'])
    .execute();
  return rows.map((row) => ({ customerId: row.customer_id, version: row.profile_version }));
}

/** Takes an attribute away that is declared no more: nothing that anybody sees changes. */
export async function dropAttribute(
  tx: Transaction,
  tenantId: string,
  attribute: string,
  customerIds: readonly string[],
): Promise<void> {
  await tx
    .updateTable('customers')
    .set(without(attribute))
    .where('tenant_id', '=', tenantId)
    .where('customer_id', 'in', [...customerIds])
    .execute();
}

/** What was put off, and how many days ago. */
export async function findSkips(queries: Queries, tenantId: string, customerId: string): Promise<Map<string, number>> {
  const rows = await queries
    .selectFrom('profile_questions')
    .select(['attribute', sql<string>`extract(epoch from now() - skipped_at) / 86400`.as('days')])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .execute();
  return new Map(rows.map((row) => [row.attribute, Number(row.days)]));
}

export async function writeSkip(
  queries: Queries,
  tenantId: string,
  customerId: string,
  attribute: string,
): Promise<void> {
  await queries
    .insertInto('profile_questions')
    .values({ tenant_id: tenantId, customer_id: customerId, attribute })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'customer_id', 'attribute']).doUpdateSet({ skipped_at: sql`now()` }),
    )
    .execute();
}

const without = (attribute: string) => ({
  attributes: sql<string>`attributes - ${attribute}::text`,
  attributes_written: sql<string>`attributes_written - ${attribute}::text`,
});

const isOverdue = (attribute: string, days: number) => sql<boolean>`
  attributes ? ${attribute} and
  coalesce((attributes_written ->> ${attribute})::timestamptz, created_at) < now() - make_interval(days => ${days})`;

/** Tenants whose customers have to be indexed once more; whoever takes them sees to it in the same transaction. */
export async function takeSweeps(tx: Transaction): Promise<string[]> {
  const rows = await tx.deleteFrom('attribute_index_sweeps').returning('tenant_id').execute();
  return rows.map((row) => row.tenant_id);
}
