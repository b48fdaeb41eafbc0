/** What a customer can be asked for, each question in one statement over the view of all factors. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

export async function listFactors(queries: Queries, tenantId: string, customerId: string) {
  return queries
    .selectFrom('customer_factors')
    .select(['credential_id', 'method', 'sealed_name', 'enrolled_at', 'last_used_at'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .orderBy('enrolled_at')
    .orderBy('credential_id')
    .execute();
}

/** The kinds there are, `password` among them, and `connection` where an identity can be signed in with now. */
export async function listMethods(queries: Queries, tenantId: string, customerId: string): Promise<string[]> {
  const { rows } = await sql<{ method: string }>`
    select distinct method from customer_factors where tenant_id = ${tenantId} and customer_id = ${customerId}
    union all
    select 'password' from password_credentials where tenant_id = ${tenantId} and customer_id = ${customerId}
    union all
    select method from identity_ways where tenant_id = ${tenantId} and customer_id = ${customerId}
  `.execute(queries);
  return rows.map(({ method }) => method);
}

type RemovedRow = { method: 'passkey' | 'authenticator' | 'sms-code'; credential_id: string };

/** Removes what was set up within this time, recovery codes and waiting set-ups among it; which factors went. */
export async function deleteYoungFactors(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  { seconds, keepsPhone }: { readonly seconds: number; readonly keepsPhone: boolean },
): Promise<RemovedRow[]> {
  const own = sql`tenant_id = ${tenantId} and customer_id = ${customerId}`;
  const since = sql`now() - make_interval(secs => ${seconds})`;
  const { rows } = await sql<RemovedRow>`
    with passkey as (
      delete from passkeys where ${own} and created_at > ${since} returning credential_id
    ), app as (
      delete from authenticators where ${own} and (confirmed_at is null or confirmed_at > ${since})
      returning credential_id, confirmed_at
    ), phone as (
      delete from phone_factors where ${own} and not ${keepsPhone} and enrolled_at > ${since} returning credential_id
    ), codes as (
      delete from recovery_codes where ${own} and made_at > ${since}
    )
    select 'passkey' as method, credential_id from passkey union all
    select 'authenticator', credential_id from app where confirmed_at is not null union all
    select 'sms-code', credential_id from phone`.execute(tx);
  return rows;
}
