/**
 * A sign-in by the code or the link from a mail, both in the browser that asked and in no other. A link that is opened
 * elsewhere signs nobody in: it shows where it was asked, and the code to enter there (case 44).
 */
import type { Transaction } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import { maskEmail } from '../../../customers/index.ts';
import { acceptProof } from '../../accept-proof.ts';
import { commonCodeLane, payForCode } from '../../code-lanes.ts';
import type { Pending, SignedIn } from '../../complete-sign-in.ts';
import { policyToward } from '../../facts.ts';
import type { Flow } from '../../flow.ts';
import { observerOf } from '../../observe-attempt.ts';
import { proveAddress } from '../../prove-address.ts';
import { demandNoOtherHomeOf } from '../connection/home.ts';
import { loadWaitingSignIn, type MailedDependencies, type Signing, type WantedSignIn } from './wanted-sign-in.ts';

type Method = 'email-code' | 'email-link';
type Outcome = SignedIn | Pending | 'no_match' | 'not_allowed' | 'closing';

/** The address of a mailbox that was shown to be theirs, and no more: the password is next. */
export type ProvenMailbox = { readonly proven: string };

export type WaitingMail = { readonly maskedEmail: string; readonly holds: 'code' | 'link' | 'both' };

/** What this browser waits for, or a refusal when it waits for nothing. */
export async function describeWaitingMail(
  deps: MailedDependencies,
  { tenant, flowId, visitor }: Signing,
): Promise<WaitingMail> {
  const { flow, wanted } = await loadWaitingSignIn(deps, tenant.tenantId, flowId, visitor.browserSecret);
  const { first } = await policyToward(deps, tenant, flow.interaction?.applicationId ?? null);
  const holdsCode = first.includes('email-code') || wanted.inPlaceOfWork === true;
  const holds = holdsCode && first.includes('email-link') ? 'both' : holdsCode ? 'code' : 'link';
  return { maskedEmail: maskEmail(wanted.email.value), holds };
}

/** Tries the code. Wrong, and right for an address without an account, are one answer and one work. */
export async function verifyMailedCode(
  deps: MailedDependencies,
  submission: Signing & { readonly code: string },
): Promise<SignedIn | Pending | ProvenMailbox> {
  const { tenant, visitor } = submission;
  const { tenantId } = tenant;
  const waiting = await loadWaitingSignIn(deps, tenantId, submission.flowId, visitor.browserSecret);
  const { flow, wanted, subject } = waiting;
  const holder = await deps.customers.findByEmail(deps.database.reader, tenantId, wanted.email);
  const { charges, lanes } = await payForCode(deps, {
    tenant,
    subject,
    customerId: holder?.customerId ?? null,
    visitor,
  });
  // Where a link alone is mailed, the code is the one that it shows in another browser.
  const { first } = await policyToward(deps, tenant, flow.interaction?.applicationId ?? null);
  const method = first.includes('email-code') ? 'email-code' : 'email-link';
  const isInPlaceOfWork = wanted.inPlaceOfWork === true && first.includes('password');
  // The way may have been closed since the mail was asked for.
  if (!first.includes(method) && !isInPlaceOfWork) throw new ProblemError('factor.not_offered');
  const outcome = await deps.database.transaction({ customers: [holder?.customerId ?? subject] }, async (tx) => {
    // The journey before its proof, as whoever asks for a new code: otherwise the two could wait for one another.
    await deps.flows.holdHere(tx, flow);
    const { flowId, browserHash } = flow;
    const attempt = { purpose: 'sign-in', subject, flowId, browserHash, code: submission.code } as const;
    const tried = await deps.proofs.tryCode(tx, tenantId, attempt);
    if (tried.kind === 'refused' || holder === null)
      return fail(deps, tx, submission, { flow, customerId: holder?.customerId ?? null, reason: 'no_match' });
    if (isInPlaceOfWork) {
      await deps.protection.settle(tx, tenantId, charges, lanes);
      return 'proven';
    }
    const accepted = await accept(deps, tx, submission, { flow, wanted, customerId: holder.customerId, method });
    if (accepted !== 'no_match') await deps.protection.settle(tx, tenantId, charges, lanes);
    return accepted;
  });
  const named = { customerId: holder?.customerId ?? null, namedKey: subject, action: 'mailed-code' } as const;
  observerOf(deps, { tenant, visitor, ...named })(endOf(outcome));
  return outcome === 'proven' ? { proven: wanted.email.value } : settled(outcome, 'proof.refused');
}

/** What asks for more, or may not go on, says nothing of whoever tried. */
function endOf(outcome: Outcome | 'proven'): 'success' | 'failure' | null {
  if (outcome === 'no_match') return 'failure';
  return outcome === 'proven' || (typeof outcome === 'object' && 'sessionId' in outcome) ? 'success' : null;
}

export type MailedLinkView = {
  readonly flowId: string;
  readonly maskedEmail: string;
  /** In any other browser than the one that asked. */
  readonly elsewhere: { readonly askedAt: Date; readonly userAgent: string; readonly code: string } | null;
};

/** What the page behind the link may show. Looking changes nothing (case 43); null when the link is no longer good. */
export async function viewMailedLink(
  deps: MailedDependencies,
  tenantId: string,
  token: string,
  browserSecret: string | null,
): Promise<MailedLinkView | null> {
  const found = await findLink(deps, tenantId, token);
  if (found === null) return null;
  const { flow, wanted, link } = found;
  const view = { flowId: flow.flowId, maskedEmail: maskEmail(wanted.email.value) };
  if (deps.flows.ownedBy(flow, browserSecret)) return { ...view, elsewhere: null };
  const code = await deps.proofs.codeOf(deps.database.reader, tenantId, 'sign-in', link.proofId);
  return { ...view, elsewhere: { askedAt: link.askedAt, userAgent: wanted.userAgent, code } };
}

/** Uses the link, in the browser that asked for it. */
export async function verifyMailedLink(
  deps: MailedDependencies,
  submission: Omit<Signing, 'flowId'> & { readonly token: string },
): Promise<{ readonly flowId: string; readonly outcome: SignedIn | Pending }> {
  const { tenant, visitor, token } = submission;
  const { tenantId } = tenant;
  const found = await findLink(deps, tenantId, token);
  if (found === null) throw new ProblemError('link.refused');
  const { flow, wanted, link } = found;
  if (!deps.flows.ownedBy(flow, visitor.browserSecret)) throw new ProblemError('flow.other_browser');
  const { first } = await policyToward(deps, tenant, flow.interaction?.applicationId ?? null);
  const holder = first.includes('email-link')
    ? await deps.customers.findByEmail(deps.database.reader, tenantId, wanted.email)
    : null;
  if (holder === null) throw new ProblemError('link.refused');
  const { customerId } = holder;
  const outcome = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await deps.flows.holdHere(tx, flow);
    if (!(await deps.proofs.consumeLink(tx, tenantId, 'sign-in', token))) throw new ProblemError('link.refused');
    // Its owner has proven themselves by another way than strangers guess at.
    await deps.protection.absolve(tx, tenantId, [commonCodeLane(link.subject)]);
    return accept(deps, tx, submission, { flow, wanted, customerId, method: 'email-link' });
  });
  return { flowId: flow.flowId, outcome: settled(outcome, 'link.refused') };
}

async function findLink(deps: MailedDependencies, tenantId: string, token: string) {
  const { reader } = deps.database;
  const link = await deps.proofs.peekLink(reader, tenantId, 'sign-in', token);
  if (link === null) return null;
  const journey = await deps.flows.open<WantedSignIn>(reader, tenantId, link.flowId);
  if (journey === null || journey.flow.kind !== 'sign-in' || !('email' in journey.payload)) return null;
  // The journey may be about another address by now: a link proves the one it was sent to and no other (case 57).
  const subject = await deps.customers.emailKey(reader, tenantId, journey.payload.email);
  return subject === link.subject ? { flow: journey.flow, wanted: journey.payload, link } : null;
}

type Accepting = {
  readonly flow: Flow;
  readonly wanted: WantedSignIn;
  readonly customerId: string;
  readonly method: Method;
};

/** Under the customer's lock: the address is still theirs, and it is proven now, whatever comes next. */
async function accept(
  deps: MailedDependencies,
  tx: Transaction,
  signing: Pick<Signing, 'tenant' | 'visitor'>,
  { flow, wanted, customerId, method }: Accepting,
): Promise<Outcome> {
  const { tenant, visitor } = signing;
  const { tenantId } = tenant;
  // Somebody's address no longer: whoever reads its mail now has no claim to the account that once had it.
  const holder = await deps.customers.findByEmail(tx, tenantId, wanted.email);
  if (holder?.customerId !== customerId) return fail(deps, tx, signing, { flow, customerId, reason: 'no_match' });
  const { identifierId } = holder;
  await demandNoOtherHomeOf(deps, tx, { tenant, flow, customerId });
  const customerState = await deps.customers.state(tx, tenantId, customerId);
  const permission = deps.gate.mayAuthenticate({ tenantState: tenant.state, customerState });
  if (!permission.allowed && permission.reason !== 'customer_closing')
    return fail(deps, tx, signing, { flow, customerId, reason: 'not_allowed' });
  await proveAddress(deps, tx, { tenantId, customerId, identifierId, method, visitor, flowId: flow.flowId });
  const proofs = [{ method }];
  const keep = wanted.keepSignedIn === null ? {} : { keepSignedIn: wanted.keepSignedIn };
  const accepted = await acceptProof(deps, tx, {
    tenant,
    flow,
    customerId,
    customerState,
    proofs,
    startsOver: true,
    visitor,
    ...keep,
  });
  if ('notAllowed' in accepted) {
    if (accepted.notAllowed !== 'customer_closing')
      return fail(deps, tx, signing, { flow, customerId, reason: 'not_allowed' });
    // The journey stays open with its proof: its owner may say that the account is to be kept.
    const { browserSecret } = visitor;
    await deps.flows.prove(tx, flow, { proofs, customerId, browserSecret, replaces: true, startsOver: true });
    return 'closing';
  }
  return accepted;
}

async function fail<Reason extends 'no_match' | 'not_allowed'>(
  deps: MailedDependencies,
  tx: Transaction,
  { tenant, visitor }: Pick<Signing, 'tenant' | 'visitor'>,
  { flow, customerId, reason }: { flow: Flow; customerId: string | null; reason: Reason },
): Promise<Reason> {
  await deps.ledger.append(tx, {
    tenantId: tenant.tenantId,
    customerId,
    event: 'sign_in.failed',
    actor: { kind: 'visitor' },
    requestId: visitor.requestId,
    data: { flowId: flow.flowId, reason },
  });
  return reason;
}

/** Thrown outside the transaction, so that what was recorded is committed. */
function settled(outcome: Outcome, refusal: 'proof.refused' | 'link.refused'): SignedIn | Pending {
  if (outcome === 'no_match') throw new ProblemError(refusal);
  if (outcome === 'not_allowed') throw new ProblemError('sign_in.not_allowed');
  if (outcome === 'closing') throw new ProblemError('sign_in.closing');
  return outcome;
}
