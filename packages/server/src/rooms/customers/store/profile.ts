/** All SQL of profiles. Every function takes the tenant: a row is never found by its id alone. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

export type ProfileRow = { readonly attributes: unknown; readonly profile_version: string };
export type IndexRow = {
  readonly customerId: string;
  readonly attribute: string;
  readonly kind: 'exact' | 'prefix';
  readonly version: number;
  readonly digest: Buffer;
};

export async function findAttributes(
  queries: Queries,
  tenantId: string,
  customerId: string,
): Promise<ProfileRow | undefined> {
  return queries
    .selectFrom('customers')
    .select(['attributes', 'profile_version'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
}

/** Writes and clears attributes of a profile that is still at this version; null when it is not. */
export async function writeAttributes(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  change: { version: string; sealed: Readonly<Record<string, string>>; cleared: readonly string[] },
): Promise<string | null> {
  const names = Object.keys(change.sealed);
  const { rows } = await sql<{ profile_version: string }>`
    update customers set
      attributes = (attributes || ${JSON.stringify(change.sealed)}::jsonb) - ${[...change.cleared]}::text[],
      attributes_written = (
        attributes_written
        || coalesce((select jsonb_object_agg(name, now()) from unnest(${names}::text[]) as name), '{}')
      ) - ${[...change.cleared]}::text[],
      profile_version = profile_version + 1,
      updated_at = now()
    where tenant_id = ${tenantId} and customer_id = ${customerId} and profile_version = ${change.version}
    returning profile_version`.execute(tx);
  return rows[0]?.profile_version ?? null;
}

export async function insertIndexes(tx: Transaction, tenantId: string, rows: readonly IndexRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('customer_attribute_indexes')
    .values(
      rows.map((row) => ({
        tenant_id: tenantId,
        attribute: row.attribute,
        kind: row.kind,
        index_version: row.version,
        blind_index: row.digest,
        customer_id: row.customerId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Removes the digests of these customers; of these attributes alone where they are named. */
export async function deleteIndexes(
  tx: Transaction,
  tenantId: string,
  customerIds: readonly string[],
  attributes?: readonly string[],
): Promise<void> {
  if (customerIds.length === 0 || attributes?.length === 0) return;
  await tx
    .deleteFrom('customer_attribute_indexes')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', 'in', [...customerIds])
    .$if(attributes !== undefined, (query) => query.where('attribute', 'in', [...(attributes ?? [])]))
    .execute();
}

/** Who has all of these digests, in the order of their ids, after one. */
export async function findByIndex(
  queries: Queries,
  tenantId: string,
  wanted: Pick<IndexRow, 'attribute' | 'kind'> & {
    indexes: readonly Pick<IndexRow, 'version' | 'digest'>[];
    after: string;
    limit: number;
  },
): Promise<string[]> {
  const [first, ...others] = wanted.indexes;
  if (first === undefined) return [];
  const holds = ({ version, digest }: Pick<IndexRow, 'version' | 'digest'>) => sql`
    held.tenant_id = ${tenantId} and held.attribute = ${wanted.attribute} and held.kind = ${wanted.kind}
    and held.index_version = ${version} and held.blind_index = ${digest}`;
  const also = others.map(
    (index) => sql`and exists (
      select from customer_attribute_indexes held where ${holds(index)} and held.customer_id = first.customer_id)`,
  );
  const { rows } = await sql<{ customer_id: string }>`
    select first.customer_id from (
      select customer_id from customer_attribute_indexes held where ${holds(first)} and customer_id > ${wanted.after}
    ) first
    where true ${sql.join(also, sql` `)}
    order by first.customer_id
    limit ${wanted.limit}`.execute(queries);
  return rows.map((row) => row.customer_id);
}

/** How many customers have a value for each of these attributes, in one pass over the tenant's customers. */
export async function countHolders(
  queries: Queries,
  tenantId: string,
  attributes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ name: string; holders: string }>`
    select name, count(*) as holders
    from customers cross join lateral jsonb_object_keys(attributes) as name
    where tenant_id = ${tenantId} and name = any(${[...attributes]}::text[])
    group by name`.execute(queries);
  return new Map(rows.map((row) => [row.name, Number(row.holders)]));
}

/** Some customers in the order of their ids, with what they have given. */
export async function nextCustomers(
  queries: Queries,
  tenantId: string,
  page: { after: string; limit: number; holding?: string },
): Promise<string[]> {
  const rows = await queries
    .selectFrom('customers')
    .select('customer_id')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '>', page.after)
    .$if(page.holding !== undefined, (query) => query.where(sql<boolean>`attributes ? ${page.holding}`))
    .orderBy('customer_id')
    .limit(page.limit)
    .execute();
  return rows.map((row) => row.customer_id);
}
