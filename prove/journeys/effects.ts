/**
 * The rules of the world: what a move must lead to, and what must be so afterwards. Whatever is given to somebody is held
 * against what they have proven; what no proof justifies becomes a fault.
 */
import { endChanges, endSessions, giveEmail, secure, signIn, takePassword, unlock } from './grants.ts';
import {
  type Account,
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
  sessionIn,
} from './model.ts';
import type { Move, Outcome } from './moves.ts';

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
    case 'wait':
      for (const session of model.sessions) if (session.account === move.account) session.isFresh = false;
      return 'done';
    case 'sign-up':
    case 'recover':
      return askForProof(model, move);
    case 'resend':
      return resend(model, move);
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
    model.knows[actorOf(move.browser)].push(move.password);
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
  const flow = openFlow(model, id, browser, ['registration', 'recovery', 'email-change']);
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
  return accept(model, flow, letter, move.browser);
}

/** A proof of the address has come: the journey goes on in this browser. */
function accept(model: Model, flow: Flow, letter: Letter, browser: Flow['browser']): Outcome {
  letter.isSpent = true;
  const actor = actorOf(browser);
  if (flow.kind === 'registration') return register(model, flow, letter.to, browser);
  if (flow.kind === 'recovery') {
    const account = holderOf(model, letter.to);
    if (account === undefined) return 'refused';
    unlock(model, actor, account, { mailbox: letter.to });
    flow.state = 'proven';
    flow.account = account.key;
    flow.browser = browser;
    return 'done';
  }
  const account = accountOf(model, flow.account);
  if (account === undefined) return 'refused';
  flow.state = 'over';
  if (isTaken(model, letter.to, account)) return 'refused';
  giveEmail(model, actor, account, letter.to);
  return 'done';
}

function register(model: Model, flow: Flow, address: string, browser: Flow['browser']): Outcome {
  flow.state = 'over';
  if (isTaken(model, address)) return 'refused';
  const account: Account = {
    key: model.accounts.length,
    customerId: null,
    email: '',
    password: flow.password,
    passwordVersion: 1,
    state: 'active',
  };
  model.accounts.push(account);
  giveEmail(model, actorOf(browser), account, address);
  signIn(model, browser, account, { mailbox: address });
  return 'done';
}

function verifyLink(model: Model, move: Of<'verify-link'>): Outcome {
  const letter = letterOf(model, move.letter);
  const flow = flowOf(model, letter?.flow ?? null);
  if (letter === undefined || flow?.kind !== 'registration' || !provesNow(model, letter)) return 'refused';
  // Elsewhere than where the sign-up began, whoever opens the link must know what was chosen there (case 44).
  if (flow.browser !== move.browser && flow.password !== move.password) return 'refused';
  return accept(model, flow, letter, move.browser);
}

function recoverLink(model: Model, move: Of<'recover-link'>): Outcome {
  const letter = letterOf(model, move.letter);
  const flow = flowOf(model, letter?.flow ?? null);
  if (letter === undefined || flow?.kind !== 'recovery' || !provesNow(model, letter)) return 'refused';
  return accept(model, flow, letter, move.browser);
}

function choosePassword(model: Model, move: Of<'choose'>): Outcome {
  const flow = openFlow(model, move.flow, move.browser, ['recovery']);
  const account = accountOf(model, flow?.account ?? null);
  if (flow?.state !== 'proven' || account === undefined) return 'refused';
  const actor = actorOf(move.browser);
  flow.state = 'over';
  secure(model, account);
  model.knows[actor].push(move.password);
  takePassword(account, move.password);
  if (account.state === 'closing') return 'leads-to-sign-in';
  signIn(model, move.browser, account, { mailbox: account.email });
  return 'done';
}

function enterPassword(model: Model, move: Of<'sign-in'>): Outcome {
  const flow = openFlow(model, move.flow, move.browser, ['sign-in']);
  const account = holderOf(model, move.address);
  if (flow === undefined || account === undefined || account.password !== move.password) return 'refused';
  if (account.state === 'closing') {
    flow.state = 'proven';
    flow.account = account.key;
    return 'asks-to-keep';
  }
  flow.state = 'over';
  signIn(model, move.browser, account, { password: move.password });
  return 'done';
}

function keepBySignIn(model: Model, move: Of<'keep'>): Outcome {
  const flow = openFlow(model, move.flow, move.browser, ['sign-in']);
  const account = accountOf(model, flow?.account ?? null);
  if (flow?.state !== 'proven' || account?.state !== 'closing') return 'refused';
  account.state = 'active';
  flow.state = 'over';
  signIn(model, move.browser, account, { password: account.password ?? '' });
  return 'done';
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
    secure(model, account);
    takePassword(account, null);
  } else {
    const change = model.changes.find(({ key }) => key === letter.change);
    if (change === undefined || change.isOver) return 'refused';
    account.state = 'active';
    endChanges(model, account, change.key);
    for (const other of model.letters) {
      if (other.account === account.key && other.kind !== 'undo') other.isSpent = true;
    }
    if (account.email !== change.former) giveEmail(model, actorOf(move.browser), account, change.former, 'undo');
    secure(model, account);
    takePassword(account, null);
  }
  letter.isSpent = true;
  return 'done';
}

type InAccount = Of<
  | 'change-email'
  | 'change-password'
  | 'confirm'
  | 'end-session'
  | 'end-others'
  | 'sign-out'
  | 'sign-out-everywhere'
  | 'close'
>;

function actInAccount(model: Model, move: InAccount): Outcome {
  const session = sessionIn(model, move.browser);
  const account = accountOf(model, session?.account ?? null);
  // Whoever is out already may sign out again.
  if (session === undefined || account === undefined) return move.do === 'sign-out' ? 'done' : 'refused';
  switch (move.do) {
    case 'change-email':
      if (!session.isFresh) return 'asks-to-confirm';
      // Which journey that is, the answer says: whoever records it ends the earlier ones.
      return account.email === move.address ? 'refused' : 'done';
    case 'change-password':
      if (account.password !== move.current) return 'refused';
      session.isFresh = true;
      for (const flow of model.flows) if (flow.account === account.key) flow.state = 'over';
      if (move.endOthers) endSessions(model, account, session);
      model.knows[actorOf(move.browser)].push(move.password);
      takePassword(account, move.password);
      return 'done';
    case 'confirm':
      if (account.password !== move.password) return 'refused';
      session.isFresh = true;
      return 'done';
    case 'end-session': {
      const ended = model.sessions.find(({ key }) => key === move.session);
      if (ended?.account === account.key) ended.isLive = false;
      return 'done';
    }
    case 'end-others':
      endSessions(model, account, session);
      return 'done';
    case 'sign-out':
      session.isLive = false;
      return 'done';
    case 'sign-out-everywhere':
      endSessions(model, account);
      return 'done';
    case 'close':
      if (!session.isFresh) return 'asks-to-confirm';
      account.state = 'closing';
      secure(model, account);
      return 'done';
  }
}
