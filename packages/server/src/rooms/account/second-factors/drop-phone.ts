/** Takes a number away as a factor, with everything that was proven by it, in the transaction that decides so. */
import type { Transaction } from '../../../foundation/database/index.ts';
import type { Authentication, Visitor } from '../../authentication/index.ts';
import type { Credentials } from '../../credentials/index.ts';
import type { Ledger } from '../../ledger/index.ts';

/** False when the number was no factor. */
export async function dropPhoneFactor(
  deps: {
    readonly authentication: Pick<Authentication, 'factorRemoved'>;
    readonly credentials: Pick<Credentials, 'phoneFactors'>;
    readonly ledger: Ledger;
  },
  tx: Transaction,
  whose: {
    readonly tenantId: string;
    readonly customerId: string;
    readonly visitor: Visitor;
    readonly exceptFlowId?: string | undefined;
  },
): Promise<boolean> {
  const { tenantId, customerId, visitor, exceptFlowId } = whose;
  const credentialId = await deps.credentials.phoneFactors.remove(tx, tenantId, customerId);
  if (credentialId === null) return false;
  const method = 'sms-code';
  await deps.authentication.factorRemoved(tx, {
    tenantId,
    customerId,
    method,
    credentialId,
    ...(exceptFlowId === undefined ? {} : { exceptFlowId }),
  });
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'factor.removed',
    actor: { kind: 'customer', id: customerId },
    requestId: visitor.requestId,
    data: { method, credentialId },
    personal: visitor.client,
  });
  return true;
}
