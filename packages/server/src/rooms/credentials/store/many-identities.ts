/** All SQL of identities of many customers: each statement reads or writes for all of them. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { PreparedIdentity } from '../identities/identity.ts';

/** Claims them in one order for everybody, so that two imports never wait for each other; how many were claimed. */
export async function insertIdentities(
  tx: Transaction,
  tenantId: string,
  prepared: readonly PreparedIdentity[],
): Promise<number> {
  const all = [...prepared].sort((one, other) => Buffer.compare(one.subjectKey, other.subjectKey));
  const { rows } = await sql`
    insert into customer_identities
      (tenant_id, identity_id, customer_id, connection_id, issuer, subject_key, sealed_subject, sealed_snapshot)
    select ${tenantId}, * from unnest(
      ${all.map(({ identityId }) => identityId)}::text[],
      ${all.map(({ customerId }) => customerId)}::text[],
      ${all.map(({ connectionId }) => connectionId)}::text[],
      ${all.map(({ issuer }) => issuer)}::text[],
      ${all.map(({ subjectKey }) => subjectKey)}::bytea[],
      ${all.map(({ sealedSubject }) => sealedSubject)}::bytea[],
      ${all.map(({ sealedSnapshot }) => sealedSnapshot)}::bytea[])
    on conflict (tenant_id, connection_id, issuer, subject_key) do nothing
    returning 1`.execute(tx);
  return rows.length;
}

/** The id that an identity was to have → the customer whose it is already. */
export async function findOwners(
  queries: Queries,
  tenantId: string,
  prepared: readonly PreparedIdentity[],
): Promise<Map<string, string>> {
  if (prepared.length === 0) return new Map();
  const { rows } = await sql<{ wanted_id: string; customer_id: string }>`
    select wanted_id, customer_id
    from unnest(
      ${prepared.map(({ identityId }) => identityId)}::text[],
      ${prepared.map(({ connectionId }) => connectionId)}::text[],
      ${prepared.map(({ issuer }) => issuer)}::text[],
      ${prepared.map(({ subjectKey }) => subjectKey)}::bytea[]
    ) as wanted (wanted_id, connection_id, issuer, subject_key)
    join customer_identities using (connection_id, issuer, subject_key)
    where tenant_id = ${tenantId}`.execute(queries);
  return new Map(rows.map((row) => [row.wanted_id, row.customer_id]));
}

export async function listIdentitiesOf(queries: Queries, tenantId: string, customerIds: readonly string[]) {
  return queries
    .selectFrom('customer_identities')
    .select(['customer_id', 'identity_id', 'connection_id', 'issuer', 'sealed_subject', 'sealed_snapshot'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', sql<string>`any(${[...customerIds]}::text[])`)
    .orderBy('linked_at')
    .orderBy('connection_id')
    .orderBy('identity_id')
    .execute();
}
