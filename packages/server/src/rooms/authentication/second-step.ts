/**
 * Whether a first proof is enough: a pure function of what was proven, what the customer has, what the policy asks of
 * everybody and what the application asks of this journey. It is computed anew at each step, from the factors there are.
 */
import { type Acr, reaches } from './acr.ts';
import { assess } from './assurance.ts';
import type { ProofMethod, ProofRecord } from './flow.ts';
import type { Policy } from './policy.ts';

export type Facts = {
  readonly policy: Policy;
  /** What the customer can be asked for, whatever the policy says of it; `password` among it where there is one. */
  readonly enrolled: readonly ProofMethod[];
  /** What the application asks for. */
  readonly requiredAcr: Acr | null;
  /** Whether the grace for setting up a factor is over. */
  readonly isEnrolmentDue: boolean;
  /** What a browser that the account does not know can be confirmed by; empty where that is not asked, or there is nothing. */
  readonly confirming?: readonly ProofMethod[];
};

export type SecondStep =
  | { readonly step: 'complete' }
  | { readonly step: 'prove-second'; readonly ways: readonly ProofMethod[]; readonly isForDevice?: boolean }
  | { readonly step: 'enrol-second'; readonly ways: readonly ProofMethod[]; readonly isWayIn?: boolean };

/** What is still asked for after these proofs. */
export function secondStep(proofs: readonly ProofRecord[], facts: Facts): SecondStep {
  const asked = forWayIn(proofs, facts) ?? forApplication(proofs, facts) ?? forPolicy(proofs, facts);
  return forDevice(proofs, facts, asked) ?? asked;
}

/**
 * While the account or everybody is under attack, a right password from a browser that it does not know says too little:
 * any other proof confirms it. What is asked anyway does so too; nobody sets a factor up before.
 */
function forDevice(proofs: readonly ProofRecord[], { confirming = [] }: Facts, asked: SecondStep): SecondStep | null {
  if (!isUnconfirmed(proofs) || confirming.length === 0 || asked.step === 'prove-second') return null;
  return { step: 'prove-second', ways: confirming, isForDevice: true };
}

/** Whether nothing but a password was given, and it should have been confirmed. */
export const isUnconfirmed = (proofs: readonly ProofRecord[]): boolean =>
  proofs.some(({ unconfirmed }) => unconfirmed !== undefined) && proofs.every(({ method }) => method === 'password');

/**
 * Whoever has shown no more than their mailbox, where a mailbox is no way in, and has none of the ways that there are:
 * an account that begins or comes back sets one up before its session begins.
 */
function forWayIn(proofs: readonly ProofRecord[], { policy, enrolled }: Facts): SecondStep | null {
  const { first } = policy;
  const isMailboxEnough = first.some(isMailed);
  const isWayIn = (method: ProofMethod) => first.includes(method);
  if (isMailboxEnough || !proofs.every(({ method }) => isMailed(method)) || enrolled.some(isWayIn)) return null;
  const ways = first.filter((method) => method !== 'password');
  return ways.length > 0 && !isWayIn('password') ? { step: 'enrol-second', ways, isWayIn: true } : null;
}

/** What is a second factor, or stands in for one. */
export const isFactor = (method: string): boolean => factors.has(method);
const factors: ReadonlySet<string> = new Set<ProofMethod>(['passkey', 'authenticator', 'sms-code', 'recovery-code']);

/** Both prove the same mailbox. */
export const isMailed = (method: ProofMethod): boolean => method === 'email-code' || method === 'email-link';

/** Whether a sign-in may begin with it: a mailbox by its code as by its link, whichever of them is on. */
export const mayBeginWith = ({ first }: Pick<Policy, 'first'>, method: ProofMethod): boolean =>
  first.includes(method) || (isMailed(method) && first.some(isMailed));

/**
 * What counts as a second proof. Whoever has nothing that is allowed ahead is asked for what they have elsewhere: an
 * application that does without a method is no way round it, and none to set another up beside it.
 */
export function secondMethods({ policy, enrolled }: Pick<Facts, 'policy' | 'enrolled'>): readonly ProofMethod[] {
  const { second, elsewhere = [] } = policy;
  const isHeld = second.some((method) => method !== 'recovery-code' && enrolled.includes(method));
  return isHeld ? second : [...second, ...elsewhere];
}

/** What the customer may be asked for now: theirs, allowed, and not given yet. */
function waysLeft(proofs: readonly ProofRecord[], facts: Facts): ProofMethod[] {
  const { policy, enrolled } = facts;
  const allowed = [...secondMethods(facts), ...policy.first.filter((method) => method === 'password')];
  return allowed.filter((method) => enrolled.includes(method) && !proofs.some((proof) => proof.method === method));
}

/**
 * What could be set up now. Not by whoever has a factor: that one is asked, or nothing. Only the one that the sign-in
 * began with is no second one: its owner sets up another.
 */
function enrollable(proofs: readonly ProofRecord[], { policy, enrolled }: Facts): ProofMethod[] {
  const held = secondMethods({ policy, enrolled }).filter((method) => enrolled.includes(method));
  if (held.some((method) => method !== proofs[0]?.method)) return [];
  return policy.second.filter((method) => method !== 'recovery-code' && !enrolled.includes(method));
}

// What a proof would look like if it were given at its best.
const atBest = (method: ProofMethod): ProofRecord => ({ method, userVerified: true, synced: false });

function forApplication(proofs: readonly ProofRecord[], facts: Facts): SecondStep | null {
  const { requiredAcr } = facts;
  if (requiredAcr === null || reaches(assess(proofs).acr, requiredAcr)) return null;
  const ways = waysLeft(proofs, facts);
  const reachable = (more: readonly ProofMethod[]) =>
    reaches(assess([...proofs, ...more.map(atBest)]).acr, requiredAcr);
  // A way that changes nothing is not asked for: without it the rest would do as well.
  const helping = ways.filter((way) => reachable(ways) && helps(way, ways, reachable));
  if (helping.length > 0) return { step: 'prove-second', ways: helping };
  const fresh = enrollable(proofs, facts).filter((method) => reachable([method]));
  // Neither proven nor to be had: the journey ends with what there is, and the application is told so.
  return fresh.length > 0 ? { step: 'enrol-second', ways: fresh } : null;
}

function helps(
  way: ProofMethod,
  ways: readonly ProofMethod[],
  reachable: (more: readonly ProofMethod[]) => boolean,
): boolean {
  if (reachable([way])) return true;
  // Two are needed: a mailbox is no factor, so after it the first factor alone changes no level.
  return !ways.some((other) => reachable([other])) && ways.some((other) => other !== way && reachable([way, other]));
}

function forPolicy(proofs: readonly ProofRecord[], facts: Facts): SecondStep {
  const { policy, isEnrolmentDue } = facts;
  if (policy.secondFactor === 'off' || isSecondProven(proofs, facts)) return { step: 'complete' };
  const ways = waysLeft(proofs, facts).filter((way) => isSecondProven([...proofs, atBest(way)], facts));
  const isAsked = ways.some((way) => way !== 'password' && way !== 'recovery-code');
  if (isAsked || (policy.secondFactor === 'required' && ways.length > 0)) return { step: 'prove-second', ways };
  const fresh = policy.secondFactor === 'required' && isEnrolmentDue ? enrollable(proofs, facts) : [];
  return fresh.length > 0 ? { step: 'enrol-second', ways: fresh } : { step: 'complete' };
}

function isSecondProven(proofs: readonly ProofRecord[], facts: Facts): boolean {
  const second = secondMethods(facts);
  // A session may have begun where browsers are remembered and lead to where they are not.
  const remembers = facts.policy.rememberDeviceDays > 0;
  return (
    reaches(assess(proofs).acr, 'urn:cardea:aal2') ||
    proofs.some(({ method }) => remembers && method === 'remembered-device') ||
    proofs.some(({ method }, place) => place > 0 && second.includes(method))
  );
}
