/**
 * The rules of the world: what a move must lead to, and what must be so afterwards. Whatever is given to somebody is held
 * against what they have proven; what no proof justifies becomes a fault.
 */
import { actInAccount } from './account-effects.ts';
import { enrolInJourney } from './enrolment-effects.ts';
import {
  acceptMail,
  answerSecond,
  askForMail,
  begin,
  keepBySignIn,
  proveLoss,
  reportLoss,
  stopLoss,
  usePasskey,
  useSignInLink,
  useSms,
} from './factor-effects.ts';
import { askedInRecovery, waitsForEnrolment } from './factors.ts';
import { endChanges, giveEmail, secure, secureByLink, signIn, takePassword, unlock } from './grants.ts';
import { identitiesOf } from './identities.ts';
import { refuseWith, signUpWith, travel } from './identity-effects.ts';
import {
  accountOf,
  actorOf,
  type Flow,
  flowOf,
  holderOf,
  isTaken,
  type Letter,
  letterOf,
  type Model,
  provesNow,
} from './model.ts';
import type { Move, Outcome } from './moves.ts';
import { beginWithPasskey, register } from './sign-up-effects.ts';

type Of<Do extends Move['do']> = Extract<Move, { do: Do }>;

/** Does to the model what the move must do to the world; returns the answer that must come. */
export function apply(model: Model, move: Move): Outcome {
  switch (move.do) {
    case 'open':
    case 'look':
      return 'done';
    case 'leak':
      model.knows.attacker.push(move.password);
      return 'done';
    case 'delay': {
      const account = accountOf(model, move.account);
      if (account?.lost != null) account.lost = 'due';
      return 'done';
    }
    case 'grace': {
      const account = accountOf(model, move.account);
      if (account?.grace != null) account.grace = 'over';
      return 'done';
    }
    case 'enrol-in':
      return enrolInJourney(model, move);
    case 'ask-mail':
      return askForMail(model, move);
    case 'sign-in-link':
      return useSignInLink(model, move);
    case 'passkey':
      return usePasskey(model, move);
    case 'sms':
      return useSms(model, move);
    case 'travel':
      return travel(model, move);
    case 'sign-up-with':
      return signUpWith(model, move, (flow) => register(model, flow, move.address, move.browser, null));
    case 'second':
      return answerSecond(model, move);
    case 'lose':
      return reportLoss(model, move);
    case 'lose-code':
      return proveLoss(model, move);
    case 'stop-lost':
      return stopLoss(model, move);
    case 'wait':
      for (const session of model.sessions) {
        if (session.account !== move.account) continue;
        session.isFresh = false;
        session.lately = [];
      }
      return 'done';
    case 'sign-up':
    case 'recover':
      return askForProof(model, move);
    case 'resend':
      return resend(model, move);
    case 'begin-passkey':
      return beginWithPasskey(model, move);
    case 'code':
      return enterCode(model, move);
    case 'verify-link':
      return verifyLink(model, move);
    case 'recover-link':
      return recoverLink(model, move);
    case 'choose':
      return choosePassword(model, move);
    case 'sign-in':
      return enterPassword(model, move);
    case 'keep':
      return keepBySignIn(model, move);
    case 'undo':
    case 'secure':
    case 'keep-link':
      return useLink(model, move);
    default:
      return actInAccount(model, move);
  }
}

function openFlow(model: Model, id: string, browser: string, kinds: readonly Flow['kind'][]): Flow | undefined {
  const flow = flowOf(model, id);
  return flow !== undefined && flow.state !== 'over' && flow.browser === browser && kinds.includes(flow.kind)
    ? flow
    : undefined;
}

function askForProof(model: Model, move: Of<'sign-up'> | Of<'recover'>): Outcome {
  const flow = openFlow(model, move.flow, move.browser, [move.do === 'sign-up' ? 'registration' : 'recovery']);
  if (flow?.state !== 'open') return 'refused';
  // Of another address it is another journey, which the answer names: whoever records it begins it.
  if (move.do === 'recover' && flow.address !== null && flow.address !== move.address) return 'done';
  flow.address = move.address;
  flow.letter = null;
  if (move.do === 'sign-up') {
    flow.password = move.password;
    flow.isWith = false;
    if (move.password !== null) model.knows[actorOf(move.browser)].push(move.password);
  }
  return 'done';
}

function resend(model: Model, move: Of<'resend'>): Outcome {
  const flow = waitingFlow(model, move.flow, move.browser);
  if (flow === undefined) return 'refused';
  flow.letter = null;
  return 'done';
}

/** The journey that waits for a code in this browser; one that changes an address waits in its session only. */
function waitingFlow(model: Model, id: string, browser: string): Flow | undefined {
  const flow = openFlow(model, id, browser, ['registration', 'recovery', 'email-change', 'sign-in']);
  if (flow?.state !== 'open' || flow.address === null) return undefined;
  if (flow.kind !== 'email-change') return flow;
  const session = model.sessions.find(({ key }) => key === flow.session);
  return session?.isLive && model.held[flow.browser] === session.key ? flow : undefined;
}

function enterCode(model: Model, move: Of<'code'>): Outcome {
  const flow = waitingFlow(model, move.flow, move.browser);
  const letter = letterOf(model, flow?.letter ?? null);
  if (flow === undefined || letter === undefined || !provesNow(model, letter)) return 'refused';
  if (letter.triesLeft === 0) return 'refused';
  letter.triesLeft -= 1;
  if (letter.code !== move.code) return 'refused';
  if (flow.kind === 'registration' && refuseWith(model, flow, letter.to) === 'linked') {
    letter.triesLeft += 1;
    return 'refused';
  }
  return accept(model, flow, letter, move.browser, 'email-code');
}

/** A proof of the address has come: the journey goes on in this browser. */
function accept(
  model: Model,
  flow: Flow,
  letter: Letter,
  browser: Flow['browser'],
  method: 'email-code' | 'email-link',
): Outcome {
  letter.isSpent = true;
  const actor = actorOf(browser);
  if (flow.kind === 'sign-in') return acceptMail(model, flow, letter.to, method);
  if (flow.kind === 'registration' && flow.password === null && !flow.isWith) {
    flow.state = 'choosing';
    flow.proofs = [{ method }];
    return 'done';
  }
  if (flow.kind === 'registration') return register(model, flow, letter.to, browser, method);
  if (flow.kind === 'recovery') {
    const account = holderOf(model, letter.to);
    if (account === undefined) return 'refused';
    unlock(model, actor, account, { mailbox: letter.to });
    flow.state = 'proven';
    flow.account = account.key;
    flow.browser = browser;
    flow.proofs = [{ method }];
    return 'done';
  }
  const account = accountOf(model, flow.account);
  if (account === undefined) return 'refused';
  flow.state = 'over';
  if (isTaken(model, letter.to, account)) return 'refused';
  giveEmail(model, actor, account, letter.to);
  return 'done';
}

function verifyLink(model: Model, move: Of<'verify-link'>): Outcome {
  const letter = letterOf(model, move.letter);
  const flow = flowOf(model, letter?.flow ?? null);
  if (letter === undefined || flow?.kind !== 'registration' || !provesNow(model, letter)) return 'refused';
  // Elsewhere than where the sign-up began, whoever opens the link must know what was chosen there (case 44).
  const isKnown = !flow.isWith && flow.password !== null && flow.password === move.password;
  if (flow.browser !== move.browser && !isKnown) return 'refused';
  if (refuseWith(model, flow, letter.to) === 'linked') return 'refused';
  return accept(model, flow, letter, move.browser, 'email-link');
}

function recoverLink(model: Model, move: Of<'recover-link'>): Outcome {
  const letter = letterOf(model, move.letter);
  const flow = flowOf(model, letter?.flow ?? null);
  if (letter === undefined || flow?.kind !== 'recovery' || !provesNow(model, letter)) return 'refused';
  return accept(model, flow, letter, move.browser, 'email-link');
}

function choosePassword(model: Model, move: Of<'choose'>): Outcome {
  const flow = openFlow(model, move.flow, move.browser, ['recovery']);
  const account = accountOf(model, flow?.account ?? null);
  if (flow?.state !== 'proven' || account === undefined) return 'refused';
  // A mailbox alone is no way round the factors of an account (case 49).
  if (askedInRecovery(model, account, flow).length > 0) return 'refused';
  const actor = actorOf(move.browser);
  flow.state = 'over';
  secure(model, account);
  // Whoever has the mailbox now need not have the account elsewhere that vouched for it.
  if (account.isProvenElsewhere) for (const identity of identitiesOf(model, account)) identity.isThere = false;
  account.isProvenElsewhere = false;
  model.knows[actor].push(move.password);
  takePassword(account, move.password);
  const proofs = [...flow.proofs, { method: 'password' } as const];
  if (waitsForEnrolment(model, flow, account, proofs)) return 'asks-to-enrol';
  if (account.state === 'closing') return 'leads-to-sign-in';
  signIn(model, move.browser, account, proofs, { mailbox: account.email });
  return 'done';
}

function enterPassword(model: Model, move: Of<'sign-in'>): Outcome {
  const flow = openFlow(model, move.flow, move.browser, ['sign-in']);
  const account = holderOf(model, move.address);
  if (flow === undefined || account === undefined || account.password !== move.password) return 'refused';
  unlock(model, actorOf(move.browser), account, { password: move.password });
  return begin(model, flow, account, { method: 'password' });
}

const kindOfLink = { undo: 'undo', secure: 'secure', 'keep-link': 'keep' } as const;

function useLink(model: Model, move: Of<'undo' | 'secure' | 'keep-link'>): Outcome {
  const letter = letterOf(model, move.letter);
  const account = accountOf(model, letter?.account ?? null);
  if (letter?.kind !== kindOfLink[move.do] || letter.isSpent || account === undefined) return 'refused';
  if (move.do === 'keep-link') {
    if (account.state !== 'closing') return 'refused';
    account.state = 'active';
  } else if (move.do === 'secure') {
    account.state = 'active';
    secureByLink(model, account);
  } else {
    const change = model.changes.find(({ key }) => key === letter.change);
    if (change === undefined || change.isOver) return 'refused';
    account.state = 'active';
    endChanges(model, account, change.key);
    for (const other of model.letters) {
      if (other.account === account.key && other.kind !== 'undo') other.isSpent = true;
    }
    if (account.email !== change.former) giveEmail(model, actorOf(move.browser), account, change.former, 'undo');
    secureByLink(model, account);
  }
  letter.isSpent = true;
  return 'done';
}
