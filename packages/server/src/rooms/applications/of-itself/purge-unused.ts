/** Removes applications that registered themselves and that nobody uses, each with the entry that says so. */

import { deleteUnused } from '../store/of-itself.ts';
import type { OfItselfDependencies } from './dependencies.ts';

const batch = 200;

/** One batch for each tenant; how many went. */
export async function purgeUnused(deps: OfItselfDependencies): Promise<number> {
  let gone = 0;
  for (const tenantId of await deps.tenants.listIds()) {
    const tenant = await deps.tenants.byId(tenantId);
    if (tenant === null) continue;
    const { unusedDays } = tenant.settings.agents;
    gone += await deps.database.transaction({}, async (tx) => {
      const rows = await deleteUnused(tx, tenantId, { unusedDays, limit: batch });
      await deps.ledger.appendAll(
        tx,
        rows.map(({ application_id: applicationId, consents }) => ({
          tenantId,
          customerId: null,
          event: 'application.removed' as const,
          actor: { kind: 'system' as const },
          data: { applicationId, consents, grants: 0 },
        })),
      );
      for (const { application_id: applicationId } of rows) tx.afterCommit(() => deps.forget(tenantId, applicationId));
      return rows.length;
    });
  }
  return gone;
}
