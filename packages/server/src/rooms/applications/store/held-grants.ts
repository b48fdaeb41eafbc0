/** SQL of what an application holds of customers, where a change of the application itself takes it away. */
import { sql } from 'kysely';
import type { Transaction } from '../../../foundation/database/index.ts';

/** Ends all that it holds: as one of our own it was given without asking anybody, and now they are asked. */
export async function endGrants(tx: Transaction, tenantId: string, applicationId: string): Promise<void> {
  await tx
    .updateTable('session_applications')
    .set({ revoked_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .where('revoked_at', 'is', null)
    .execute();
}

/** From now on it stays as long as the browser that it was begun in, and no longer. */
export async function endWithBrowsers(tx: Transaction, tenantId: string, applicationId: string): Promise<void> {
  await tx
    .updateTable('session_applications')
    .set({ outlives_browser: false })
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .where('outlives_browser', '=', true)
    .execute();
}
