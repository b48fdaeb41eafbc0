/** Asks for a message with a fresh code, in the transaction that needs it. Earlier codes of the journey die with it. */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Flow, Visitor } from '../authentication/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { RegistrationDependencies } from './pending-customer.ts';

/** What a receiver is only sent so much of. */
export const recipientOf = { email: 'mail.recipient', phone: 'sms.recipient' } as const;

/** Refuses a text message that the network, the country, the numbers around it or the day have no room for. */
export async function demandText(
  deps: Pick<RegistrationDependencies, 'protection' | 'sms'>,
  { tenant, number, visitor }: { readonly tenant: Tenant; readonly number: string; readonly visitor: Visitor },
): Promise<void> {
  await deps.protection.demand(tenant.tenantId, deps.protection.networkCharges(visitor.client.address, 'sms'));
  await deps.sms.demand(tenant, number, 'email');
}

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
