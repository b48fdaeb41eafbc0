/** All SQL of the credentials room. */
import type { Queries, Transaction } from '../../foundation/database/index.ts';

export async function findPassword(queries: Queries, tenantId: string, customerId: string) {
  return queries
    .selectFrom('password_credentials')
    .select(['credential_id', 'sealed_hash'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
}

export async function insertPassword(
  tx: Transaction,
  tenantId: string,
  password: { customerId: string; credentialId: string; sealedHash: Buffer },
): Promise<void> {
  await tx
    .insertInto('password_credentials')
    .values({
      tenant_id: tenantId,
      customer_id: password.customerId,
      credential_id: password.credentialId,
      sealed_hash: password.sealedHash,
    })
    .execute();
}

/** Replaces the hash of the same password; false when the password has been changed meanwhile. */
export async function replaceHash(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  hashes: { before: Buffer; after: Buffer },
): Promise<boolean> {
  const replaced = await tx
    .updateTable('password_credentials')
    .set({ sealed_hash: hashes.after })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('sealed_hash', '=', hashes.before)
    .returning('credential_id')
    .executeTakeFirst();
  return replaced !== undefined;
}
