/**
 * Whoever can use a factor has not lost it: a report that somebody else may have made ends (case 83), wherever the factor
 * is used. In the transaction that accepts it.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Visitor } from './complete-sign-in.ts';

export async function foundAgain(
  deps: { readonly credentials: Pick<Credentials, 'lostFactors'>; readonly ledger: Pick<Ledger, 'append'> },
  tx: Transaction,
  { tenantId, customerId, visitor }: { tenantId: string; customerId: string; visitor: Visitor },
): Promise<void> {
  const recoveryId = await deps.credentials.lostFactors.stop(tx, tenantId, customerId);
  if (recoveryId === null) return;
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'lost_factor.stopped',
    actor: { kind: 'customer', id: customerId },
    requestId: visitor.requestId,
    data: { recoveryId },
    personal: visitor.client,
  });
}
