/**
 * The proof of a recovery: the code in the browser that asked, or the link from the message in whichever browser its owner
 * reads it. A link opened elsewhere takes the journey with it: the browser that asked gets nothing (cases 33, 44).
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { type Flow, observeTurnedAway, type Visitor } from '../authentication/index.ts';
import type { PasswordWeakness } from '../credentials/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { RecoveryDependencies, WantedAccount } from './dependencies.ts';
import { loadWaitingRecovery } from './waiting-recovery.ts';
import { maskWanted, ownerOf, subjectOf, weaknessOf } from './wanted.ts';

type Proving = { readonly tenant: Tenant; readonly visitor: Visitor };

/** The masked address of this browser's waiting recovery and why it began, or a refusal when there is none. */
export async function describeWaiting(
  deps: RecoveryDependencies,
  tenantId: string,
  flowId: string | undefined,
  browserSecret: string | null,
): Promise<{
  readonly maskedEmail: string;
  readonly holds: 'mail' | 'sms';
  readonly weakness: PasswordWeakness | null;
}> {
  const { wanted } = await loadWaitingRecovery(deps, tenantId, flowId, browserSecret);
  const holds = wanted.phone === undefined ? 'mail' : 'sms';
  return { maskedEmail: maskWanted(wanted), holds, weakness: weaknessOf(wanted) };
}

/** Tries the code. Wrong, and right for an address without an account, are one answer and one work (case 42). */
export async function verifyByCode(
  deps: RecoveryDependencies,
  submission: Proving & { flowId: string | undefined; code: string },
): Promise<void> {
  const { tenant, visitor } = submission;
  const { tenantId } = tenant;
  const { flow, wanted, subject } = await loadWaitingRecovery(deps, tenantId, submission.flowId, visitor.browserSecret);
  const { client, hasDeviceToken } = visitor;
  const charges = [
    { budget: 'recovery.subject', key: subject } as const,
    ...deps.protection.networkCharges(client.address, 'code'),
  ];
  await observeTurnedAway(deps, { tenant, visitor, action: 'recovery' }, 'attempts.exhausted', () =>
    deps.protection.demand(tenantId, charges),
  );
  const holder = await ownerOf(deps, deps.database.reader, tenantId, wanted);
  // A refused code returns instead of throwing, so that the try it cost is committed.
  const outcome = await deps.database.transaction({ customers: [holder?.customerId ?? subject] }, async (tx) => {
    // The journey before its proof, as whoever asks for a new code: otherwise the two could wait for one another.
    await deps.authentication.flows.holdHere(tx, flow);
    const tried = await deps.proofs.tryCode(tx, tenantId, {
      purpose: 'recover-account',
      subject,
      flowId: flow.flowId,
      browserHash: flow.browserHash,
      code: submission.code,
    });
    if (tried.kind === 'refused' || holder === null) return 'refused';
    if (wanted.phone !== undefined)
      await deps.sms.confirmed(tx, tenantId, { number: wanted.phone.value, proofId: tried.proofId });
    const method = wanted.phone === undefined ? 'email-code' : 'sms-code';
    return acceptProof(deps, tx, { ...submission, flow, wanted, customerId: holder.customerId, method });
  });
  const account = { accountKey: holder?.customerId ?? subject, isKnownAccount: holder !== null } as const;
  const result = outcome === 'refused' ? 'failure' : 'success';
  const ended = { action: 'recovery', client, hasDeviceToken, isKnownDevice: null, result, ...account } as const;
  deps.protection.detection.observe(tenantId, ended);
  if (outcome === 'refused') throw new ProblemError('proof.refused');
  if (outcome === 'not_allowed') throw new ProblemError('sign_in.not_allowed');
}

export type RecoveryLinkView = {
  readonly flowId: string;
  readonly sameBrowser: boolean;
  readonly maskedEmail: string;
  readonly userAgent: string;
  readonly askedAt: Date;
  /** Whether staff began it: no browser did. */
  readonly isByStaff: boolean;
};

/** What the page behind the mailed link may show. Looking changes nothing; null when the link is no longer good. */
export async function viewLink(
  deps: RecoveryDependencies,
  tenantId: string,
  token: string,
  browserSecret: string | null,
): Promise<RecoveryLinkView | null> {
  const found = await findLink(deps, tenantId, token);
  if (found === null) return null;
  const { flow, wanted, askedAt } = found;
  const sameBrowser = deps.authentication.flows.ownedBy(flow, browserSecret);
  const { userAgent, isByStaff = false } = wanted;
  return { flowId: flow.flowId, sameBrowser, maskedEmail: maskWanted(wanted), userAgent, askedAt, isByStaff };
}

/** Uses the link; the journey goes on in the browser that opened it. Returns its id. */
export async function verifyByLink(
  deps: RecoveryDependencies,
  submission: { tenant: Tenant; visitor: Visitor & { browserSecret: string }; token: string },
): Promise<{ flowId: string }> {
  const { tenantId } = submission.tenant;
  const found = await findLink(deps, tenantId, submission.token);
  const holder = found && (await ownerOf(deps, deps.database.reader, tenantId, found.wanted));
  if (!found || !holder) throw new ProblemError('link.refused');
  const outcome = await deps.database.transaction({ customers: [holder.customerId] }, async (tx) => {
    await deps.authentication.flows.hold(tx, found.flow);
    const used = await deps.proofs.consumeLink(tx, tenantId, 'recover-account', submission.token);
    if (!used) throw new ProblemError('link.refused');
    const { phone } = found.wanted;
    if (phone !== undefined) await deps.sms.confirmed(tx, tenantId, { number: phone.value, proofId: found.proofId });
    // What came to the number proves the number, whichever form it had.
    const method = phone === undefined ? 'email-link' : 'sms-code';
    return acceptProof(deps, tx, { ...submission, ...found, customerId: holder.customerId, method });
  });
  if (outcome === 'refused') throw new ProblemError('link.refused');
  if (outcome === 'not_allowed') throw new ProblemError('sign_in.not_allowed');
  return { flowId: found.flow.flowId };
}

async function findLink(deps: RecoveryDependencies, tenantId: string, token: string) {
  const { reader } = deps.database;
  const link = await deps.proofs.peekLink(reader, tenantId, 'recover-account', token);
  if (link === null) return null;
  const journey = await deps.authentication.flows.open<WantedAccount>(reader, tenantId, link.flowId);
  if (journey === null || journey.flow.kind !== 'recovery') return null;
  // A link proves the address it was sent to and no other (case 57).
  const subject = await subjectOf(deps, reader, tenantId, journey.payload);
  const { askedAt, proofId } = link;
  return subject === link.subject ? { flow: journey.flow, wanted: journey.payload, askedAt, proofId } : null;
}

type Accepted = Proving & {
  flow: Flow;
  wanted: WantedAccount;
  customerId: string;
  method: 'email-code' | 'email-link' | 'sms-code';
};

/** Notes whose account it is, under their lock: from here the journey is theirs. */
async function acceptProof(
  deps: RecoveryDependencies,
  tx: Transaction,
  accepted: Accepted,
): Promise<'proven' | 'refused' | 'not_allowed'> {
  const { tenant, visitor, flow, wanted, customerId, method } = accepted;
  const { tenantId } = tenant;
  // Somebody's address no longer: whoever reads its mail now has no claim to the account that once had it.
  const holder = await ownerOf(deps, tx, tenantId, wanted);
  if (holder?.customerId !== customerId) return 'refused';
  const customerState = await deps.customers.state(tx, tenantId, customerId);
  const permission = deps.gate.mayAuthenticate({ tenantState: tenant.state, customerState });
  // One who is about to close the account may come back to it; what is paused is said to its owner alone (case 22).
  if (!permission.allowed && permission.reason !== 'customer_closing') {
    await deps.authentication.flows.end(tx, flow, { state: 'abandoned', proofs: [{ method }], customerId });
    return 'not_allowed';
  }
  const { identifierId, credentialId } = holder;
  await deps.authentication.flows.prove(tx, flow, {
    proofs: [{ method, ...(credentialId === undefined ? {} : { credentialId }) }],
    customerId,
    browserSecret: visitor.browserSecret,
  });
  // An account that staff began, or that came from elsewhere, may have an address that nobody had proven yet.
  const { flowId } = flow;
  if (method !== 'sms-code')
    await deps.authentication.proveAddress(tx, { tenantId, customerId, identifierId, method, visitor, flowId });
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'recovery.proven',
    actor: { kind: 'customer', id: customerId },
    requestId: visitor.requestId,
    data: { flowId, method },
  });
  return 'proven';
}
