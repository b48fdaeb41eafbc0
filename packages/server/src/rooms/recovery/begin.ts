/**
 * The beginning of a recovery: an address or a number, and a message to it. One with an account and one without take
 * the same path to the same answer (case 42); who it belongs to decides only which budget pays, and what the message says.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { type Flow, type GoOnRecovering, mailCharges, type Visitor } from '../authentication/index.ts';
import { carriedIdentifier, carryIdentifier } from '../customers/index.ts';
import type { Charge } from '../protection/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { RecoveryDependencies, WantedAccount } from './dependencies.ts';
import { loadWaitingRecovery } from './waiting-recovery.ts';
import { readWanted, subjectOf } from './wanted.ts';

export type RecoveryRequest = {
  readonly tenant: Tenant;
  readonly flowId: string | undefined;
  readonly email: string;
  /** The language the person reads now. */
  readonly locale: string;
  readonly visitor: Visitor;
};

/** Accepts the address and asks for a message; refuses only what is no address. */
export async function beginRecovery(deps: RecoveryDependencies, request: RecoveryRequest): Promise<{ flowId: string }> {
  const { visitor } = request;
  const { tenantId } = request.tenant;
  const { flow, step } = await deps.authentication.flows.load(tenantId, {
    flowId: request.flowId,
    kind: 'recovery',
    browserSecret: visitor.browserSecret,
  });
  // Once proven, a journey is about this account and no other (case 54).
  if (step !== 'ask-details' && step !== 'prove-address') throw new ProblemError('flow.unknown');
  const identifier = readWanted(deps, request.tenant, request.email);
  if ('refused' in identifier) throw new ProblemError('form.invalid', { fields: { email: identifier.refused } });
  if (identifier.type === 'email')
    await deps.authentication.connections.demandNoOtherHome(request.tenant, flow, request.email);
  await deps.protection.demand(tenantId, deps.protection.networkCharges(visitor.client.address, 'sign-up'));

  const wanted: WantedAccount = { ...carryIdentifier(identifier), userAgent: visitor.client.userAgent };
  const subject = await subjectOf(deps, deps.database.reader, tenantId, wanted);
  if (identifier.type === 'phone')
    await deps.protection.demand(tenantId, deps.protection.networkCharges(visitor.client.address, 'sms'));
  // A mailbox or a phone is only ever sent so much, whoever asks. Beyond it the answer is the same and nothing is sent.
  const charges = await chargesOf(deps, { tenant: request.tenant, wanted, subject, visitor });
  const asked = { wanted, subject, maySend: await deps.protection.spend(tenantId, charges), request };
  if (await carry(deps, flow, asked)) return { flowId: flow.flowId };
  const another = await beginAnother(deps, flow, request);
  if (!(await carry(deps, another, asked))) throw new ProblemError('flow.unknown');
  return { flowId: another.flowId };
}

/** What one message costs its receiver. */
async function chargesOf(
  deps: RecoveryDependencies,
  about: Pick<RecoveryRequest, 'tenant' | 'visitor'> & { readonly wanted: WantedAccount; readonly subject: string },
): Promise<Charge[]> {
  const { wanted, subject } = about;
  if (wanted.email === null) return [{ budget: 'sms.recipient', key: subject }];
  return mailCharges(deps, { ...about, occasion: 'recovery', email: wanted.email });
}

type Asked = {
  readonly wanted: WantedAccount;
  readonly subject: string;
  readonly maySend: boolean;
  readonly request: RecoveryRequest;
};

/**
 * Writes into the journey what is wanted and asks for its message; false when the journey is about another address
 * already. It stays about that one: otherwise whoever asked in somebody's name could make their mailed link worthless.
 */
async function carry(
  deps: RecoveryDependencies,
  flow: Flow,
  { wanted, subject, maySend, request }: Asked,
): Promise<boolean> {
  const { flows } = deps.authentication;
  return deps.database.transaction({}, async (tx) => {
    // The link may have been opened elsewhere at this moment: then the journey is that browser's.
    await flows.holdHere(tx, flow);
    const former = await flows.open<WantedAccount>(tx, flow.tenantId, flow.flowId);
    if (former !== null && carriedIdentifier(former.payload)?.normalised !== carriedIdentifier(wanted)?.normalised)
      return false;
    await flows.carry(tx, flow, { payload: wanted, locale: request.locale });
    if (maySend) await requestProof(deps, tx, { flow, subject, requestId: request.visitor.requestId });
    return true;
  });
}

/** A journey of the same browser to the same place. */
async function beginAnother(
  deps: RecoveryDependencies,
  { tenantId, returnTo, interaction }: Flow,
  { locale, visitor }: RecoveryRequest,
): Promise<Flow> {
  const { browserSecret } = visitor;
  if (browserSecret === null) throw new ProblemError('flow.other_browser');
  const wanted = { kind: 'recovery', browserSecret } as const;
  const { flows } = deps.authentication;
  const flowId = await flows.begin({ ...wanted, tenantId, returnTo, interaction, locale });
  return (await flows.load(tenantId, { ...wanted, flowId })).flow;
}

/** Asks for another message; refused with the time to wait when the mailbox has had enough. */
export async function resendProof(
  deps: RecoveryDependencies,
  request: { tenant: Tenant; flowId: string | undefined; visitor: Visitor },
): Promise<void> {
  const { visitor } = request;
  const { tenantId } = request.tenant;
  const { flow, wanted, subject } = await loadWaitingRecovery(deps, tenantId, request.flowId, visitor.browserSecret);
  const { tenant } = request;
  await deps.protection.demand(tenantId, [
    ...(await chargesOf(deps, { tenant, wanted, subject, visitor })),
    ...(wanted.email === null ? deps.protection.networkCharges(visitor.client.address, 'sms') : []),
  ]);
  await deps.database.transaction({}, async (tx) => {
    // One after the other: two at once would leave two codes alive, each with tries of its own.
    await deps.authentication.flows.holdHere(tx, flow);
    await requestProof(deps, tx, { flow, subject, requestId: visitor.requestId });
  });
}

/** Goes on with a sign-in whose right password is leaked: the mailbox of its account is to be proven. */
export async function goOnFromSignIn(
  deps: RecoveryDependencies,
  tx: Transaction,
  { flow, email, subject, maySend, weakness, visitor }: Parameters<GoOnRecovering>[1],
): Promise<void> {
  const wanted: WantedAccount = { email, userAgent: visitor.client.userAgent, weakness };
  await deps.authentication.flows.carry(tx, flow, { payload: wanted, locale: flow.locale });
  if (maySend) await requestProof(deps, tx, { flow, subject, requestId: visitor.requestId });
}

async function requestProof(
  deps: RecoveryDependencies,
  tx: Transaction,
  { flow, subject, requestId }: { flow: Flow; subject: string; requestId: string },
): Promise<void> {
  const { tenantId, flowId, browserHash } = flow;
  const proofId = await deps.proofs.request(tx, tenantId, {
    purpose: 'recover-account',
    subject,
    flowId,
    browserHash,
  });
  await deps.ledger.append(tx, {
    tenantId,
    customerId: null,
    event: 'recovery.requested',
    actor: { kind: 'visitor' },
    requestId,
    data: { flowId, proofId },
  });
}
