/** All SQL of the accounts that staff end: counted by the hour, added up over a day, whichever node counts. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../../foundation/database/index.ts';

export type StaffActor = { readonly kind: 'administrator' | 'application'; readonly id: string };

/** Adds to the count of one of the staff; what it comes to within a day, and how far owners know. */
export async function addEndings(
  tx: Transaction,
  tenantId: string,
  { kind, id }: StaffActor,
  accounts: number,
): Promise<{ readonly total: number; readonly told: number }> {
  await sql`
    insert into staff_endings (tenant_id, actor_kind, actor_id, hour, accounts)
    values (${tenantId}, ${kind}, ${id}, date_trunc('hour', now()), ${accounts})
    on conflict (tenant_id, actor_kind, actor_id, hour)
      do update set accounts = staff_endings.accounts + excluded.accounts`.execute(tx);
  // A whole day, whenever in its hour somebody began.
  const { rows } = await sql<{ total: number; told: number }>`
    select sum(accounts)::float8 as total, max(told) as told from staff_endings
    where tenant_id = ${tenantId} and actor_kind = ${kind} and actor_id = ${id}
      and hour > now() - interval '25 hours'`.execute(tx);
  return rows[0] ?? { total: accounts, told: 0 };
}

/** Notes how far owners know by now. */
export async function markTold(
  tx: Transaction,
  tenantId: string,
  { kind, id }: StaffActor,
  told: number,
): Promise<void> {
  await sql`
    update staff_endings set told = ${told}
    where tenant_id = ${tenantId} and actor_kind = ${kind} and actor_id = ${id}
      and hour = date_trunc('hour', now())`.execute(tx);
}

/** Removes counts that add up to nothing any more, a bounded number at a time; returns how many went. */
export async function purgeEndings(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'staff_endings',
    key: ['tenant_id', 'actor_kind', 'actor_id', 'hour'],
    when: sql`hour < now() - interval '2 days'`,
    limit,
  });
}
