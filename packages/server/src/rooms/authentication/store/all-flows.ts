/** What is done to every open journey of a tenant at once. */
import type { Transaction } from '../../../foundation/database/index.ts';

/** Ends them all and forgets what they carried. */
export async function abandonAllFlows(tx: Transaction, tenantId: string): Promise<void> {
  await tx
    .updateTable('flows')
    .set({ state: 'abandoned', payload: null })
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'open')
    .execute();
}
