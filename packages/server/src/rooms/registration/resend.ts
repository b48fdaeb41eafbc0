/** A fresh code for a sign-up that waits for its proof. The earlier code dies with the request (case 46). */
import type { Visitor } from '../authentication/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { RegistrationDependencies } from './pending-customer.ts';
import { requestProof } from './request-proof.ts';
import { loadWaitingSignUp } from './waiting-sign-up.ts';

/** Asks for another message; refused with the time to wait when the mailbox has had enough. */
export async function resendProof(
  deps: RegistrationDependencies,
  submission: { tenant: Tenant; flowId: string | undefined; visitor: Visitor },
): Promise<void> {
  const { visitor } = submission;
  const { tenantId } = submission.tenant;
  const { flow, subject } = await loadWaitingSignUp(deps, tenantId, submission.flowId, visitor.browserSecret);
  await deps.protection.demand(tenantId, [{ budget: 'mail.recipient', key: subject }]);
  const { requestId } = visitor;
  await deps.database.transaction({}, async (tx) => {
    // Two at once would each supersede the earlier code and not each other's: both would be good, with tries of their own.
    await deps.authentication.flows.hold(tx, flow);
    await requestProof(deps, tx, { flow, subject, event: 'verification.requested', requestId });
  });
}
