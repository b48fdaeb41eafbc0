/**
 * The code came back: the customer is found by the new address or number from this moment. The subject, the sessions and
 * all that hangs on them stay; what was under way about the former one ends with it.
 */
import type { Transaction } from '../../../foundation/database/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Visitor } from '../../authentication/index.ts';
import type { CurrentSession } from '../../gate/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { IdentifierDependencies } from './dependencies.ts';
import { loadWaitingChange, type ProvableType, purposeOf, type WaitingChange } from './pending-change.ts';
import { replaceAndTell } from './replace-and-tell.ts';

export type ChangeConfirmation = {
  readonly tenant: Tenant;
  readonly current: CurrentSession;
  readonly type: ProvableType;
  readonly flowId: string | undefined;
  readonly code: string;
  readonly visitor: Visitor;
};

/** Tries the code; refuses one that is wrong, and an address that somebody else proved meanwhile. */
export async function confirmChange(deps: IdentifierDependencies, confirmation: ChangeConfirmation): Promise<void> {
  const { tenant, current, type, flowId, code, visitor } = confirmation;
  const { tenantId } = tenant;
  const { browserSecret } = visitor;
  const waiting = await loadWaitingChange(deps, { tenantId, type, flowId, current, browserSecret });
  const { flow, pending, subject } = waiting;
  const { customerId } = pending;
  await deps.protection.demand(tenantId, [
    { budget: 'code.subject', key: subject },
    ...deps.protection.networkCharges(visitor.client.address, 'code'),
  ]);
  // A refused code returns instead of throwing, so that the try it cost is committed.
  const outcome = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    // Under the customer's lock: whoever ends this session or secures the account at this moment is seen here.
    if (!(await deps.sessions.grants.isSessionLive(tx, tenantId, current.sessionId))) return 'over';
    const attempt = { purpose: purposeOf[type], subject, flowId: flow.flowId, browserHash: flow.browserHash, code };
    await deps.authentication.flows.hold(tx, flow);
    const tried = await deps.proofs.tryCode(tx, tenantId, attempt);
    if (tried.kind === 'refused') return 'refused';
    if (type === 'phone') {
      await deps.sms.confirmed(tx, tenantId, { number: pending.identifier.value, proofId: tried.proofId });
    }
    return finish(deps, tx, waiting, visitor);
  });
  if (outcome === 'over') throw new ProblemError('session.required');
  if (outcome === 'refused') throw new ProblemError('proof.refused');
  if (outcome === 'taken') throw new ProblemError('identifier.taken');
}

async function finish(
  deps: IdentifierDependencies,
  tx: Transaction,
  { flow, pending }: WaitingChange,
  visitor: Visitor,
): Promise<'changed' | 'taken'> {
  const { tenantId, flowId } = flow;
  const { customerId, identifier } = pending;
  const method = identifier.type === 'email' ? 'email-code' : 'sms-code';
  const identifierId = await replaceAndTell(deps, tx, {
    tenantId,
    customerId,
    identifier,
    method,
    visitor,
    flowId,
  });
  if (identifierId === null) {
    await deps.authentication.flows.end(tx, flow, { state: 'abandoned', proofs: [{ method }], customerId });
    return 'taken';
  }
  await deps.authentication.flows.end(tx, flow, { state: 'finished', proofs: [{ method }], customerId });
  // A recovery begun by whoever reads the former address must not end in this account (case 57).
  await deps.authentication.endPending(tx, { tenantId, customerId, exceptFlowId: flowId });
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'identifier.verified',
    actor: { kind: 'customer', id: customerId },
    requestId: visitor.requestId,
    data: { identifierId, method },
  });
  return 'changed';
}
