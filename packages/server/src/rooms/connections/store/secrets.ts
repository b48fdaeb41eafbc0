/** SQL of what providers gave us as secrets: sealed, and beside them where a configuration file keeps them. */
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

export type SealedSecret = {
  readonly connectionId: string;
  readonly sealed: Buffer | null;
  readonly reference: object | null;
};

/** Replaces the secret; null takes it away. */
export async function writeSecret(tx: Transaction, tenantId: string, secret: SealedSecret): Promise<void> {
  await tx
    .updateTable('connections')
    .set({
      sealed_secret: secret.sealed,
      secret_reference: secret.reference === null ? null : JSON.stringify(secret.reference),
    })
    .where('tenant_id', '=', tenantId)
    .where('connection_id', '=', secret.connectionId)
    .execute();
}

/** Says where the secret is kept; the secret stays. */
export async function writeSecretReference(
  tx: Transaction,
  tenantId: string,
  connectionId: string,
  reference: object,
): Promise<void> {
  await tx
    .updateTable('connections')
    .set({ secret_reference: JSON.stringify(reference) })
    .where('tenant_id', '=', tenantId)
    .where('connection_id', '=', connectionId)
    .execute();
}

/** The secrets of all connections of a tenant. */
export async function listSecrets(queries: Queries, tenantId: string): Promise<SealedSecret[]> {
  const rows = await queries
    .selectFrom('connections')
    .select(['connection_id', 'sealed_secret', 'secret_reference'])
    .where('tenant_id', '=', tenantId)
    .execute();
  return rows.map((row) => ({
    connectionId: row.connection_id,
    sealed: row.sealed_secret,
    reference: row.secret_reference as object | null,
  }));
}
