/**
 * Unlinking an account elsewhere: it opens nothing here any more, and whoever came in by it is out. The last way in stays
 * until there is another (case 162). Kept tokens are given back to their provider afterwards.
 */
import { ProblemError } from '../../../foundation/errors/index.ts';
import { revokeTokensLater } from '../../credentials/index.ts';
import type { Acting, IdentityDependencies } from './dependencies.ts';

export async function unlinkIdentity(deps: IdentityDependencies, acting: Acting, identityId: string): Promise<void> {
  const { tenant, current, visitor } = acting;
  const { tenantId } = tenant;
  const { customerId, sessionId } = current;
  await deps.authentication.demandFresh(tenant, current);
  await deps.protection.demand(tenantId, [{ budget: 'factor.change', key: customerId }]);
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await deps.authentication.holdFresh(tx, tenant, current);
    const unlinked = await deps.credentials.identities.unlink(tx, tenantId, customerId, identityId);
    if (unlinked === null) throw new ProblemError('identity.not_found');
    if (!(await deps.authentication.hasWayIn(tx, { tenant, customerId }))) throw new ProblemError('identity.last_way');
    await deps.authentication.identityGone(tx, {
      ...{ tenantId, customerId, unlinked, visitor },
      actor: { kind: 'customer', id: customerId },
      exceptSessionId: sessionId,
    });
    await revokeTokensLater(deps.jobs, tx);
  });
}
