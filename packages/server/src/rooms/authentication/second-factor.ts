/**
 * The second half of a journey: which ways there are now, what one of them asks, and its answer. The same for a sign-in
 * that waits for a second proof and a recovery that asks for a factor of the account besides the mailbox.
 */
import type { Database, Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { type AcceptDependencies, acceptProof } from './accept-proof.ts';
import type { NotAllowed, Pending, SignedIn, Visitor } from './complete-sign-in.ts';
import { type AddedDependencies, factorAdded } from './factor-added.ts';
import { readFacts } from './facts.ts';
import type { Flow, ProofMethod, ProofRecord } from './flow.ts';
import { foundAgain } from './found-again.ts';
import type { Methods } from './methods/index.ts';
import type { Answers, Asked, Challenge, Method, Settle } from './methods/method.ts';
import { factorsToProve, nextStep } from './next-step.ts';
import { observerOf } from './observe-attempt.ts';
import { isUnconfirmed, secondStep } from './second-step.ts';
import { demandStillOffered } from './still-offered.ts';

export type SecondFactorDependencies = AcceptDependencies & {
  readonly database: Database;
  readonly proofs: AddedDependencies['proofs'];
  readonly methods: Methods;
};

type Journey = {
  readonly tenant: Tenant;
  readonly flowId: string | undefined;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

export type SecondStepView = {
  readonly flow: Flow;
  readonly step: 'prove-second' | 'prove-factor' | 'enrol-second';
  readonly ways: readonly ProofMethod[];
  /** How long this browser may be remembered; 0 where that is not offered. */
  readonly rememberDeviceDays: number;
  /** It is asked because the account does not know this browser, and its password alone says too little at the moment. */
  readonly isUnknownDevice: boolean;
  /** What is set up is the way in of an account that has none, not a second step. */
  readonly isWayIn: boolean;
};

/** What this browser's journey waits for, or a refusal when it waits for nothing of the kind. */
export async function viewSecondStep(deps: SecondFactorDependencies, journey: Journey): Promise<SecondStepView> {
  const { flow } = await deps.flows.demand(journey.tenant.tenantId, journey.flowId, journey.visitor.browserSecret);
  return waitingFor(deps, journey.tenant, flow);
}

async function waitingFor(deps: SecondFactorDependencies, tenant: Tenant, flow: Flow): Promise<SecondStepView> {
  const { customerId, proofs } = flow;
  if (flow.state !== 'open' || customerId === null || proofs.length === 0) throw new ProblemError('flow.unknown');
  const facts = await readFacts(deps, deps.database.reader, { tenant, flow, customerId, proofs });
  const step = nextStep({ ...flow, hasDetails: flow.hasPayload, facts });
  const { rememberDeviceDays } = facts.policy;
  if (step === 'prove-factor')
    return {
      flow,
      step,
      ways: offered(deps, factorsToProve({ proofs, facts })),
      rememberDeviceDays: 0,
      isUnknownDevice: false,
      isWayIn: false,
    };
  const second = secondStep(proofs, facts);
  if (flow.kind !== 'sign-in' || second.step === 'complete') throw new ProblemError('flow.unknown');
  // Nobody is sent a code, or asked for one, where it would lead nowhere any more.
  await demandStillOffered(deps, deps.database.reader, { tenant, flow, customerId, proofs, policy: facts.policy });
  const ways = second.step === 'prove-second' ? offered(deps, second.ways) : enrollable(deps, second.ways);
  const isUnknownDevice = second.step === 'prove-second' && isUnconfirmed(proofs);
  const isForDevice = second.step === 'prove-second' && second.isForDevice === true;
  const mayRemember = second.step === 'prove-second' && !isForDevice && facts.requiredAcr === null;
  const isWayIn = second.step === 'enrol-second' && second.isWayIn === true;
  const remembering = { rememberDeviceDays: mayRemember ? rememberDeviceDays : 0 };
  return { flow, step: second.step, ways, ...remembering, isUnknownDevice, isWayIn };
}

const offered = ({ methods }: SecondFactorDependencies, ways: readonly ProofMethod[]) =>
  ways.filter((way) => methods.get(way)?.kinds.includes('second') === true);
const enrollable = ({ methods }: SecondFactorDependencies, ways: readonly ProofMethod[]) =>
  ways.filter((way) => methods.get(way)?.enrol !== undefined);

type Chosen = Journey & { readonly method: string };

/** The step, and the way that was chosen of those there are; refused when it is none of them (case 64). */
async function choose(deps: SecondFactorDependencies, chosen: Chosen, step: 'prove' | 'enrol') {
  const view = await viewSecondStep(deps, chosen);
  const method = deps.methods.get(chosen.method);
  if ((view.step === 'enrol-second') !== (step === 'enrol')) throw new ProblemError('flow.unknown');
  if (method === null || !view.ways.includes(method.method)) throw new ProblemError('factor.not_offered');
  const { tenant, visitor } = chosen;
  const { flowId, customerId } = view.flow;
  if (customerId === null) throw new ProblemError('flow.unknown');
  const asked: Asked = { tenant, customerId, boundTo: { kind: 'flow', flowId }, visitor };
  return { view, method, asked, customerId };
}

/** What one of the ways asks. */
export async function beginSecond(deps: SecondFactorDependencies, chosen: Chosen): Promise<Challenge> {
  const { method, asked } = await choose(deps, chosen, 'prove');
  return (await method.begin?.(asked)) ?? {};
}

/** What has to be told before one of them can be set up. */
export async function enrolmentAsks(deps: SecondFactorDependencies, chosen: Chosen): Promise<'phone' | null> {
  const { method, asked } = await choose(deps, chosen, 'enrol');
  return (await method.enrol?.asks?.(asked)) ?? null;
}

/** What setting up one of them asks; `answers`: what it has to be told first, such as a number. */
export async function beginEnrolment(
  deps: SecondFactorDependencies,
  chosen: Chosen & { readonly answers?: Answers },
): Promise<Challenge> {
  const { method, asked } = await choose(deps, chosen, 'enrol');
  return (await method.enrol?.begin(asked, chosen.answers)) ?? {};
}

export type SecondAnswer = Chosen & {
  readonly answers: Readonly<Record<string, string>>;
  readonly remembersDevice?: boolean;
};

/** `proven`: a recovery goes on to its new password. */
export type SecondOutcome = SignedIn | Pending | { readonly proven: 'recovery'; readonly flowId: string };

/** Checks the answer: the journey goes on, or the answer is refused and one of the few tries is gone. */
export async function submitSecond(deps: SecondFactorDependencies, answer: SecondAnswer): Promise<SecondOutcome> {
  const { view, method, asked, customerId } = await choose(deps, answer, 'prove');
  const charges =
    method.countsGuesses === true ? [] : ([{ budget: 'second-factor.customer', key: customerId }] as const);
  await deps.protection.demand(answer.tenant.tenantId, charges);
  const settle = await method.submit(asked, answer.answers).catch(async (error: unknown) => {
    // An empty field guesses nothing.
    await deps.protection.forgive(answer.tenant.tenantId, charges);
    throw error;
  });
  return settleIn(deps, answer, { view, method, customerId, settle, charges });
}

/** Finishes setting one up; it counts as proven with that. */
export async function submitEnrolment(deps: SecondFactorDependencies, answer: SecondAnswer): Promise<SecondOutcome> {
  const { view, method, asked, customerId } = await choose(deps, answer, 'enrol');
  const settle = await method.enrol?.finish(asked, answer.answers);
  if (settle === undefined) throw new ProblemError('factor.not_offered');
  return settleIn(deps, answer, { view, method, customerId, settle, charges: [] });
}

type Settling = {
  readonly view: SecondStepView;
  readonly method: Method;
  readonly customerId: string;
  readonly settle: Settle;
  readonly charges: readonly { readonly budget: 'second-factor.customer'; readonly key: string }[];
};

async function settleIn(
  deps: SecondFactorDependencies,
  answer: SecondAnswer,
  { view, method, customerId, settle, charges }: Settling,
): Promise<SecondOutcome> {
  const { tenant } = answer;
  const { tenantId } = tenant;
  const outcome = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    // As it was read: whoever began anew in it meanwhile is asked anew.
    await deps.flows.holdUnchanged(tx, view.flow);
    const proof = await settle(tx);
    if (proof === null) return refuse(deps, tx, answer, { view, method, customerId });
    await deps.protection.settle(tx, tenantId, charges, charges);
    if (view.step === 'enrol-second') await factorAdded(deps, tx, { tenantId, customerId });
    await foundAgain(deps, tx, { tenantId, customerId, visitor: answer.visitor });
    return goOn(deps, tx, answer, { flow: view.flow, customerId, proof });
  });
  // Thrown only now, so that what was recorded is committed.
  observerOf(deps, { tenant, visitor: answer.visitor, customerId })(outcomeOf(outcome));
  if (outcome === 'refused') throw new ProblemError('factor.refused');
  if ('notAllowed' in outcome)
    throw new ProblemError(outcome.notAllowed === 'customer_closing' ? 'sign_in.closing' : 'sign_in.not_allowed');
  return outcome;
}

/** A recovery goes on, and what is still asked is not over. */
const outcomeOf = (outcome: SecondOutcome | NotAllowed | 'refused') =>
  outcome === 'refused' ? 'failure' : 'sessionId' in outcome ? 'success' : null;

async function goOn(
  deps: SecondFactorDependencies,
  tx: Transaction,
  { tenant, visitor, remembersDevice = false }: SecondAnswer,
  { flow, customerId, proof }: { flow: Flow; customerId: string; proof: ProofRecord },
): Promise<SecondOutcome | NotAllowed> {
  if (flow.kind === 'recovery') {
    await deps.flows.prove(tx, flow, { proofs: [proof], customerId, browserSecret: visitor.browserSecret });
    return { proven: 'recovery', flowId: flow.flowId };
  }
  const proofs = [...flow.proofs, proof];
  const { keepsSignedIn } = flow;
  const keep = keepsSignedIn === null ? {} : { keepSignedIn: keepsSignedIn };
  const acceptance = { tenant, flow, customerId, proofs, visitor, ...keep, remembersDevice };
  const accepted = await acceptProof(deps, tx, acceptance);
  if ('notAllowed' in accepted && accepted.notAllowed === 'customer_closing') {
    // The journey stays open with its proofs: its owner may say that the account is to be kept.
    const { browserSecret } = visitor;
    await deps.flows.prove(tx, flow, { proofs, customerId, browserSecret, replaces: true });
  }
  return accepted;
}

async function refuse(
  deps: SecondFactorDependencies,
  tx: Transaction,
  { tenant, visitor }: SecondAnswer,
  { view, method, customerId }: Pick<Settling, 'view' | 'method' | 'customerId'>,
): Promise<'refused'> {
  const { flowId } = view.flow;
  await deps.flows.spendTry(tx, view.flow);
  await deps.ledger.append(tx, {
    tenantId: tenant.tenantId,
    customerId,
    event: 'sign_in.second_failed',
    actor: { kind: 'customer', id: customerId },
    requestId: visitor.requestId,
    data: { flowId, method: method.method },
  });
  return 'refused';
}
