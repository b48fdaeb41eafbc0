/** A fresh code for a sign-up that waits for its proof. The earlier code dies with the request (case 46). */
import type { Visitor } from '../authentication/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { identifierOf } from './identifier.ts';
import type { RegistrationDependencies } from './pending-customer.ts';
import { demandText, recipientOf, requestProof } from './request-proof.ts';
import { loadWaitingSignUp } from './waiting-sign-up.ts';

/** Asks for another message; refused with the time to wait when the mailbox or the phone has had enough. */
export async function resendProof(
  deps: RegistrationDependencies,
  submission: { tenant: Tenant; flowId: string | undefined; visitor: Visitor },
): Promise<void> {
  const { visitor } = submission;
  const { tenantId } = submission.tenant;
  const { flow, pending, subject } = await loadWaitingSignUp(deps, tenantId, submission.flowId, visitor.browserSecret);
  const { type, value } = identifierOf(pending);
  await deps.protection.demand(tenantId, [{ budget: recipientOf[type], key: subject }]);
  if (type === 'phone') await demandText(deps, { tenant: submission.tenant, number: value, visitor });
  const { requestId } = visitor;
  await deps.database.transaction({}, async (tx) => {
    // Two at once would each supersede the earlier code and not each other's: both would be good, with tries of their own.
    await deps.authentication.flows.hold(tx, flow);
    await requestProof(deps, tx, { flow, subject, event: 'verification.requested', requestId });
  });
}
