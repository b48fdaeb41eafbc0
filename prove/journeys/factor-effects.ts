/** The rules of the world for factors: signing in by several of them, setting them up, taking them away, losing them. */
import {
  askedInRecovery,
  factorsOf,
  isEnrolmentAsked,
  isFresh,
  isSecondAsked,
  removeFactor,
  showIn,
  waitsForEnrolment,
  waysLeft,
} from './factors.ts';
import { signIn, unlock } from './grants.ts';
import { linkTo } from './identities.ts';
import {
  type Account,
  accountOf,
  actorOf,
  type BrowserName,
  type Flow,
  flowOf,
  holderOf,
  letterOf,
  type Model,
  provesNow,
  type Session,
  type ShownProof,
} from './model.ts';
import type { Answer, Move, Outcome } from './moves.ts';

type Of<Do extends Move['do']> = Extract<Move, { do: Do }>;
const triesOfAJourney = 5;

/** The sign-in of this browser that goes on. */
export function signInOf(
  model: Model,
  { flow: id, browser }: { flow: string; browser: BrowserName },
): Flow | undefined {
  const flow = flowOf(model, id);
  return flow?.kind === 'sign-in' && flow.state !== 'over' && flow.browser === browser ? flow : undefined;
}

/** The first proof of a sign-in has come: it is enough, or another is asked, or the account is about to be closed. */
export function begin(model: Model, flow: Flow, account: Account, proof: ShownProof): Outcome {
  flow.triesLeft = triesOfAJourney;
  return goOn(model, flow, account, [proof]);
}

/** On with these proofs. */
export function goOn(model: Model, flow: Flow, account: Account, shown: readonly ShownProof[]): Outcome {
  const isRemembered = isSecondAsked(model, account, shown) && account.remembered.includes(flow.browser);
  const proofs: ShownProof[] = isRemembered ? [...shown, { method: 'remembered-device' }] : [...shown];
  const former = flow.account;
  flow.account = account.key;
  flow.proofs = [...shown];
  flow.letter = null;
  if (isSecondAsked(model, account, proofs)) {
    flow.state = 'second';
    return 'asks-second';
  }
  if (waitsForEnrolment(model, flow, account, shown)) return 'asks-to-enrol';
  if (account.state === 'closing') {
    flow.state = 'proven';
    return 'asks-to-keep';
  }
  flow.state = 'over';
  // The journey was this customer's before its last proof: then what waited for them is linked.
  if (former === account.key && flow.arrival?.account === former) linkTo(model, account, flow.arrival.elsewhere);
  signIn(model, flow.browser, account, proofs);
  return 'done';
}

/** A mail with a code and a link is asked for: only where nothing has been proven yet. */
export function askForMail(model: Model, move: Of<'ask-mail'>): Outcome {
  const flow = signInOf(model, move);
  if (flow?.state !== 'open') return 'refused';
  flow.address = move.address;
  flow.letter = null;
  return 'done';
}

/** The code or the link of such a mail. */
export function acceptMail(model: Model, flow: Flow, address: string, method: 'email-code' | 'email-link'): Outcome {
  const account = holderOf(model, address);
  if (account === undefined) return 'refused';
  unlock(model, actorOf(flow.browser), account, { mailbox: address });
  return begin(model, flow, account, { method });
}

/** In the browser that asked, and in no other. */
export function useSignInLink(model: Model, move: Of<'sign-in-link'>): Outcome {
  const letter = letterOf(model, move.letter);
  const flow = flowOf(model, letter?.flow ?? null);
  if (letter === undefined || flow?.kind !== 'sign-in' || !provesNow(model, letter)) return 'refused';
  if (flow.browser !== move.browser) return 'refused';
  const outcome = acceptMail(model, flow, letter.to, 'email-link');
  if (outcome !== 'refused') letter.isSpent = true;
  return outcome;
}

export function usePasskey(model: Model, move: Of<'passkey'>): Outcome {
  const flow = signInOf(model, move);
  const factor = model.factors.find(({ key }) => key === move.factor);
  const account = accountOf(model, factor?.account ?? null);
  if (flow === undefined || account === undefined || !factor?.isThere) return 'refused';
  // Whoever can use a factor has not lost it.
  account.lost = null;
  return begin(model, flow, account, { method: 'passkey', factor: factor.key, isVerified: move.isVerified });
}

/** A code that went to the number: to one that is a factor, in a journey where nothing has been proven. */
export function useSms(model: Model, move: Of<'sms'>): Outcome {
  const flow = signInOf(model, move);
  const factor = model.factors.find(({ key }) => key === move.factor);
  const account = accountOf(model, factor?.account ?? null);
  if (flow?.state !== 'open') return 'refused';
  flow.letter = null;
  if (account === undefined || !factor?.isThere) return 'refused';
  account.lost = null;
  return begin(model, flow, account, { method: 'sms-code', factor: factor.key });
}

/** Whether it is one of the ways there are, and right; a code is used up by it. Undefined: not one of the ways. */
function check(
  model: Model,
  account: Account,
  ways: readonly string[],
  { way, factor: key, code, isVerified }: Answer,
): ShownProof | null | undefined {
  if (!ways.includes(way)) return undefined;
  if (way === 'recovery-code') {
    if (!account.codes.includes(code)) return null;
    account.codes = account.codes.filter((other) => other !== code);
    return { method: way };
  }
  if (way === 'password') return account.password === code ? { method: way } : null;
  const factor = model.factors.find((each) => each.key === key);
  if (factor?.account !== account.key || factor.method !== way || !factor.isThere) return null;
  if (way === 'passkey') return { method: way, factor: factor.key, isVerified };
  if (way === 'sms-code') return { method: way, factor: factor.key };
  if (factor.isUsed) return null;
  factor.isUsed = true;
  return { method: way, factor: factor.key };
}

export function answerSecond(model: Model, move: Of<'second'>): Outcome {
  const flow = flowOf(model, move.flow);
  const account = accountOf(model, flow?.account ?? null);
  if (flow === undefined || account === undefined || flow.browser !== move.browser) return 'refused';
  const isRecovery = flow.kind === 'recovery' && flow.state === 'proven';
  if (!isRecovery && !isWaiting(model, flow, account)) return 'refused';
  const ways = isRecovery ? askedInRecovery(model, account, flow) : waysLeft(model, account, flow.proofs);
  const proof = check(model, account, ways, move);
  if (proof === undefined) return 'refused';
  if (proof === null) {
    flow.triesLeft -= 1;
    if (flow.triesLeft === 0) flow.state = 'over';
    return 'refused';
  }
  account.lost = null;
  if (isRecovery) {
    flow.proofs.push(proof);
    return 'done';
  }
  const outcome = goOn(model, flow, account, [...flow.proofs, proof]);
  if (outcome === 'done' && move.remember && !account.remembered.includes(flow.browser))
    account.remembered.push(flow.browser);
  return outcome;
}

/** Whether this sign-in waits for a second proof: asked anew each time, of the factors there are now. */
const isWaiting = (model: Model, flow: Flow, account: Account): boolean =>
  flow.kind === 'sign-in' && flow.state === 'second' && isSecondAsked(model, account, flow.proofs);

/** Whoever has shown all that is asked may keep an account that was about to be closed. */
export function keepBySignIn(model: Model, move: Of<'keep'>): Outcome {
  const flow = signInOf(model, move);
  const account = accountOf(model, flow?.account ?? null);
  if (flow === undefined || account?.state !== 'closing' || flow.proofs.length === 0) return 'refused';
  if (isSecondAsked(model, account, flow.proofs) || isEnrolmentAsked(model, account, flow.proofs)) return 'refused';
  account.state = 'active';
  return goOn(model, flow, account, flow.proofs);
}

export function reportLoss(model: Model, move: Of<'lose'>): Outcome {
  const flow = losing(model, move);
  if (flow === undefined) return 'refused';
  flow.letter = null;
  return 'done';
}

/** A sign-in whose second question cannot be answered: with the password where there is one. */
function losing(model: Model, move: Of<'lose'> | Of<'lose-code'>): Flow | undefined {
  const flow = signInOf(model, move);
  const account = accountOf(model, flow?.account ?? null);
  if (flow === undefined || account === undefined || !isWaiting(model, flow, account)) return undefined;
  const isProven = account.password === null || flow.proofs.some(({ method }) => method === 'password');
  return isProven ? flow : undefined;
}

export function proveLoss(model: Model, move: Of<'lose-code'>): Outcome {
  const flow = losing(model, move);
  const account = accountOf(model, flow?.account ?? null);
  const letter = letterOf(model, flow?.letter ?? null);
  if (flow === undefined || account === undefined || letter === undefined || letter.isSpent) return 'refused';
  if (letter.kind !== 'lost' || letter.triesLeft === 0) return 'refused';
  letter.triesLeft -= 1;
  if (letter.code !== move.code) return 'refused';
  letter.isSpent = true;
  unlock(model, actorOf(move.browser), account, { mailbox: letter.to });
  if (account.lost !== 'due') {
    account.lost = 'waiting';
    return 'waits';
  }
  account.lost = null;
  for (const factor of factorsOf(model, account)) removeFactor(model, account, factor, flow);
  // What was proven by one that is gone counts no more, also where this very sign-in began with it.
  const left = flow.proofs.filter(({ factor, method }) => factor === undefined && method !== 'recovery-code');
  return goOn(model, flow, account, [...left, { method: 'email-code' }]);
}

export function stopLoss(model: Model, move: Of<'stop-lost'>): Outcome {
  const letter = letterOf(model, move.letter);
  const account = accountOf(model, letter?.account ?? null);
  if (letter?.kind !== 'stop' || letter.isSpent || account === undefined || account.lost === null) return 'refused';
  account.lost = null;
  letter.isSpent = true;
  return 'done';
}

type OfFactors = Of<
  | 'confirm-factor'
  | 'enrol-passkey'
  | 'enrol-app'
  | 'enrol-phone'
  | 'make-codes'
  | 'end-remembered'
  | 'keep-factors'
  | 'remove-factor'
>;

/** What is done about factors in an open session. */
export function changeFactors(model: Model, move: OfFactors, session: Session, account: Account): Outcome {
  switch (move.do) {
    case 'confirm-factor': {
      const proof = check(model, account, waysLeft(model, account, []), move);
      if (!proof) return 'refused';
      account.lost = null;
      showIn(session, proof);
      return 'done';
    }
    case 'end-remembered':
      account.remembered = [];
      return 'done';
    case 'keep-factors':
      account.lost = null;
      return 'done';
    case 'enrol-passkey':
    case 'enrol-app':
    case 'enrol-phone':
      if (!isFresh(model, session, account)) return 'asks-to-confirm';
      // Whoever adds a factor wants it to be asked for: where a browser was remembered, and of what was under way.
      account.remembered = [];
      // A number is something to be found by as well: what was under way in another way ends with it.
      for (const flow of model.flows)
        if (flow.account === account.key && (flow.kind === 'email-change' || move.do === 'enrol-phone'))
          flow.state = 'over';
      return 'done';
    case 'make-codes':
      if (!isFresh(model, session, account)) return 'asks-to-confirm';
      return factorsOf(model, account).length > 0 ? 'done' : 'refused';
    case 'remove-factor': {
      if (!isFresh(model, session, account)) return 'asks-to-confirm';
      const factor = model.factors.find(({ key }) => key === move.factor);
      // A number is taken away as such, not by its id: where it is gone already, there is nothing to refuse.
      if (factor?.method === 'sms-code' && factor.account === account.key && !factor.isThere) return 'done';
      if (factor?.account !== account.key || !factor.isThere) return 'refused';
      removeFactor(model, account, factor);
      return 'done';
    }
  }
}
