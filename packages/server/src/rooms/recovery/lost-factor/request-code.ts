/** The code to the mailbox of somebody whose other factors are out of reach; asked for with the first proof in hand. */
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Visitor } from '../../authentication/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { RecoveryDependencies } from '../dependencies.ts';
import { demandMailbox, lacksPassword, loadWaitingSignIn } from './waiting-sign-in.ts';

export type LostFactorRequest = {
  readonly tenant: Tenant;
  readonly flowId: string | undefined;
  readonly visitor: Visitor;
};

/** Has a code sent to the mailbox of the account; earlier ones end. */
export async function requestLostFactorCode(deps: RecoveryDependencies, request: LostFactorRequest): Promise<void> {
  const { tenant, visitor } = request;
  const { tenantId } = tenant;
  const { flow, customerId } = await loadWaitingSignIn(deps, tenantId, request.flowId, visitor.browserSecret);
  await demandMailbox(deps, tenantId, customerId);
  if (await lacksPassword(deps, flow)) throw new ProblemError('factor.password_needed');
  await deps.protection.demand(tenantId, [{ budget: 'mail.lost-factor', key: customerId }]);
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await deps.authentication.flows.holdHere(tx, flow);
    const { flowId, browserHash } = flow;
    const proofId = await deps.proofs.request(tx, tenantId, {
      purpose: 'lost-factor',
      subject: customerId,
      flowId,
      browserHash,
    });
    await deps.ledger.append(tx, {
      tenantId,
      customerId,
      event: 'lost_factor.code_requested',
      actor: { kind: 'customer', id: customerId },
      requestId: visitor.requestId,
      data: { flowId, proofId },
      personal: visitor.client,
    });
  });
}
