/** All SQL of the export: customers by id, a page at a time, with all that they are found by, still sealed. */
import { sql } from 'kysely';
import type { Queries } from '../../../foundation/database/index.ts';

export type ExportRow = {
  readonly customer_id: string;
  readonly state: string;
  readonly attributes: unknown;
  readonly locale: string;
  readonly created_at: Date;
  readonly email_sealed: Buffer | null;
  readonly email_verified_at: Date | null;
  readonly phone_sealed: Buffer | null;
  readonly phone_verified_at: Date | null;
  readonly username_sealed: Buffer | null;
  readonly external_sealed: Buffer | null;
  readonly is_subject: boolean | null;
};

export async function nextToExport(
  queries: Queries,
  tenantId: string,
  page: { readonly after: string; readonly limit: number },
): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select customer.customer_id, customer.state, customer.attributes, customer.locale, customer.created_at,
      email.sealed as email_sealed, email.verified_at as email_verified_at,
      phone.sealed as phone_sealed, phone.verified_at as phone_verified_at,
      username.sealed as username_sealed, external.sealed as external_sealed, external.is_subject
    from (
      select * from customers
      where tenant_id = ${tenantId} and customer_id > ${page.after} and state <> 'closed'
      order by customer_id limit ${page.limit}
    ) customer
    left join customer_identifiers email on email.tenant_id = customer.tenant_id
      and email.customer_id = customer.customer_id and email.type = 'email'
    left join customer_identifiers phone on phone.tenant_id = customer.tenant_id
      and phone.customer_id = customer.customer_id and phone.type = 'phone'
    left join customer_identifiers username on username.tenant_id = customer.tenant_id
      and username.customer_id = customer.customer_id and username.type = 'username'
    left join customer_external_ids external on external.tenant_id = customer.tenant_id
      and external.customer_id = customer.customer_id
    order by customer.customer_id`.execute(queries);
  return rows;
}

export async function countToExport(queries: Queries, tenantId: string): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from customers where tenant_id = ${tenantId} and state <> 'closed'`.execute(queries);
  return Number(rows[0]?.count ?? 0);
}
