/**
 * All SQL of the keys at rest. `subject_id` '' is the tenant's own key. One statement reads all versions of a key.
 */
import { sql } from 'kysely';
import type { Queries } from '../database/index.ts';

export type KeyPurpose = 'data' | 'index';
export type KeyName = { readonly tenantId: string; readonly subjectId: string | null; readonly purpose: KeyPurpose };
export type Envelope = { readonly version: number; readonly wrapped: Buffer };

export async function selectEnvelopes(q: Queries, name: KeyName): Promise<Envelope[]> {
  return await q
    .selectFrom('key_envelopes')
    .select(['version', 'wrapped'])
    .where('tenant_id', '=', name.tenantId)
    .where('subject_id', '=', name.subjectId ?? '')
    .where('purpose', '=', name.purpose)
    .execute();
}

export async function insertEnvelope(q: Queries, name: KeyName, envelope: Envelope): Promise<void> {
  await q
    .insertInto('key_envelopes')
    .values({
      tenant_id: name.tenantId,
      subject_id: name.subjectId ?? '',
      purpose: name.purpose,
      version: envelope.version,
      wrapped: envelope.wrapped,
    })
    .execute();
}

/** The first data keys of many customers, with one statement. */
export async function insertDataEnvelopes(
  q: Queries,
  tenantId: string,
  envelopes: readonly { readonly subjectId: string; readonly wrapped: Buffer }[],
): Promise<void> {
  const subjects = envelopes.map(({ subjectId }) => subjectId);
  const wrapped = envelopes.map((envelope) => envelope.wrapped);
  await sql`
    insert into key_envelopes (tenant_id, subject_id, purpose, version, wrapped)
    select ${tenantId}, subject_id, 'data', 1, wrapped
    from unnest(${subjects}::text[], ${wrapped}::bytea[]) as fresh (subject_id, wrapped)`.execute(q);
}

/** All versions of the data keys of many customers. */
export async function selectDataEnvelopes(
  q: Queries,
  tenantId: string,
  subjectIds: readonly string[],
): Promise<(Envelope & { readonly subjectId: string })[]> {
  const rows = await q
    .selectFrom('key_envelopes')
    .select(['subject_id', 'version', 'wrapped'])
    .where('tenant_id', '=', tenantId)
    .where('subject_id', '=', sql<string>`any(${[...subjectIds]}::text[])`)
    .where('purpose', '=', 'data')
    .execute();
  return rows.map(({ subject_id: subjectId, ...row }) => ({ subjectId, ...row }));
}

export async function deleteSubjectEnvelopes(q: Queries, tenantId: string, subjectId: string): Promise<void> {
  await q.deleteFrom('key_envelopes').where('tenant_id', '=', tenantId).where('subject_id', '=', subjectId).execute();
}

export async function selectFingerprint(q: Queries, masterVersion: number): Promise<Buffer | null> {
  const row = await q
    .selectFrom('master_key_checks')
    .select('fingerprint')
    .where('master_version', '=', masterVersion)
    .executeTakeFirst();
  return row?.fingerprint ?? null;
}

/** Writes the fingerprint unless there is one already; of two first starts at once, one wins and is told so. */
export async function insertFingerprint(q: Queries, masterVersion: number, fingerprint: Buffer): Promise<boolean> {
  const inserted = await q
    .insertInto('master_key_checks')
    .values({ master_version: masterVersion, fingerprint })
    .onConflict((conflict) => conflict.column('master_version').doNothing())
    .returning('master_version')
    .executeTakeFirst();
  return inserted !== undefined;
}
