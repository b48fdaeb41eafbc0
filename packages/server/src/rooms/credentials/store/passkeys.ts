/** All SQL of passkeys. Whether a use counts is decided by one statement, so that no two requests can both be the newer. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { NewPasskey, NotedUse, StoredPasskey } from '../passkeys/passkey.ts';

const stored = [
  'credential_id',
  'customer_id',
  'key_id',
  'public_key',
  'rp_id',
  'user_handle',
  'sign_count',
  'transports',
  'is_backup_eligible',
  'is_backed_up',
] as const;

/** Writes a key; false when it is somebody's already, be it the same customer's. */
export async function insertPasskey(
  tx: Transaction,
  tenantId: string,
  passkey: NewPasskey & { readonly customerId: string; readonly credentialId: string; readonly sealedName: Buffer },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('passkeys')
    .values({
      tenant_id: tenantId,
      customer_id: passkey.customerId,
      credential_id: passkey.credentialId,
      key_id: passkey.keyId,
      public_key: passkey.publicKey,
      rp_id: passkey.rpId,
      user_handle: passkey.userHandle,
      sign_count: passkey.signCount,
      transports: [...passkey.transports],
      aaguid: passkey.aaguid,
      is_backup_eligible: passkey.isBackupEligible,
      is_backed_up: passkey.isBackedUp,
      sealed_name: passkey.sealedName,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'key_id']).doNothing())
    .returning('credential_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** The key of this name, whoever's it is. */
export async function findPasskey(
  queries: Queries,
  tenantId: string,
  keyId: Buffer,
): Promise<StoredPasskey | undefined> {
  const row = await queries
    .selectFrom('passkeys')
    .select(stored)
    .where('tenant_id', '=', tenantId)
    .where('key_id', '=', keyId)
    .executeTakeFirst();
  return (
    row && {
      credentialId: row.credential_id,
      customerId: row.customer_id,
      keyId: row.key_id,
      publicKey: row.public_key,
      rpId: row.rp_id,
      userHandle: row.user_handle,
      signCount: Number(row.sign_count),
      transports: row.transports,
      isBackupEligible: row.is_backup_eligible,
      isBackedUp: row.is_backed_up,
    }
  );
}

/** The customer's keys, the oldest first. */
export async function listPasskeys(queries: Queries, tenantId: string, customerId: string) {
  return queries
    .selectFrom('passkeys')
    .select([
      'credential_id',
      'key_id',
      'rp_id',
      'user_handle',
      'transports',
      'is_backup_eligible',
      'is_backed_up',
      'sealed_name',
      'created_at',
      'last_used_at',
      'flagged_at',
    ])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .orderBy('created_at')
    .orderBy('credential_id')
    .execute();
}

/**
 * Notes a use whose signature was right. A counter that does not rise says that there may be a copy of the key (Web
 * Authentication §6.1.1): the key is flagged for good, for a copy only has to be used often enough to overtake it.
 */
export async function noteUse(
  tx: Transaction,
  tenantId: string,
  use: { customerId: string; credentialId: string; signCount: number; isBackedUp: boolean },
): Promise<NotedUse> {
  const { customerId, credentialId, signCount, isBackedUp } = use;
  const { rows } = await sql<{ rises: boolean; was_flagged: boolean }>`
    with former as (
      select sign_count = 0 or sign_count < ${signCount}::bigint as rises, flagged_at is not null as was_flagged
      from passkeys
      where tenant_id = ${tenantId} and customer_id = ${customerId} and credential_id = ${credentialId}
      for update
    )
    update passkeys set
      sign_count = greatest(sign_count, ${signCount}::bigint),
      is_backed_up = case when former.rises then ${isBackedUp} else is_backed_up end,
      last_used_at = case when former.rises then now() else last_used_at end,
      flagged_at = case when former.rises then flagged_at else coalesce(flagged_at, now()) end
    from former
    where tenant_id = ${tenantId} and customer_id = ${customerId} and credential_id = ${credentialId}
    returning former.rises, former.was_flagged`.execute(tx);
  const [row] = rows;
  if (row === undefined) return 'gone';
  if (row.was_flagged) return 'flagged';
  return row.rises ? 'noted' : 'went-back';
}

/** Gives a key another name; false when it is not this customer's. */
export async function renamePasskey(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  { credentialId, sealedName }: { credentialId: string; sealedName: Buffer },
): Promise<boolean> {
  const renamed = await tx
    .updateTable('passkeys')
    .set({ sealed_name: sealedName })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('credential_id', '=', credentialId)
    .returning('credential_id')
    .executeTakeFirst();
  return renamed !== undefined;
}

/** Removes a key; false when it is not this customer's. */
export async function deletePasskey(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  credentialId: string,
): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('passkeys')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('credential_id', '=', credentialId)
    .returning('credential_id')
    .executeTakeFirst();
  return deleted !== undefined;
}
