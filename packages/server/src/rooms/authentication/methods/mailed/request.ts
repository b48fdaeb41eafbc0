/**
 * Asks for a mail that begins a sign-in. An address with an account and one without take the same path to the same answer
 * (cases 21, 22): what is sent is decided when it is sent.
 */
import type { Transaction } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import { parseEmailAddress } from '../../../customers/index.ts';
import { policyToward } from '../../facts.ts';
import type { Flow } from '../../flow.ts';
import { mailCharges } from '../../mail-charges.ts';
import { demandNoOtherHome } from '../connection/home.ts';
import { loadWaitingSignIn, type MailedDependencies, type Signing, type WantedSignIn } from './wanted-sign-in.ts';

export type MailRequest = Signing & {
  readonly identifier: string;
  readonly keepSignedIn?: boolean;
  /** The language the person reads now. */
  readonly locale: string;
  /** Work is asked of this browser: a code may be had in its place, even where it begins no sign-in. */
  readonly inPlaceOfWork?: boolean;
};

/** Accepts the address and asks for the mail; refuses only what is no address. */
export async function requestMail(deps: MailedDependencies, request: MailRequest): Promise<void> {
  const { tenant, visitor, locale } = request;
  const { tenantId } = tenant;
  const wantedFlow = { flowId: request.flowId, kind: 'sign-in', browserSecret: visitor.browserSecret } as const;
  const { flow, step } = await deps.flows.load(tenantId, wantedFlow);
  if (step !== 'ask-first' && step !== 'prove-address') throw new ProblemError('flow.unknown');
  const { first } = await policyToward(deps, tenant, flow.interaction?.applicationId ?? null);
  const isWay = first.includes('email-code') || first.includes('email-link');
  if (!isWay && !(request.inPlaceOfWork === true && first.includes('password')))
    throw new ProblemError('factor.not_offered');
  const email = parseEmailAddress(request.identifier);
  if (email === null) throw new ProblemError('form.invalid', { fields: { identifier: 'email.malformed' } });
  await demandNoOtherHome(deps, tenant, flow, request.identifier);
  await deps.protection.demand(tenantId, deps.protection.networkCharges(visitor.client.address, 'sign-in'));

  const subject = await deps.customers.emailKey(deps.database.reader, tenantId, email);
  // A mailbox is only ever sent so much, whoever asks. Beyond it the answer is the same and nothing is sent.
  const charges = await mailCharges(deps, { occasion: 'sign-in', tenant, email, subject, visitor });
  const maySend = await deps.protection.spend(tenantId, charges);
  const { userAgent } = visitor.client;
  const payload: WantedSignIn = {
    ...{ email, userAgent, keepSignedIn: request.keepSignedIn ?? null },
    ...(isWay ? {} : { inPlaceOfWork: true }),
  };
  await deps.database.transaction({}, async (tx) => {
    await deps.flows.holdHere(tx, flow);
    await deps.flows.carry(tx, flow, { payload, locale });
    if (maySend) await requestProof(deps, tx, { flow, subject, requestId: visitor.requestId });
  });
}

/** Asks for another mail; refused with the time to wait when the mailbox has had enough. */
export async function resendMail(deps: MailedDependencies, request: Signing): Promise<void> {
  const { tenant, visitor } = request;
  const { tenantId } = tenant;
  const { flow, wanted, subject } = await loadWaitingSignIn(deps, tenantId, request.flowId, visitor.browserSecret);
  const { email } = wanted;
  const charges = await mailCharges(deps, { occasion: 'sign-in', tenant, email, subject, visitor });
  await deps.protection.demand(tenantId, charges);
  await deps.database.transaction({}, async (tx) => {
    // One after the other: two at once would leave two codes alive, each with tries of its own.
    await deps.flows.holdHere(tx, flow);
    await requestProof(deps, tx, { flow, subject, requestId: visitor.requestId });
  });
}

async function requestProof(
  deps: MailedDependencies,
  tx: Transaction,
  { flow, subject, requestId }: { flow: Flow; subject: string; requestId: string },
): Promise<void> {
  const { tenantId, flowId, browserHash } = flow;
  const proofId = await deps.proofs.request(tx, tenantId, { purpose: 'sign-in', subject, flowId, browserHash });
  await deps.ledger.append(tx, {
    tenantId,
    customerId: null,
    event: 'sign_in.mail_requested',
    actor: { kind: 'visitor' },
    requestId,
    data: { flowId, proofId },
  });
}
