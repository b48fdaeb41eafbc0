/** All SQL that finds customers for staff. Every function takes the tenant; what it returns of them is sealed. */
import { sql } from 'kysely';
import type { Queries } from '../../../foundation/database/index.ts';

export type CustomerRow = {
  readonly customer_id: string;
  readonly state: string;
  readonly attributes: unknown;
  readonly profile_version: string;
  readonly locale: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly closes_at: Date | null;
  readonly email_sealed: Buffer | null;
  readonly email_verified_at: Date | null;
  readonly undeliverable_since: Date | null;
  readonly phone_sealed: Buffer | null;
  readonly phone_verified_at: Date | null;
  readonly username_sealed: Buffer | null;
  readonly external_sealed: Buffer | null;
  /** When it was created, as exactly as the database knows it. */
  readonly created_text: string;
};

/** A place in a list by age. */
export type AgePosition = { readonly createdAt: string; readonly customerId: string };

/** Customers by age, of one state or of all. */
export async function listByAge(
  queries: Queries,
  tenantId: string,
  wanted: { state: string | null; isDescending: boolean; after: AgePosition | null; limit: number },
): Promise<CustomerRow[]> {
  const { state, isDescending, after, limit } = wanted;
  const beyond = isDescending ? sql`<` : sql`>`;
  const order = isDescending ? sql`desc` : sql`asc`;
  const { rows } = await sql<CustomerRow>`
    select *, created_at::text as created_text from directory_customers
    where tenant_id = ${tenantId}
      ${state === null ? sql`` : sql`and state = ${state}`}
      ${after === null ? sql`` : sql`and (created_at, customer_id) ${beyond} (${after.createdAt}::timestamptz, ${after.customerId})`}
    order by created_at ${order}, customer_id ${order}
    limit ${limit}`.execute(queries);
  return rows;
}

/** These customers, in the order of their ids. */
export async function findByIds(
  queries: Queries,
  tenantId: string,
  customerIds: readonly string[],
): Promise<CustomerRow[]> {
  if (customerIds.length === 0) return [];
  const { rows } = await sql<CustomerRow>`
    select *, created_at::text as created_text from directory_customers
    where tenant_id = ${tenantId} and customer_id = any(${[...customerIds]}::text[])
    order by customer_id`.execute(queries);
  return rows;
}
