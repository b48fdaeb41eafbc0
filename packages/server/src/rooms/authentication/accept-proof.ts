/**
 * Where every proof that could begin a session goes, under the customer's lock: it is noted, the next step is asked, and
 * either the session begins or the journey stays open for what is still missing. Until then there is no session at all
 * (case 62), whatever kind of journey it was.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Credentials } from '../credentials/index.ts';
import {
  type CompleteDependencies,
  completeSignIn,
  type NotAllowed,
  type Pending,
  presentedIn,
  type SignedIn,
} from './complete-sign-in.ts';
import { type FactsDependencies, readFacts } from './facts.ts';
import type { ProofMethod } from './flow.ts';
import { refusesRelayed } from './relayed.ts';
import { askForRenewal, type Renewal, type RenewalDependencies } from './renew-password.ts';
import { type Facts, isUnconfirmed, secondStep } from './second-step.ts';
import { demandStillOffered, type StillOfferedDependencies } from './still-offered.ts';
import { type FromDevice, markUnconfirmed, noteUnconfirmed } from './unknown-device.ts';

export type AcceptDependencies = CompleteDependencies &
  RenewalDependencies & {
    readonly connections: FactsDependencies['connections'] & StillOfferedDependencies['connections'];
    readonly credentials: Pick<Credentials, 'methodsOf' | 'rememberedDevices' | 'lostFactors' | 'identities'>;
  };

export type Acceptance = FromDevice & {
  /** The first proof of a sign-in: nothing that the journey held before counts, nor the session it was to raise. */
  readonly startsOver?: boolean;
  /** What the customer has, where the caller has read it under their lock. */
  readonly enrolled?: readonly ProofMethod[];
  /** Whether this browser is to be remembered, said with the second proof. */
  readonly remembersDevice?: boolean;
  /** How a new password is to be chosen before any session, where the one that was given is leaked. */
  readonly renewal?: Renewal | null;
  /** Whether it brings the secret of a browser whose key it does not show, where the caller knows. */
  readonly isDeviceDoubted?: boolean;
};

/** `proofs` are all of the journey. Starts its session, says what is missing, or says why the gate does not allow one. */
export async function acceptProof(
  deps: AcceptDependencies,
  tx: Transaction,
  acceptance: Acceptance,
): Promise<SignedIn | Pending | NotAllowed> {
  const { tenant, customerId, startsOver = false, enrolled } = acceptance;
  if (await refusesRelayed(deps, tx, acceptance)) return { notAllowed: 'relayed' };
  const flow = startsOver ? { ...acceptance.flow, sessionId: null } : acceptance.flow;
  const proofs = await markUnconfirmed(deps, tx, { ...acceptance, flow });
  const facts = await readFacts(deps, tx, { tenant, flow, customerId, enrolled, proofs });
  await demandStillOffered(deps, tx, { tenant, flow, customerId, proofs, policy: facts.policy });
  const accepted = await withRemembered(deps, tx, { ...acceptance, flow, proofs }, facts);
  const asked = secondStep(accepted.proofs, facts);
  const { step } = asked;
  // A second factor is proof enough; nobody sets one up, or is in, with a password that others know.
  const { renewal = null } = acceptance;
  if (renewal !== null && (step !== 'prove-second' || asked.isForDevice === true))
    return askForRenewal(deps, tx, { ...accepted, renewal });
  if (step !== 'complete') return leaveOpen(deps, tx, accepted, step);
  const completed = await completeSignIn(deps, tx, accepted);
  if (isUnconfirmed(accepted.proofs) && 'sessionId' in completed) await noteUnconfirmed(deps, tx, accepted);
  if (accepted.remembersDevice === true && 'sessionId' in completed)
    await remember(deps, tx, accepted, facts, completed.deviceSecret);
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
  if (await isDoubted(deps, tx, acceptance)) return acceptance;
  const { deviceSecret } = visitor;
  const isCovered = await deps.credentials.rememberedDevices.covers(tx, tenant.tenantId, {
    customerId,
    deviceSecret,
    days,
  });
  return isCovered ? { ...acceptance, proofs: remembered } : acceptance;
}

/** Whoever has copied the secret of such a browser has not got its key, whatever their first proof was. */
async function isDoubted(deps: AcceptDependencies, tx: Transaction, acceptance: Acceptance): Promise<boolean> {
  const { tenant, customerId, isDeviceDoubted } = acceptance;
  if (isDeviceDoubted !== undefined) return isDeviceDoubted;
  const { rememberDays } = tenant.settings.devices;
  const standing = await deps.protection.devices.find(tx, presentedIn(acceptance), { customerId, rememberDays });
  return standing.isDoubted;
}

async function remember(
  deps: AcceptDependencies,
  tx: Transaction,
  { tenant, customerId, visitor }: Acceptance,
  facts: Facts,
  deviceSecret: string,
): Promise<void> {
  const { rememberDeviceDays: days } = facts.policy;
  if (days === 0) return;
  const { client } = visitor;
  await deps.credentials.rememberedDevices.remember(tx, tenant.tenantId, { customerId, deviceSecret, client, days });
}

async function leaveOpen(
  deps: AcceptDependencies,
  tx: Transaction,
  { flow, customerId, proofs, visitor, keepSignedIn, startsOver = false }: Acceptance,
  step: 'prove-second' | 'enrol-second',
): Promise<Pending> {
  const isSignIn = flow.kind === 'sign-in';
  await deps.flows.prove(tx, flow, {
    proofs: isSignIn ? proofs : proofs.map((proof) => ({ ...proof, fromOtherJourney: true })),
    customerId,
    // Where the first proof was given: a link that was opened elsewhere takes the journey with it.
    browserSecret: visitor.browserSecret,
    replaces: true,
    startsOver,
    becomesSignIn: true,
    ...(keepSignedIn === undefined ? {} : { keepsSignedIn: keepSignedIn }),
  });
  return { pending: step, flowId: flow.flowId, ...(isUnconfirmed(proofs) ? { isUnconfirmed: true } : {}) };
}
