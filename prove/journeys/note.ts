/** Puts what an answer has told into the model: the journey it named, or what it showed this once. */
import { addFactor, showIn } from './factors.ts';
import { accountOf, actorOf, flowOf, letterOf, type Model, sessionIn } from './model.ts';
import type { Move } from './moves.ts';
import type { Sent } from './send.ts';

/** Notes it, once the move is known to have been done. */
export function note(model: Model, move: Move, sent: Sent): void {
  const { outcome, flow } = sent;
  if (outcome === 'leads-to-sign-up' && move.do === 'travel') noteSignUpWith(model, move, flow);
  if (move.do === 'begin-passkey' || move.do === 'enrol-in') noteMade(model, outcome, sent.told);
  if (outcome !== 'done') return;
  if (isShowing(move)) noteShown(model, move, sent.told);
  if (move.do === 'secure') noteWayBack(model, move, flow);
  if (move.do !== 'open' && move.do !== 'change-email' && move.do !== 'recover') return;
  if (flowOf(model, flow) !== undefined) return;
  const begun = { id: flow, browser: move.browser, state: 'open', password: null, letter: null, ...unused } as const;
  if (move.do === 'open') {
    model.flows.push({ ...begun, proofs: [], kind: move.kind, address: null, account: null, session: null });
    return;
  }
  if (move.do === 'recover') {
    model.flows.push({ ...begun, proofs: [], kind: 'recovery', address: move.address, account: null, session: null });
    return;
  }
  const session = sessionIn(model, move.browser);
  const account = session?.account ?? null;
  for (const other of model.flows) {
    if (other.kind === 'email-change' && other.account === account) other.state = 'over';
  }
  model.flows.push({
    ...begun,
    proofs: [],
    kind: 'email-change',
    address: move.address,
    account,
    session: session?.key ?? null,
  });
}

const unused = { triesLeft: 5, arrival: null, isWith: false } as const;

/** The journey that makes an account of the one elsewhere. */
function noteSignUpWith(model: Model, { browser, elsewhere }: Extract<Move, { do: 'travel' }>, id: string): void {
  if (flowOf(model, id) !== undefined) return;
  const begun = { id, browser, kind: 'registration', state: 'open', ...unused } as const;
  const nobody = { address: null, password: null, account: null, session: null, letter: null, proofs: [] };
  model.flows.push({ ...begun, ...nobody, arrival: { elsewhere, account: null } });
}

/** Whoever said "this wasn't me" finds the way back begun in the same browser, by the mailbox of the account. */
function noteWayBack(
  model: Model,
  { browser, letter }: Extract<Move, { do: 'undo' | 'secure' | 'keep-link' }>,
  id: string,
) {
  const account = accountOf(model, letterOf(model, letter)?.account ?? null);
  if (id === '' || account === undefined || flowOf(model, id) !== undefined) return;
  const begun = { id, browser, state: 'open', password: null, letter: null, ...unused } as const;
  model.flows.push({ ...begun, proofs: [], kind: 'recovery', address: account.email, account: null, session: null });
}

/** By what a factor is known that was made inside a journey. */
function noteMade(model: Model, outcome: Sent['outcome'], [secret = '']: readonly string[]): void {
  const made = model.factors.at(-1);
  if (outcome !== 'refused' && made?.secret === '') made.secret = secret;
}

type Shown = Extract<Move, { do: 'enrol-passkey' | 'enrol-app' | 'enrol-phone' | 'make-codes' }>;
const isShowing = (move: Move): move is Shown => move.do === 'make-codes' || move.do in methodOf;

/** A factor that was set up, and shown with that, or ten codes in the place of all earlier ones. */
function noteShown(model: Model, move: Shown, told: readonly string[]): void {
  const session = sessionIn(model, move.browser);
  const account = accountOf(model, session?.account ?? null);
  if (session === undefined || account === undefined) return;
  const holder = actorOf(move.browser);
  if (move.do === 'make-codes') {
    account.codes = [...told];
    account.codesOf = holder;
    return;
  }
  const [secret = ''] = told;
  const method = methodOf[move.do];
  const isSynced = move.do !== 'enrol-passkey' || move.isSynced;
  const factor = addFactor(model, account, { method, holder, isSynced });
  factor.secret = secret;
  showIn(session, {
    method,
    factor: factor.key,
    ...(move.do === 'enrol-passkey' ? { isVerified: move.isVerified } : {}),
  });
}

const methodOf = {
  'enrol-passkey': 'passkey',
  'enrol-app': 'authenticator',
  'enrol-phone': 'sms-code',
} as const;
