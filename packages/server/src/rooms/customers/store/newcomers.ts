/** All SQL of customers who come many at a time: each statement writes for all of them. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { PreparedNewcomer } from '../many/newcomer.ts';

/** Writes them; the ids of those who were not there yet. What they bring counts as written now, not when they were young. */
export async function insertNewcomers(
  tx: Transaction,
  tenantId: string,
  importId: string,
  newcomers: readonly PreparedNewcomer[],
): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    insert into customers
      (tenant_id, customer_id, state, locale, attributes, attributes_written, import_id, created_at)
    select ${tenantId}, customer_id, state, locale, attributes::jsonb,
      coalesce((select jsonb_object_agg(name, now()) from jsonb_object_keys(attributes::jsonb) as name), '{}'),
      ${importId}, least(coalesce(created_at, now()), now())
    from unnest(
      ${newcomers.map(({ customerId }) => customerId)}::text[],
      ${newcomers.map(({ state }) => state)}::text[],
      ${newcomers.map(({ locale }) => locale)}::text[],
      ${newcomers.map(({ attributes }) => JSON.stringify(attributes))}::text[],
      ${newcomers.map(({ createdAt }) => createdAt?.toISOString() ?? null)}::timestamptz[]
    ) as fresh (customer_id, state, locale, attributes, created_at)
    on conflict do nothing
    returning customer_id`.execute(tx);
  return rows.map((row) => row.customer_id);
}

/**
 * Claims identifiers in one order for everybody, so that two imports never wait for each other; the ids of those claimed.
 * A number that is what an account begins with is as old as the account: by that it is known (`findFirstNumber`).
 */
export async function insertIdentifiers(
  tx: Transaction,
  tenantId: string,
  indexVersion: number,
  newcomers: readonly PreparedNewcomer[],
): Promise<string[]> {
  const all = newcomers
    .flatMap(({ customerId, createdAt, identifiers }) =>
      identifiers.map((identifier) => ({ customerId, createdAt, ...identifier })),
    )
    .sort((one, other) => Buffer.compare(one.digest, other.digest));
  const { rows } = await sql<{ identifier_id: string }>`
    insert into customer_identifiers
      (tenant_id, identifier_id, customer_id, type, blind_index, index_version, sealed, verified_at, verified_by,
        created_at)
    select ${tenantId}, identifier_id, customer_id, type, blind_index, ${indexVersion}, sealed,
      case when is_verified then now() end,
      case when is_alone then 'import-alone' when is_verified then 'import' end,
      case when is_alone then least(coalesce(created_at, now()), now()) else now() end
    from unnest(
      ${all.map(({ identifierId }) => identifierId)}::text[],
      ${all.map(({ customerId }) => customerId)}::text[],
      ${all.map(({ type }) => type)}::text[],
      ${all.map(({ digest }) => digest)}::bytea[],
      ${all.map(({ sealed }) => sealed)}::bytea[],
      ${all.map(({ isVerified }) => isVerified)}::boolean[],
      ${all.map(({ isAlone }) => isAlone)}::boolean[],
      ${all.map(({ createdAt }) => createdAt?.toISOString() ?? null)}::timestamptz[]
    ) as fresh (identifier_id, customer_id, type, blind_index, sealed, is_verified, is_alone, created_at)
    on conflict (tenant_id, index_version, blind_index) do nothing
    returning identifier_id`.execute(tx);
  return rows.map((row) => row.identifier_id);
}

/** Takes back what has just been claimed although it may yet be given back to somebody; the ids of what went. */
export async function dropAllReserved(
  tx: Transaction,
  tenantId: string,
  identifierIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ identifier_id: string }>`
    delete from customer_identifiers identifier
    where tenant_id = ${tenantId} and identifier_id = any(${[...identifierIds]}::text[]) and type = 'email' and exists (
      select from identifier_changes change
      where change.tenant_id = ${tenantId} and change.former_index = identifier.blind_index
        and change.former_index_version = identifier.index_version
        and change.undone_at is null and change.reserved_until > now())
    returning identifier_id`.execute(tx);
  return rows.map((row) => row.identifier_id);
}

/** The customers whose former id was nobody's yet. */
export async function insertExternalIds(
  tx: Transaction,
  tenantId: string,
  indexVersion: number,
  newcomers: readonly PreparedNewcomer[],
): Promise<string[]> {
  const all = newcomers
    .flatMap(({ customerId, externalId }) => (externalId === null ? [] : [{ customerId, ...externalId }]))
    .sort((one, other) => Buffer.compare(one.digest, other.digest));
  const { rows } = await sql<{ customer_id: string }>`
    insert into customer_external_ids (tenant_id, customer_id, blind_index, index_version, sealed, is_subject)
    select ${tenantId}, customer_id, blind_index, ${indexVersion}, sealed, is_subject
    from unnest(
      ${all.map(({ customerId }) => customerId)}::text[],
      ${all.map(({ digest }) => digest)}::bytea[],
      ${all.map(({ sealed }) => sealed)}::bytea[],
      ${all.map(({ isSubject }) => isSubject)}::boolean[]
    ) as fresh (customer_id, blind_index, sealed, is_subject)
    on conflict do nothing
    returning customer_id`.execute(tx);
  return rows.map((row) => row.customer_id);
}

export async function insertTerms(
  tx: Transaction,
  tenantId: string,
  indexVersion: number,
  newcomers: readonly PreparedNewcomer[],
): Promise<void> {
  // In the order of the index, so that neighbours are written together.
  const all = newcomers
    .flatMap(({ customerId, terms }) => terms.map((term) => ({ customerId, ...term })))
    .sort((one, other) => Buffer.compare(one.digest, other.digest));
  if (all.length === 0) return;
  await sql`
    insert into customer_attribute_indexes (tenant_id, attribute, kind, index_version, blind_index, customer_id)
    select ${tenantId}, attribute, kind, ${indexVersion}, blind_index, customer_id
    from unnest(
      ${all.map(({ attribute }) => attribute)}::text[],
      ${all.map(({ kind }) => kind)}::text[],
      ${all.map(({ digest }) => digest)}::bytea[],
      ${all.map(({ customerId }) => customerId)}::text[]
    ) as fresh (attribute, kind, blind_index, customer_id)`.execute(tx);
}

/** Removes newcomers of this very transaction who lost something to somebody else. */
export async function deleteNewcomers(
  tx: Transaction,
  tenantId: string,
  newcomers: readonly PreparedNewcomer[],
): Promise<void> {
  if (newcomers.length === 0) return;
  await tx
    .deleteFrom('customers')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', sql<string>`any(${newcomers.map(({ customerId }) => customerId)}::text[])`)
    .execute();
}

/** Digest → who holds it, and the import they came with. */
export async function findHolders(
  queries: Queries,
  tenantId: string,
  wanted: {
    readonly by: 'identifier' | 'external_id';
    readonly indexVersion: number;
    readonly digests: readonly Buffer[];
  },
): Promise<Map<string, { customerId: string; importId: string | null }>> {
  const table = wanted.by === 'identifier' ? 'customer_identifiers' : 'customer_external_ids';
  const { rows } = await sql<{ digest: string; customer_id: string; import_id: string | null }>`
    select encode(blind_index, 'hex') as digest, customer_id, import_id
    from ${sql.table(table)} join customers using (tenant_id, customer_id)
    where tenant_id = ${tenantId} and index_version = ${wanted.indexVersion}
      and blind_index = any(${[...wanted.digests]}::bytea[])`.execute(queries);
  return new Map(rows.map((row) => [row.digest, { customerId: row.customer_id, importId: row.import_id }]));
}

/** Of these customers, the import that each came with. */
export async function findImports(
  queries: Queries,
  tenantId: string,
  customerIds: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await queries
    .selectFrom('customers')
    .select(['customer_id', 'import_id'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', sql<string>`any(${[...customerIds]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.customer_id, row.import_id]));
}
