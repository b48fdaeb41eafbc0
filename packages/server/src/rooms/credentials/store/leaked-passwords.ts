/** All SQL of passwords that were found leaked: marked once, and put off by who said "later". */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { FoundLeaked } from '../leaked-passwords/index.ts';

// Who said "later" is asked again a week later; after the third time never again: the account's page goes on saying it.
const mostPutOff = 3;
const pauseDays = 7;

/** Marks the password, and whether it is only like one that others know; false when it was marked already, or is no longer the customer's. */
export async function markLeaked(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  { credentialId, source }: FoundLeaked,
): Promise<boolean> {
  const marked = await tx
    .updateTable('password_credentials')
    .set({ found_leaked_at: sql`now()`, found_dressed_up: source === 'dressed_up' })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('credential_id', '=', credentialId)
    .where('found_leaked_at', 'is', null)
    .returning('credential_id')
    .executeTakeFirst();
  return marked !== undefined;
}

/** Whether the question for another password is due. */
export async function askForRenewal(queries: Queries, tenantId: string, customerId: string): Promise<boolean> {
  const due = await queries
    .selectFrom('password_credentials')
    .select('credential_id')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('found_leaked_at', 'is not', null)
    .where('leak_put_off', '<', mostPutOff)
    .where(sql<boolean>`coalesce(leak_put_off_at < now() - make_interval(days => ${pauseDays}), true)`)
    .executeTakeFirst();
  return due !== undefined;
}

/** Counts a "later". Of two at the same moment one counts. */
export async function putOffRenewal(queries: Queries, tenantId: string, customerId: string): Promise<void> {
  await queries
    .updateTable('password_credentials')
    .set({ leak_put_off: sql`leak_put_off + 1`, leak_put_off_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('found_leaked_at', 'is not', null)
    .where('leak_put_off', '<', mostPutOff)
    .where(sql<boolean>`coalesce(leak_put_off_at < now() - make_interval(days => ${pauseDays}), true)`)
    .execute();
}
