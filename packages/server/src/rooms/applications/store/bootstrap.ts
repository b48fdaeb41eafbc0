/** SQL of the applications that the start settings made. */
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

/** Notes that it was made; false when it was before, whatever has become of it. */
export async function noteBootstrap(tx: Transaction, tenantId: string, applicationId: string): Promise<boolean> {
  const noted = await tx
    .insertInto('bootstrap_clients')
    .values({ tenant_id: tenantId, application_id: applicationId })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'application_id']).doNothing())
    .returning('application_id')
    .executeTakeFirst();
  return noted !== undefined;
}

/** Those that can still get tokens. */
export async function listLivingBootstrap(queries: Queries): Promise<string[]> {
  const rows = await queries
    .selectFrom('applications')
    .select('application_id')
    .where('made_by', '=', 'environment')
    .where('state', '=', 'active')
    .orderBy('application_id')
    .execute();
  return rows.map((row) => row.application_id);
}
