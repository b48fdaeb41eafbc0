/** Since when a customer knows that a second factor will be required of them. */
import { sql } from 'kysely';
import type { Queries } from '../../../foundation/database/index.ts';

/** Notes the first time that it was asked; whether the grace of so many days is over. */
export async function isGraceOver(
  queries: Queries,
  tenantId: string,
  customerId: string,
  days: number,
): Promise<boolean> {
  if (days === 0) return true;
  const { rows } = await sql<{ is_over: boolean }>`
    insert into enrolment_graces as grace (tenant_id, customer_id) values (${tenantId}, ${customerId})
    on conflict (tenant_id, customer_id) do update set began_at = grace.began_at
    returning began_at + make_interval(days => ${days}) <= now() as is_over`.execute(queries);
  return rows[0]?.is_over !== false;
}
