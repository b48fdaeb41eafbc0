/** Epochs: sessions begun in an earlier one are over, without a look at any of them. */
import type { Transaction } from '../../../foundation/database/index.ts';

/** Makes every session of a tenant one of an earlier epoch. */
export async function raiseTenantEpoch(tx: Transaction, tenantId: string): Promise<void> {
  await tx
    .updateTable('tenants')
    .set((column) => ({ session_epoch: column('session_epoch', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .execute();
}
