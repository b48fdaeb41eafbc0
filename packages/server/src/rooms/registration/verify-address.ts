/**
 * The end of a sign-up: the mailbox or the number is proven, by the code in the browser that signed up or by the mailed
 * link, and the account begins, or waits for its passkey.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { type Flow, proven as proofsOf, type SignInOutcome } from '../authentication/index.ts';
import { maskIdentifier } from '../customers/index.ts';
import { type Confirming, finish, orTaken, type Proven } from './begin-account.ts';
import { identifierOf, subjectOf } from './identifier.ts';
import type { PendingCustomer, RegistrationDependencies } from './pending-customer.ts';
import { loadWaitingSignUp } from './waiting-sign-up.ts';

/** The address is proven; the account begins with the passkey that is made next. */
export type Choosing = { readonly choosing: 'passkey'; readonly flowId: string };

/** Tries the code in the browser that signed up. */
export async function verifyByCode(
  deps: RegistrationDependencies,
  submission: Confirming & { flowId: string | undefined; code: string },
): Promise<SignInOutcome | Choosing> {
  const { tenant, visitor } = submission;
  const { tenantId } = tenant;
  const { flow, pending, subject } = await loadWaitingSignUp(deps, tenantId, submission.flowId, visitor.browserSecret);
  await deps.protection.demand(tenantId, [
    { budget: 'code.subject', key: subject },
    ...deps.protection.networkCharges(visitor.client.address, 'code'),
  ]);

  // A refused code returns instead of throwing, so that the try it cost is committed.
  const outcome = await deps.database.transaction({ customers: [pending.customerId] }, async (tx) => {
    const attempt = {
      purpose: 'verify-email',
      subject,
      flowId: flow.flowId,
      browserHash: flow.browserHash,
      code: submission.code,
    } as const;
    // The journey before its proof, as whoever asks for a new code: otherwise the two could wait for one another.
    await deps.authentication.flows.hold(tx, flow);
    await demandSame(deps, tx, flow, pending);
    const tried = await deps.proofs.tryCode(tx, tenantId, attempt);
    if (tried.kind === 'refused') return null;
    const { type, value: number } = identifierOf(pending);
    if (type === 'phone') await deps.sms.confirmed(tx, tenantId, { number, proofId: tried.proofId });
    return goOn(deps, tx, { tenant, visitor, flow, pending, method: type === 'phone' ? 'sms-code' : 'email-code' });
  });
  if (outcome === null) throw new ProblemError('proof.refused');
  return orTaken(outcome);
}

export type LinkView = {
  readonly flowId: string;
  readonly sameBrowser: boolean;
  readonly maskedEmail: string;
  readonly userAgent: string;
  readonly askedAt: Date;
};

/** What the page behind a mailed link may show. Looking changes nothing; null when the link is no longer good. */
export async function viewLink(
  deps: RegistrationDependencies,
  tenantId: string,
  token: string,
  browserSecret: string | null,
): Promise<LinkView | null> {
  const found = await findLink(deps, tenantId, token);
  if (found === null) return null;
  const sameBrowser = deps.authentication.flows.ownedBy(found.flow, browserSecret);
  const { userAgent } = found.payload;
  const { flowId } = found.flow;
  return {
    flowId,
    sameBrowser,
    maskedEmail: maskIdentifier(identifierOf(found.payload)),
    userAgent,
    askedAt: found.askedAt,
  };
}

/**
 * Uses the link. In another browser than the one that signed up, the password chosen there is asked too: otherwise
 * whoever planted a sign-up on a stranger's address would be helped by the stranger's own click (case 44).
 */
export async function verifyByLink(
  deps: RegistrationDependencies,
  submission: Confirming & { visitor: { browserSecret: string }; token: string; password: string | null },
): Promise<SignInOutcome | Choosing> {
  const { tenant, visitor, token } = submission;
  const { tenantId } = tenant;
  const found = await findLink(deps, tenantId, token);
  if (found === null) throw new ProblemError('link.refused');
  const { flow, payload: pending } = found;
  if (!deps.authentication.flows.ownedBy(flow, visitor.browserSecret)) {
    // Nothing was chosen that could be asked here: who signed up types the code there.
    if (pending.passwordHash === '') throw new ProblemError('flow.other_browser');
    await deps.protection.demand(tenantId, [
      { budget: 'sign-in.account', key: found.subject },
      ...deps.protection.networkCharges(visitor.client.address, 'sign-in'),
    ]);
    const prepared = Buffer.from(pending.passwordHash, 'base64');
    const matches = await deps.credentials.checkPrepared(
      tenantId,
      pending.customerId,
      submission.password ?? '',
      prepared,
    );
    if (!matches) throw new ProblemError('form.invalid', { fields: { password: 'password.not_the_one_chosen' } });
  }
  const outcome = await deps.database.transaction({ customers: [pending.customerId] }, async (tx) => {
    await deps.authentication.flows.hold(tx, flow);
    await demandSame(deps, tx, flow, pending);
    if (!(await deps.proofs.consumeLink(tx, tenantId, 'verify-email', token))) throw new ProblemError('link.refused');
    return goOn(deps, tx, { tenant, visitor, flow, pending, method: 'email-link' });
  });
  return orTaken(outcome);
}

async function findLink(deps: RegistrationDependencies, tenantId: string, token: string) {
  const link = await deps.proofs.peekLink(deps.database.reader, tenantId, 'verify-email', token);
  if (link === null) return null;
  const journey = await deps.authentication.flows.open<PendingCustomer>(deps.database.reader, tenantId, link.flowId);
  if (journey === null) return null;
  // The journey's address may have been changed since: a link proves the one it was sent to and no other (case 57).
  const subject = await subjectOf(deps, tenantId, identifierOf(journey.payload));
  return subject === link.subject ? { ...journey, subject, askedAt: link.askedAt } : null;
}

/** Under the journey's lock: its form may have been sent again since it was read, with another address. */
async function demandSame(
  deps: RegistrationDependencies,
  tx: Transaction,
  flow: Flow,
  pending: PendingCustomer,
): Promise<void> {
  const held = await deps.authentication.flows.open<PendingCustomer>(tx, flow.tenantId, flow.flowId);
  if (held?.payload.customerId !== pending.customerId) throw new ProblemError('flow.unknown');
}

/** With a password chosen the account begins now, and so it does where none is made; else the journey waits for the passkey. */
async function goOn(
  deps: RegistrationDependencies,
  tx: Transaction,
  proven: Proven,
): Promise<SignInOutcome | Choosing | 'taken'> {
  const { tenant, flow, pending, method, visitor } = proven;
  const { customerId, passwordHash } = pending;
  if (passwordHash !== '') {
    return finish(deps, tx, { ...proven, beginning: { passwordHash: Buffer.from(passwordHash, 'base64') } });
  }
  if (pending.withConnection === true) return finish(deps, tx, { ...proven, beginning: 'connection' });
  const { first } = await deps.authentication.policyToward(tenant, flow.interaction?.applicationId ?? null, tx);
  if (!first.includes('passkey')) return finish(deps, tx, { ...proven, beginning: null });
  const { browserSecret } = visitor;
  const proofs = method === 'connection' ? [] : proofsOf(method);
  await deps.authentication.flows.prove(tx, flow, { proofs, customerId, browserSecret });
  return { choosing: 'passkey', flowId: flow.flowId };
}
