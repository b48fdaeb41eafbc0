/** SQL of the applications that the start settings made. */
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

type Given = { readonly applicationId: string; readonly permissions: readonly string[] };

/** Notes that it was made; false when it was before, whatever has become of it. */
export async function noteBootstrap(
  tx: Transaction,
  tenantId: string,
  { applicationId, permissions }: Given,
): Promise<boolean> {
  const noted = await tx
    .insertInto('bootstrap_clients')
    .values({ tenant_id: tenantId, application_id: applicationId, permissions: [...permissions] })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'application_id']).doNothing())
    .returning('application_id')
    .executeTakeFirst();
  return noted !== undefined;
}

/** One that can still get tokens, and what it was given; held until the transaction ends. */
export async function holdBootstrap(
  tx: Transaction,
  tenantId: string,
  applicationId: string,
): Promise<{ readonly permissions: string[] | null } | undefined> {
  return tx
    .selectFrom('bootstrap_clients')
    .innerJoin('applications', (join) =>
      join
        .onRef('applications.tenant_id', '=', 'bootstrap_clients.tenant_id')
        .onRef('applications.application_id', '=', 'bootstrap_clients.application_id'),
    )
    .select('bootstrap_clients.permissions')
    .where('bootstrap_clients.tenant_id', '=', tenantId)
    .where('bootstrap_clients.application_id', '=', applicationId)
    .where('made_by', '=', 'environment')
    .where('state', '=', 'active')
    .forUpdate()
    .executeTakeFirst();
}

/** Notes what it holds by now. */
export async function noteGiven(
  tx: Transaction,
  tenantId: string,
  { applicationId, permissions }: Given,
): Promise<void> {
  await tx
    .updateTable('bootstrap_clients')
    .set({ permissions: [...permissions] })
    .where('tenant_id', '=', tenantId)
    .where('application_id', '=', applicationId)
    .execute();
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
