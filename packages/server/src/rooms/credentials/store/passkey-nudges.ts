/** All SQL of who was asked to make a passkey: counted, and put off by who said "not now". */
import { sql } from 'kysely';
import type { Queries } from '../../../foundation/database/index.ts';

// Who said "not now" is asked again a month later, then after two; after the third time never again.
const mostDismissals = 3;
const pauseDays = 30;

/**
 * Notes that a passkey is suggested; false for whoever would rather not be asked, or has a second factor already: that one
 * was not asked on the way here, and a passkey is made by who has shown it.
 */
export async function noteNudge(queries: Queries, tenantId: string, customerId: string): Promise<boolean> {
  const { rows } = await sql`
    insert into passkey_nudges as nudge (tenant_id, customer_id, shown)
    select ${tenantId}, ${customerId}, 1
    where not exists (
      select from customer_factors
      where tenant_id = ${tenantId} and customer_id = ${customerId} and method in ('passkey', 'authenticator', 'sms-code')
    )
    on conflict (tenant_id, customer_id) do update set shown = nudge.shown + 1
    where nudge.dismissed < ${mostDismissals} and (
      nudge.dismissed_at is null
      or nudge.dismissed_at < now() - make_interval(days => ${pauseDays} * nudge.dismissed)
    )
    returning 1`.execute(queries);
  return rows.length === 1;
}

/** Notes a "not now". */
export async function dismissNudge(queries: Queries, tenantId: string, customerId: string): Promise<void> {
  await queries
    .updateTable('passkey_nudges')
    .set({ dismissed: sql`dismissed + 1`, dismissed_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .execute();
}
