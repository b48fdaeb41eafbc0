/** All SQL of recovery codes. Each is used once, decided by one conditional statement. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

/** Puts these codes in the place of all earlier ones. */
export async function replaceCodes(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await deleteCodes(tx, tenantId, customerId);
  await tx
    .insertInto('recovery_codes')
    .values(hashes.map((code_hash) => ({ tenant_id: tenantId, customer_id: customerId, code_hash })))
    .execute();
}

/** Uses a code up; false when there is no such unused one (case 58). */
export async function useCode(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  codeHash: Buffer,
): Promise<boolean> {
  const row = await tx
    .updateTable('recovery_codes')
    .set({ used_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .returning('customer_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** When they were made, how many there were and how many are left. */
export async function countCodes(queries: Queries, tenantId: string, customerId: string) {
  return queries
    .selectFrom('recovery_codes')
    .select([
      sql<Date | null>`max(made_at)`.as('made_at'),
      sql<number>`count(*) filter (where used_at is null)::int`.as('remaining'),
    ])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow();
}

/** How many of these are codes of this customer that were made lately. */
export async function countFresh(
  queries: Queries,
  tenantId: string,
  customerId: string,
  hashes: readonly Buffer[],
  seconds: number,
): Promise<number> {
  const row = await queries
    .selectFrom('recovery_codes')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('code_hash', 'in', [...hashes])
    .where('made_at', '>', sql<Date>`now() - make_interval(secs => ${seconds})`)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Removes all of them; returns how many there were. */
export async function deleteCodes(tx: Transaction, tenantId: string, customerId: string): Promise<number> {
  const deleted = await tx
    .deleteFrom('recovery_codes')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return Number(deleted.numDeletedRows);
}
