/**
 * The end of a sign-up: the mailbox is proven, the account begins to exist, and its owner is signed in, all in one
 * transaction. The first proof wins; the unique index on the address decides between two at the same moment.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import {
  type Flow,
  type ProofRecord,
  proven as proofsOf,
  type SignInOutcome,
  type Visitor,
} from '../authentication/index.ts';
import type { NewPasskey } from '../credentials/index.ts';
import { maskEmail } from '../customers/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { demandMayRegister } from './may-register.ts';
import type { PendingCustomer, RegistrationDependencies } from './pending-customer.ts';
import { loadWaitingSignUp } from './waiting-sign-up.ts';

type Confirming = { tenant: Tenant; visitor: Visitor & { deviceSecret: string } };
type Method = 'email-code' | 'email-link' | 'connection';

/** The address is proven; the account begins with the passkey that is made next. */
export type Choosing = { readonly choosing: 'passkey'; readonly flowId: string };

/** What the account begins with: its owner's only way in. */
export type Beginning = { readonly passwordHash: Buffer } | { readonly passkey: NewPasskey } | 'connection';

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
    const tried = await deps.proofs.tryCode(tx, tenantId, attempt);
    if (tried.kind === 'refused') return null;
    return goOn(deps, tx, { tenant, visitor, flow, pending, method: 'email-code' });
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
  const { email, userAgent } = found.payload;
  const { flowId } = found.flow;
  return { flowId, sameBrowser, maskedEmail: maskEmail(email.value), userAgent, askedAt: found.askedAt };
}

/**
 * Uses the link. In another browser than the one that signed up, the password chosen there is asked too: otherwise
 * whoever planted a sign-up on a stranger's address would be helped by the stranger's own click (case 44).
 */
export async function verifyByLink(
  deps: RegistrationDependencies,
  submission: Confirming & { token: string; password: string | null },
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
  const subject = await deps.customers.emailKey(deps.database.reader, tenantId, journey.payload.email);
  return subject === link.subject ? { ...journey, subject, askedAt: link.askedAt } : null;
}

type Proven = Confirming & { flow: Flow; pending: PendingCustomer; method: Method };

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

/** Writes the account and its first session, or ends the journey when the address has been taken meanwhile. */
export async function finish(
  deps: RegistrationDependencies,
  tx: Transaction,
  proven: Proven & { beginning: Beginning | null },
): Promise<SignInOutcome | 'taken'> {
  const { tenant, visitor, flow, pending, method, beginning } = proven;
  const { tenantId } = tenant;
  const { customerId, email, name, isInvited = false, agreedVersion } = pending;
  // Asked again: registration may have been closed since the form was sent.
  await demandMayRegister(deps, tenant, { applicationId: flow.interaction?.applicationId ?? null, isInvited });
  const mailbox = method === 'connection' ? [] : proofsOf(method);
  const attributes = pending.attributes ?? (name === null ? {} : { name });
  const identifierId = await deps.customers.register(tx, tenantId, {
    customerId,
    email,
    attributes,
    verifiedBy: method,
    locale: flow.locale,
  });
  if (identifierId === null) {
    await deps.authentication.flows.end(tx, flow, { state: 'abandoned', proofs: mailbox, customerId: null });
    return 'taken';
  }
  const entry = {
    tenantId,
    customerId,
    actor: { kind: 'customer', id: customerId },
    requestId: visitor.requestId,
  } as const;
  await deps.ledger.appendAll(tx, [
    {
      ...entry,
      event: 'customer.registered',
      data: { flowId: flow.flowId, identifierId, ...(agreedVersion === undefined ? {} : { agreedVersion }) },
    },
    { ...entry, event: 'identifier.verified', data: { identifierId, method } },
  ]);
  const { client } = visitor;
  await deps.protection.detection.traceSignUp(tx, tenantId, { customerId, client, email: email.normalised });
  const begun =
    beginning === null ? [] : [await writeBeginning(deps, tx, { tenant, flow, customerId, visitor }, beginning)];
  const completed = await deps.authentication.complete(tx, {
    tenant,
    flow,
    customerId,
    proofs: [...mailbox, ...begun],
    enrolled: begun.map((proof) => proof.method),
    visitor,
  });
  if ('notAllowed' in completed) throw new ProblemError('sign_in.not_allowed', { cause: completed.notAllowed });
  tx.afterCommit(() => observeSignUp(deps, tenantId, { customerId, visitor }));
  return completed;
}

function observeSignUp(
  { protection }: RegistrationDependencies,
  tenantId: string,
  { customerId, visitor }: { readonly customerId: string; readonly visitor: Visitor },
): void {
  const { client, hasDeviceToken } = visitor;
  const account = { accountKey: customerId, isKnownAccount: true, isKnownDevice: false } as const;
  protection.detection.observe(tenantId, { action: 'sign-up', client, hasDeviceToken, result: 'success', ...account });
}

/** Writes what the account begins with; the proof of it. */
async function writeBeginning(
  deps: RegistrationDependencies,
  tx: Transaction,
  { tenant, flow, customerId, visitor }: { tenant: Tenant; flow: Flow; customerId: string; visitor: Visitor },
  beginning: Beginning,
): Promise<ProofRecord> {
  const { requestId, client } = visitor;
  const { tenantId } = flow;
  if (beginning === 'connection') {
    const proof = await deps.authentication.connections.linkToNewcomer(tx, flow, { tenant, customerId, visitor });
    // Too late: the account elsewhere has to be shown again.
    if (proof === null) throw new ProblemError('flow.unknown');
    return proof;
  }
  if ('passkey' in beginning) {
    return deps.authentication.passkeys.add(tx, { tenantId, customerId, name: '', ...beginning, client, requestId });
  }
  const credentialId = await deps.credentials.set(tx, tenantId, customerId, beginning.passwordHash);
  const actor = { kind: 'customer', id: customerId } as const;
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    actor,
    requestId,
    event: 'password.set',
    data: { credentialId },
  });
  return { method: 'password' };
}

export function orTaken<Outcome>(outcome: Outcome | 'taken'): Outcome {
  if (outcome === 'taken') throw new ProblemError('registration.address_taken');
  return outcome;
}
