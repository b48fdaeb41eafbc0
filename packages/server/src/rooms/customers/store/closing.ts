/** All SQL of an account that ends: the grace, its undoing, and the end itself. Database time decides each of them. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

/** Begins the grace of an active customer; the date it ends, or null when there is no such customer. */
export async function beginClosing(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  graceDays: number,
): Promise<Date | null> {
  const closing = await tx
    .updateTable('customers')
    .set({
      state: 'closing',
      closes_at: sql`now() + make_interval(days => ${graceDays})`,
      updated_at: sql`now()`,
    })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('state', '=', 'active')
    .returning('closes_at')
    .executeTakeFirst();
  return closing?.closes_at ?? null;
}

/** Undoes it while the grace lasts; false when there is nothing to undo, or no longer. */
export async function keepCustomer(tx: Transaction, tenantId: string, customerId: string): Promise<boolean> {
  const kept = await tx
    .updateTable('customers')
    .set({ state: 'active', closes_at: null, updated_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('state', '=', 'closing')
    .where('closes_at', '>', sql<Date>`now()`)
    .returning('customer_id')
    .executeTakeFirst();
  return kept !== undefined;
}

/** When the account closes, as long as that can still be undone; null otherwise. */
export async function findClosing(queries: Queries, tenantId: string, customerId: string): Promise<Date | null> {
  const row = await queries
    .selectFrom('customers')
    .select('closes_at')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('state', '=', 'closing')
    .where('closes_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row?.closes_at ?? null;
}

/** Customers whose grace is over, of all tenants but for these, a bounded number at a time. */
export async function findDue(
  queries: Queries,
  limit: number,
  except: readonly string[],
): Promise<{ tenantId: string; customerId: string }[]> {
  const rows = await queries
    .selectFrom('customers')
    .select(['tenant_id', 'customer_id'])
    .where('closes_at', '<=', sql<Date>`now()`)
    .where(sql<boolean>`customer_id <> all (${except}::text[])`)
    .orderBy('closes_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ tenantId: row.tenant_id, customerId: row.customer_id }));
}

/**
 * Removes a customer whose grace is over, and by the foreign keys all that hangs on them, in whichever room it lies.
 * Only the id stays, so that it is never anybody else's. False when the customer was kept meanwhile.
 */
export async function closeCustomer(tx: Transaction, tenantId: string, customerId: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('customers')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('state', '=', 'closing')
    .where('closes_at', '<=', sql<Date>`now()`)
    .returning('customer_id')
    .executeTakeFirst();
  if (gone === undefined) return false;
  await tx
    .insertInto('customers')
    .values({ tenant_id: tenantId, customer_id: customerId, state: 'closed', locale: 'und' })
    .execute();
  return true;
}
