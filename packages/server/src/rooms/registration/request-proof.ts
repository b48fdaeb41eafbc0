/** Asks for a message with a fresh code, in the transaction that needs it. Earlier codes of the journey die with it. */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Flow } from '../authentication/index.ts';
import type { RegistrationDependencies } from './pending-customer.ts';

/** Requests the proof and writes the entry that the messaging room reads. */
export async function requestProof(
  deps: RegistrationDependencies,
  tx: Transaction,
  request: {
    flow: Flow;
    subject: string;
    event: 'registration.requested' | 'verification.requested';
    requestId: string;
  },
): Promise<void> {
  const { flow, subject, event, requestId } = request;
  const { tenantId, flowId, browserHash } = flow;
  const proofId = await deps.proofs.request(tx, tenantId, { purpose: 'verify-email', subject, flowId, browserHash });
  await deps.ledger.append(tx, {
    tenantId,
    customerId: null,
    event,
    actor: { kind: 'visitor' },
    requestId,
    data: { flowId, proofId },
  });
}
