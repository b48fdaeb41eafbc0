/** All SQL of authenticator apps. Each time step is used once, decided by one conditional statement. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../../foundation/database/index.ts';
import { setUpSeconds } from '../authenticators/authenticator.ts';

const stillWaits = sql<boolean>`confirmed_at is null and created_at > now() - make_interval(secs => ${sql.lit(setUpSeconds)})`;

type NewAuthenticator = {
  readonly credentialId: string;
  readonly customerId: string;
  readonly setUpBy: string;
  readonly sealedSecret: Buffer;
  readonly sealedName: Buffer;
};

/** Takes the place of an earlier set-up by the same session or journey. */
export async function insertWaiting(tx: Transaction, tenantId: string, fresh: NewAuthenticator): Promise<void> {
  await tx
    .deleteFrom('authenticators')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', fresh.customerId)
    .where('set_up_by', '=', fresh.setUpBy)
    .where('confirmed_at', 'is', null)
    .execute();
  await tx
    .insertInto('authenticators')
    .values({
      tenant_id: tenantId,
      credential_id: fresh.credentialId,
      customer_id: fresh.customerId,
      set_up_by: fresh.setUpBy,
      sealed_secret: fresh.sealedSecret,
      sealed_name: fresh.sealedName,
    })
    .execute();
}

/** The set-up that waits for its first code, and the time by the database. */
export async function findWaiting(queries: Queries, tenantId: string, customerId: string, setUpBy: string) {
  return queries
    .selectFrom('authenticators')
    .select(['credential_id', 'sealed_secret', nowSeconds.as('now_seconds')])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('set_up_by', '=', setUpBy)
    .where(stillWaits)
    .executeTakeFirst();
}

const nowSeconds = sql<number>`extract(epoch from now())::float8`;

/** Makes a set-up count, with the step of its first code used; false when it no longer waits. */
export async function confirmWaiting(
  tx: Transaction,
  tenantId: string,
  confirmed: { credentialId: string; step: number; sealedName: Buffer },
): Promise<boolean> {
  const row = await tx
    .updateTable('authenticators')
    .set({
      confirmed_at: sql`now()`,
      last_step: confirmed.step,
      sealed_name: confirmed.sealedName,
    })
    .where('tenant_id', '=', tenantId)
    .where('credential_id', '=', confirmed.credentialId)
    .where(stillWaits)
    .returning('credential_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Those that count, the oldest first, and the time by the database. */
export async function listConfirmed(queries: Queries, tenantId: string, customerId: string) {
  return queries
    .selectFrom('authenticators')
    .select(['credential_id', 'sealed_secret', 'sealed_name', 'confirmed_at', 'last_used_at'])
    .select(nowSeconds.as('now_seconds'))
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('confirmed_at', 'is not', null)
    .orderBy('confirmed_at')
    .execute();
}

/** Uses a time step up; false when it, or a later one, was used already (case 60). */
export async function useStep(
  tx: Transaction,
  tenantId: string,
  used: { customerId: string; credentialId: string; step: number },
): Promise<boolean> {
  const row = await tx
    .updateTable('authenticators')
    .set({ last_step: used.step, last_used_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', used.customerId)
    .where('credential_id', '=', used.credentialId)
    .where('confirmed_at', 'is not', null)
    .where((where) => where.or([where('last_step', 'is', null), where('last_step', '<', String(used.step))]))
    .returning('credential_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes another name; false when there is no such authenticator of this customer (case 67). */
export async function renameConfirmed(
  tx: Transaction,
  tenantId: string,
  renamed: { customerId: string; credentialId: string; sealedName: Buffer },
): Promise<boolean> {
  const row = await tx
    .updateTable('authenticators')
    .set({ sealed_name: renamed.sealedName })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', renamed.customerId)
    .where('credential_id', '=', renamed.credentialId)
    .where('confirmed_at', 'is not', null)
    .returning('credential_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Removes one that counts, or all of them with whatever waits; returns the ids of those that counted. */
export async function deleteAuthenticators(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  credentialId: string | null,
): Promise<string[]> {
  let doomed = tx.deleteFrom('authenticators').where('tenant_id', '=', tenantId).where('customer_id', '=', customerId);
  if (credentialId !== null)
    doomed = doomed.where('credential_id', '=', credentialId).where('confirmed_at', 'is not', null);
  const rows = await doomed.returning(['credential_id', 'confirmed_at']).execute();
  return rows.filter((row) => row.confirmed_at !== null).map((row) => row.credential_id);
}

/** Removes set-ups that nobody finished, a bounded number at a time; returns how many went. */
export async function purgeWaiting(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'authenticators',
    key: ['tenant_id', 'credential_id'],
    when: sql`confirmed_at is null and created_at < now() - make_interval(secs => ${sql.lit(setUpSeconds)})`,
    limit,
  });
}
