/** Links an account elsewhere to a customer, under their lock, and says so in the ledger: its owner is told from there. */
import type { Transaction } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import type { Credentials } from '../../../credentials/index.ts';
import type { Ledger } from '../../../ledger/index.ts';
import type { Visitor } from '../../complete-sign-in.ts';
import type { Arrival } from './arrival.ts';

/** Its id. Refuses one that is somebody's already, be it by another sign-up at this very moment. */
export async function linkIdentity(
  deps: { readonly credentials: Pick<Credentials, 'identities'>; readonly ledger: Pick<Ledger, 'append'> },
  tx: Transaction,
  linking: {
    readonly tenantId: string;
    readonly customerId: string;
    readonly arrival: Arrival;
    readonly visitor: Pick<Visitor, 'client' | 'requestId'>;
  },
): Promise<string> {
  const { tenantId, customerId, arrival, visitor } = linking;
  const { connectionId } = arrival;
  const identityId = await deps.credentials.identities.link(tx, tenantId, customerId, arrival);
  if (identityId === null) throw new ProblemError('identity.taken');
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'identity.linked',
    actor: { kind: 'customer', id: customerId },
    requestId: visitor.requestId,
    data: { identityId, connectionId },
    personal: visitor.client,
  });
  return identityId;
}
