/**
 * Second factors by the rules alone: what is asked of whom, what it is worth, and what goes with a factor that goes.
 * Written from what is promised, not from how the server does it.
 */
import type { Account, ActorName, Factor, Flow, Model, ProofMethod, Session, ShownProof } from './model.ts';

const worth: ReadonlySet<ProofMethod> = new Set<ProofMethod>([
  'password',
  'connection',
  'passkey',
  'authenticator',
  'sms-code',
  'recovery-code',
]);

/** An account elsewhere is what somebody knows, as a password is: both together are one. */
const kindOf = (method: ProofMethod): ProofMethod => (method === 'connection' ? 'password' : method);

/** Those of the account that count, of one kind. */
export const factorsOf = (model: Model, account: Account, method?: Factor['method']): Factor[] =>
  model.factors.filter(
    (factor) => factor.account === account.key && factor.isThere && (method === undefined || factor.method === method),
  );

/** What a session may say of itself: nothing that was not done, and no more than a first factor by a mailbox alone. */
export function assess(model: Model, proofs: readonly ShownProof[]): { readonly acr: string; readonly amr: string[] } {
  const amr = new Set<string>();
  const kinds = new Set<ProofMethod>();
  let level = 'urn:cardea:aal1';
  for (const { method, factor: key, isVerified = false } of proofs) {
    if (worth.has(method)) kinds.add(kindOf(method));
    if (method === 'password') amr.add('pwd');
    if (method === 'authenticator' || method === 'recovery-code') amr.add('otp');
    if (method === 'sms-code') amr.add('sms');
    if (method !== 'passkey') continue;
    const isSynced = model.factors.find((factor) => factor.key === key)?.isSynced ?? true;
    amr.add(isSynced ? 'swk' : 'hwk');
    if (!isVerified) continue;
    amr.add('user');
    if (level !== 'phrh') level = isSynced ? 'phr' : 'phrh';
  }
  if (level === 'urn:cardea:aal1' && kinds.size > 1) level = 'urn:cardea:aal2';
  if (level !== 'urn:cardea:aal1') amr.add('mfa');
  return { acr: level, amr: [...amr].sort() };
}

/** Whether a second factor is shown: two of different kinds, a key that checked its holder, or one after a mailbox. */
function isSecondShown(proofs: readonly ShownProof[]): boolean {
  const kinds = new Set(proofs.map(({ method }) => kindOf(method)).filter((method) => worth.has(method)));
  const isAfter = proofs.some(({ method }, place) => place > 0 && kindOf(method) !== 'password' && worth.has(method));
  const isEnough = proofs.some(({ method, isVerified }) => method === 'passkey' && isVerified === true);
  return kinds.size > 1 || isAfter || isEnough || proofs.some(({ method }) => method === 'remembered-device');
}

/** What there is to answer the second question by, after these proofs. */
export function waysLeft(model: Model, account: Account, proofs: readonly ShownProof[]): ProofMethod[] {
  const held: ProofMethod[] = [];
  if (factorsOf(model, account, 'passkey').length > 0) held.push('passkey');
  if (factorsOf(model, account, 'authenticator').length > 0) held.push('authenticator');
  if (factorsOf(model, account, 'sms-code').length > 0) held.push('sms-code');
  if (account.codes.length > 0) held.push('recovery-code');
  // After a factor the password is another one; after an account elsewhere, or a mailbox, it is the first.
  const isAfterFactor = proofs.some(({ method }) => worth.has(method) && kindOf(method) !== 'password');
  if (account.password !== null && isAfterFactor) held.push('password');
  return held.filter((way) => !proofs.some(({ method }) => method === way));
}

/**
 * Whether a sign-in with these proofs has to show another. Where that is not asked of everybody, codes on paper alone,
 * and the password after a factor, are asked of nobody.
 */
export function isSecondAsked(model: Model, account: Account, proofs: readonly ShownProof[]): boolean {
  if (isSecondShown(proofs)) return false;
  const ways = waysLeft(model, account, proofs);
  return ways.some((way) => way !== 'recovery-code' && way !== 'password') || (isRequired(model) && ways.length > 0);
}

const isRequired = ({ policy }: Model): boolean => policy.secondFactor === 'required';

/** Whether everybody has to show a second factor, there is none to show, and it can be put off no longer. */
export function isEnrolmentAsked(model: Model, account: Account, proofs: readonly ShownProof[]): boolean {
  const isDue = model.policy.graceDays === 0 || account.grace === 'over';
  return isRequired(model) && isDue && !isSecondShown(proofs) && waysLeft(model, account, proofs).length === 0;
}

/** From now on they know that it will be asked. Where it is asked now, the journey waits for it as a sign-in does. */
export function waitsForEnrolment(model: Model, flow: Flow, account: Account, proofs: readonly ShownProof[]): boolean {
  if (isRequired(model) && model.policy.graceDays > 0) account.grace ??= 'running';
  if (!isEnrolmentAsked(model, account, proofs)) return false;
  flow.kind = 'sign-in';
  flow.state = 'second';
  flow.account = account.key;
  flow.proofs = [...proofs];
  flow.letter = null;
  return true;
}

/** One more, as it is made; what it is known by is told by the answer. */
export function addFactor(
  model: Model,
  account: Account,
  made: { readonly method: Factor['method']; readonly holder: ActorName; readonly isSynced: boolean },
): Factor {
  const known = { key: model.factors.length, account: account.key, secret: '', credentialId: null };
  const factor = { ...made, ...known, isThere: true, isUsed: made.method === 'authenticator' };
  model.factors.push(factor);
  return factor;
}

/** The factors that a recovery has to show one of, besides the mailbox. */
export function askedInRecovery(model: Model, account: Account, flow: Flow): ProofMethod[] {
  const ways = waysLeft(model, account, []);
  const isShown = flow.proofs.some(({ method }) => ways.includes(method));
  return isShown || ways.every((way) => way === 'recovery-code') ? [] : ways;
}

/** Whether what is sensitive may be done here: whoever has a factor has shown one of the account’s lately. */
export function isFresh(model: Model, session: Session, account: Account): boolean {
  const isOfFactor = ({ method, factor: key }: ShownProof) =>
    method === 'recovery-code' || factorsOf(model, account).some((factor) => factor.key === key);
  return session.isFresh && (factorsOf(model, account).length === 0 || session.lately.some(isOfFactor));
}

/** It is shown in an open session; whoever shows a factor there is excused no longer. */
export function showIn(session: Session, proof: ShownProof): void {
  const isExcused = ({ method }: ShownProof) => method === 'remembered-device';
  const kept = proof.method === 'password' ? session.proofs : session.proofs.filter((each) => !isExcused(each));
  session.proofs = withProof(kept, proof);
  session.isFresh = true;
  session.lately.push(proof);
}

/** Takes a factor away, and with it all that was proven by it and every exception from being asked. */
export function removeFactor(model: Model, account: Account, gone: Factor, except?: Flow): void {
  gone.isThere = false;
  withdraw(model, account, ({ factor }) => factor === gone.key);
  for (const flow of model.flows) if (flow.account === account.key && flow !== except) flow.state = 'over';
  account.remembered = [];
  if (factorsOf(model, account).length > 0) return;
  // Codes stand in for factors: without one they are worth nothing, and neither is what they proved.
  account.codes = [];
  withdraw(model, account, ({ method }) => method === 'recovery-code');
}

export function withdraw(model: Model, account: Account, isGone: (proof: ShownProof) => boolean): void {
  for (const session of model.sessions) {
    if (session.account !== account.key || !session.isLive) continue;
    session.proofs = session.proofs.filter((proof) => !isGone(proof));
    session.lately = session.lately.filter((proof) => !isGone(proof));
  }
}

/** What a session was begun with, and this besides, in the place of an earlier one by the same factor. */
const withProof = (proofs: readonly ShownProof[], proof: ShownProof): ShownProof[] => [
  ...proofs.filter(({ method, factor }) => method !== proof.method || factor !== proof.factor),
  proof,
];
