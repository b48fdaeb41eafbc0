/** All SQL of the release room. */
import { type RawBuilder, sql } from 'kysely';
import type { Queries, StatementPart, Transaction } from '../../foundation/database/index.ts';

export type Disclosure = {
  readonly tenantId: string;
  readonly customerId: string;
  readonly recipientId: string;
  readonly purpose: string;
  /** Names only; order does not matter. */
  readonly attributes: readonly string[];
};

/** Counts one disclosure to an application, in the row of its day. */
export function countingDisclosure(disclosure: Disclosure): StatementPart {
  const { tenantId, customerId, recipientId, purpose } = disclosure;
  const attributes = [...disclosure.attributes].sort();
  return (when) => sql`
    insert into disclosure_log (tenant_id, customer_id, recipient_kind, recipient_id, purpose, attributes, day)
    select ${tenantId}, ${customerId}, 'application', ${recipientId}, ${purpose}, ${attributes}::text[],
      (now() at time zone 'UTC')::date
    where ${when}
    on conflict (tenant_id, customer_id, recipient_kind, recipient_id, purpose, attributes, day)
    do update set count = disclosure_log.count + 1, last_at = now()`;
}

/** Counts that staff saw the same fields of these customers, in the rows of this day. */
export async function countStaff(
  tx: Transaction,
  shown: { tenantId: string; customerIds: readonly string[]; staffId: string; attributes: readonly string[] },
): Promise<void> {
  const attributes = [...shown.attributes].sort();
  await sql`
    insert into disclosure_log (tenant_id, customer_id, recipient_kind, recipient_id, purpose, attributes, day)
    select ${shown.tenantId}, customer_id, 'staff', ${shown.staffId}, 'administration', ${attributes}::text[],
      (now() at time zone 'UTC')::date
    from unnest(${[...shown.customerIds]}::text[]) as customer_id order by customer_id
    on conflict (tenant_id, customer_id, recipient_kind, recipient_id, purpose, attributes, day)
    do update set count = disclosure_log.count + 1, last_at = now()`.execute(tx);
}

/** The same for each row of a table with `tenant_id`, `customer_id` and `application_id`; returns what `is_first`. */
export function countingEach(
  rows: RawBuilder<unknown>,
  { purpose, attributes }: Pick<Disclosure, 'purpose' | 'attributes'>,
): RawBuilder<unknown> {
  // In one order for all, so that two statements never wait for each other.
  return sql`
    insert into disclosure_log (tenant_id, customer_id, recipient_kind, recipient_id, purpose, attributes, day, count)
    select tenant_id, customer_id, 'application', application_id, ${purpose}, ${[...attributes].sort()}::text[],
      (now() at time zone 'UTC')::date, count(*)
    from ${rows} group by tenant_id, customer_id, application_id order by tenant_id, customer_id, application_id
    on conflict (tenant_id, customer_id, recipient_kind, recipient_id, purpose, attributes, day)
    do update set count = disclosure_log.count + excluded.count, last_at = now()
    returning xmax = 0 as is_first`;
}

export type RecipientRow = { recipient_id: string; attributes: string[]; last_at: Date };

/** Who received something of this customer in the last year, the latest first, with all that each received. */
export async function listRecipients(
  queries: Queries,
  tenantId: string,
  customerId: string,
  limit: number,
): Promise<RecipientRow[]> {
  const { rows } = await sql<RecipientRow>`
    select recipient_id, array_agg(distinct attribute order by attribute) as attributes, max(last_at) as last_at
    from disclosure_log cross join lateral unnest(attributes) as attribute
    where tenant_id = ${tenantId} and customer_id = ${customerId} and recipient_kind = 'application'
      and day > (now() at time zone 'UTC')::date - 366
    group by recipient_id
    order by last_at desc, recipient_id
    limit ${limit}`.execute(queries);
  return rows;
}

/** Counts, with one statement, what of many customers leaves with an export. Attributes come sorted. */
export async function countExported(
  queries: Queries,
  { tenantId, recipientId }: { readonly tenantId: string; readonly recipientId: string },
  disclosed: readonly { readonly customerId: string; readonly attributes: readonly string[] }[],
): Promise<void> {
  await sql`
    insert into disclosure_log (tenant_id, customer_id, recipient_kind, recipient_id, purpose, attributes, day)
    select ${tenantId}, customer_id, 'staff', ${recipientId}, 'export', string_to_array(names, ' '),
      (now() at time zone 'UTC')::date
    from unnest(
      ${disclosed.map(({ customerId }) => customerId)}::text[],
      ${disclosed.map(({ attributes }) => attributes.join(' '))}::text[]
    ) as left_now (customer_id, names)
    on conflict (tenant_id, customer_id, recipient_kind, recipient_id, purpose, attributes, day)
    do update set count = disclosure_log.count + 1, last_at = now()`.execute(queries);
}
