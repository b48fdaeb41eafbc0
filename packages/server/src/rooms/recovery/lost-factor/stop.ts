/** Stopping the recovery of a factor: by the link that every channel was told, or by its owner in the account. */
import type { Transaction } from '../../../foundation/database/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Visitor } from '../../authentication/index.ts';
import type { CurrentSession } from '../../gate/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { RecoveryDependencies } from '../dependencies.ts';

/** Whether the link could still stop anything. Looking changes nothing. */
export async function canStopLostFactor(deps: RecoveryDependencies, tenantId: string, token: string): Promise<boolean> {
  const { reader } = deps.database;
  const link = await deps.proofs.peekLink(reader, tenantId, 'stop-lost-factor', token);
  return link !== null && (await deps.credentials.lostFactors.find(reader, tenantId, link.subject)) !== null;
}

/** Stops it by the link: it needs no session and gives none. Refused when there is nothing to stop. */
export async function stopLostFactorByLink(
  deps: RecoveryDependencies,
  { tenant, token, visitor }: { tenant: Tenant; token: string; visitor: Visitor },
): Promise<void> {
  const { tenantId } = tenant;
  const link = await deps.proofs.peekLink(deps.database.reader, tenantId, 'stop-lost-factor', token);
  if (link === null) throw new ProblemError('link.refused');
  const customerId = link.subject;
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const isUsed = await deps.proofs.consumeLink(tx, tenantId, 'stop-lost-factor', token);
    const isStopped = isUsed && (await stop(deps, tx, { tenantId, customerId, visitor }));
    if (!isStopped) throw new ProblemError('link.refused');
  });
}

/** Stops it in an open session; nothing happens where there is nothing to stop. */
export async function stopLostFactorBySession(
  deps: RecoveryDependencies,
  { tenant, current, visitor }: { tenant: Tenant; current: CurrentSession; visitor: Visitor },
): Promise<void> {
  const { tenantId } = tenant;
  const { customerId } = current;
  await deps.database.transaction({ customers: [customerId] }, (tx) =>
    stop(deps, tx, { tenantId, customerId, visitor }),
  );
}

async function stop(
  deps: RecoveryDependencies,
  tx: Transaction,
  { tenantId, customerId, visitor }: { tenantId: string; customerId: string; visitor: Visitor },
): Promise<boolean> {
  const recoveryId = await deps.credentials.lostFactors.stop(tx, tenantId, customerId);
  if (recoveryId === null) return false;
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'lost_factor.stopped',
    actor: { kind: 'visitor' },
    requestId: visitor.requestId,
    data: { recoveryId },
    personal: visitor.client,
  });
  return true;
}
