/** SQL of the secrets of applications: hashes only, at most two that count. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

/** A secret as it rests: its hash, and where it comes from when it was not made here. */
export type SecretRow = { readonly hash: Buffer; readonly reference: object | null };

export async function insertSecret(tx: Transaction, tenantId: string, applicationId: string, secret: SecretRow) {
  await tx
    .insertInto('application_secrets')
    .values({
      tenant_id: tenantId,
      application_id: applicationId,
      rank: 'current',
      secret_hash: secret.hash,
      reference: secret.reference === null ? null : JSON.stringify(secret.reference),
    })
    .execute();
}

/** Makes the current secret the former one, for so long; whatever was former before is gone. */
export async function retireSecret(tx: Transaction, tenantId: string, applicationId: string, keepSeconds: number) {
  await tx
    .deleteFrom('application_secrets')
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .where('rank', '=', 'former')
    .execute();
  await tx
    .updateTable('application_secrets')
    .set({ rank: 'former', expires_at: sql`now() + make_interval(secs => ${keepSeconds})` })
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .execute();
}

/** Says where the current secret comes from; the secret stays. */
export async function writeReference(tx: Transaction, tenantId: string, applicationId: string, reference: object) {
  await tx
    .updateTable('application_secrets')
    .set({ reference: JSON.stringify(reference) })
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .where('rank', '=', 'current')
    .execute();
}

/** The secrets that applications of this tenant use now. */
export async function listCurrentSecrets(
  queries: Queries,
  tenantId: string,
): Promise<{ application_id: string; secret_hash: Buffer; reference: unknown }[]> {
  return queries
    .selectFrom('application_secrets')
    .select(['application_id', 'secret_hash', 'reference'])
    .where('tenant_id', '=', tenantId)
    .where('rank', '=', 'current')
    .execute();
}

/** Both secrets of an application that count, without anything that could be used. */
export async function describeSecrets(queries: Queries, tenantId: string, applicationId: string) {
  return queries
    .selectFrom('application_secrets')
    .select(['rank', 'created_at', 'expires_at', 'reference'])
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .where((on) => on.or([on('expires_at', 'is', null), on('expires_at', '>', sql<Date>`now()`)]))
    .orderBy('rank')
    .execute();
}
