/**
 * Where every proof that could begin a session goes, under the customer's lock: it is noted, the next step is asked, and
 * either the session begins or the journey stays open for what is still missing. Until then there is no session at all
 * (case 62), whatever kind of journey it was.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Credentials } from '../credentials/index.ts';
import {
  type CompleteDependencies,
  type Completion,
  completeSignIn,
  type NotAllowed,
  type Pending,
  type SignedIn,
} from './complete-sign-in.ts';
import { type FactsDependencies, readFacts } from './facts.ts';
import type { ProofMethod } from './flow.ts';
import { type Facts, secondStep } from './second-step.ts';

export type AcceptDependencies = CompleteDependencies & {
  readonly connections: FactsDependencies['connections'];
  readonly credentials: Pick<Credentials, 'methodsOf' | 'rememberedDevices' | 'lostFactors'>;
};

export type Acceptance = Completion & {
  /** The first proof of a sign-in: nothing that the journey held before counts, nor the session it was to raise. */
  readonly startsOver?: boolean;
  /** What the customer has, where the caller has read it under their lock. */
  readonly enrolled?: readonly ProofMethod[];
  /** Whether this browser is to be remembered, said with the second proof. */
  readonly remembersDevice?: boolean;
};

/** `proofs` are all of the journey. Starts its session, says what is missing, or says why the gate does not allow one. */
export async function acceptProof(
  deps: AcceptDependencies,
  tx: Transaction,
  acceptance: Acceptance,
): Promise<SignedIn | Pending | NotAllowed> {
  const { tenant, customerId, startsOver = false, enrolled } = acceptance;
  const flow = startsOver ? { ...acceptance.flow, sessionId: null } : acceptance.flow;
  const facts = await readFacts(deps, tx, { tenant, flow, customerId, enrolled });
  const accepted = await withRemembered(deps, tx, { ...acceptance, flow }, facts);
  const { step } = secondStep(accepted.proofs, facts);
  if (step !== 'complete') return leaveOpen(deps, tx, accepted, step);
  const completed = await completeSignIn(deps, tx, accepted);
  if (accepted.remembersDevice === true && 'sessionId' in completed) await remember(deps, tx, accepted, facts);
  return completed;
}

/** A browser that its owner had remembered stands in for the second question; it proves nothing. */
async function withRemembered(
  deps: AcceptDependencies,
  tx: Transaction,
  acceptance: Acceptance,
  facts: Facts,
): Promise<Acceptance> {
  const { tenant, customerId, proofs, visitor } = acceptance;
  const { rememberDeviceDays: days } = facts.policy;
  const remembered = [...proofs, { method: 'remembered-device' } as const];
  if (days === 0 || secondStep(proofs, facts).step !== 'prove-second') return acceptance;
  // Whoever asks for more than a first factor is not told of one that was skipped.
  if (secondStep(remembered, facts).step === 'prove-second') return acceptance;
  const { deviceSecret } = visitor;
  const isCovered = await deps.credentials.rememberedDevices.covers(tx, tenant.tenantId, {
    customerId,
    deviceSecret,
    days,
  });
  return isCovered ? { ...acceptance, proofs: remembered } : acceptance;
}

async function remember(
  deps: AcceptDependencies,
  tx: Transaction,
  { tenant, customerId, visitor }: Acceptance,
  facts: Facts,
): Promise<void> {
  const { rememberDeviceDays: days } = facts.policy;
  if (days === 0) return;
  const { deviceSecret, client } = visitor;
  await deps.credentials.rememberedDevices.remember(tx, tenant.tenantId, { customerId, deviceSecret, client, days });
}

async function leaveOpen(
  deps: AcceptDependencies,
  tx: Transaction,
  { flow, customerId, proofs, visitor, keepSignedIn, startsOver = false }: Acceptance,
  step: Pending['pending'],
): Promise<Pending> {
  await deps.flows.prove(tx, flow, {
    proofs,
    customerId,
    // Where the first proof was given: a link that was opened elsewhere takes the journey with it.
    browserSecret: visitor.browserSecret,
    replaces: true,
    startsOver,
    becomesSignIn: true,
    ...(keepSignedIn === undefined ? {} : { keepsSignedIn: keepSignedIn }),
  });
  return { pending: step, flowId: flow.flowId };
}
