/** All SQL of the ids that customers had elsewhere, and of the subjects that tokens go on using. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

/** Digest → whose former id it is. */
export async function findByExternalDigests(
  queries: Queries,
  tenantId: string,
  indexVersion: number,
  digests: readonly Buffer[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ digest: string; customer_id: string }>`
    select encode(blind_index, 'hex') as digest, customer_id from customer_external_ids
    where tenant_id = ${tenantId} and index_version = ${indexVersion}
      and blind_index = any(${[...digests]}::bytea[])`.execute(queries);
  return new Map(rows.map((row) => [row.digest, row.customer_id]));
}

/** Whether tokens of this tenant may name customers by former ids. */
export async function keepsSubjects(queries: Queries, tenantId: string): Promise<boolean> {
  const row = await queries
    .selectFrom('former_subject_tenants')
    .select('tenant_id')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function markKeepingSubjects(tx: Transaction, tenantId: string): Promise<void> {
  await tx
    .insertInto('former_subject_tenants')
    .values({ tenant_id: tenantId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Who names a customer by a former id and who names an application exclude each other, so that the one sees what the
 * other has written; those who name customers do not wait for each other.
 */
export async function lockSubjects(tx: Transaction, tenantId: string, who: 'customers' | 'application'): Promise<void> {
  const key = sql`hashtextextended(${`subjects ${tenantId}`}, 0)`;
  if (who === 'customers') await sql`select pg_advisory_xact_lock_shared(${key})`.execute(tx);
  else await sql`select pg_advisory_xact_lock(${key})`.execute(tx);
}

/** Whether tokens name somebody so. */
export async function isSubjectDigest(
  tx: Transaction,
  tenantId: string,
  indexVersion: number,
  digest: Buffer,
): Promise<boolean> {
  const row = await tx
    .selectFrom('customer_external_ids')
    .select('customer_id')
    .where('tenant_id', '=', tenantId)
    .where('index_version', '=', indexVersion)
    .where('blind_index', '=', digest)
    .where('is_subject', '=', true)
    .executeTakeFirst();
  return row !== undefined;
}

/** The former id by which tokens name the customer, sealed. */
export async function findSubject(queries: Queries, tenantId: string, customerId: string): Promise<Buffer | null> {
  const row = await queries
    .selectFrom('customer_external_ids')
    .select('sealed')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('is_subject', '=', true)
    .executeTakeFirst();
  return row?.sealed ?? null;
}
