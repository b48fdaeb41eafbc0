/** What a customer can be asked for, each question in one statement over the view of all factors. */
import { sql } from 'kysely';
import type { Queries } from '../../../foundation/database/index.ts';

export async function listFactors(queries: Queries, tenantId: string, customerId: string) {
  return queries
    .selectFrom('customer_factors')
    .select(['credential_id', 'method', 'sealed_name', 'enrolled_at', 'last_used_at'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .orderBy('enrolled_at')
    .execute();
}

/** The kinds there are, `password` among them. */
export async function listMethods(queries: Queries, tenantId: string, customerId: string): Promise<string[]> {
  const { rows } = await sql<{ method: string }>`
    select distinct method from customer_factors where tenant_id = ${tenantId} and customer_id = ${customerId}
    union all
    select 'password' from password_credentials where tenant_id = ${tenantId} and customer_id = ${customerId}
  `.execute(queries);
  return rows.map(({ method }) => method);
}
