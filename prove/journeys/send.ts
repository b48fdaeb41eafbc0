/** Sends a move to the server as a browser would, and says in one word how it was answered. */
import { createHash } from 'node:crypto';
import type { Upstream } from '../../packages/server/test/upstream/index.ts';
import type { Answer, Visitor } from '../../packages/server/test/visitor.ts';
import type { Product } from '../product/product.ts';
import type { BrowserName, FlowKind, Model } from './model.ts';
import type { Move, Outcome } from './moves.ts';
import { type FactorMove, sendFactorMove, type Told } from './send-factors.ts';
import { type IdentityMove, sendIdentityMove } from './send-identities.ts';
import type { Wallet } from './wallet.ts';

export type Browsers = Readonly<Record<BrowserName, Visitor>>;
export type Sent = {
  readonly outcome: Outcome;
  readonly status: number;
  readonly flow: string;
  /** What was shown this once: a secret, codes, the id of a key. */
  readonly told: readonly string[];
};
/** Where it is sent to, by whom, and with what in hand. */
export type Senders = {
  readonly product: Product;
  readonly browsers: Browsers;
  readonly wallet: Wallet;
  readonly upstream: Upstream;
};

const pageOf = { registration: '/sign-up', 'sign-in': '/sign-in', recovery: '/recover' } as const;
const codePageOf: Readonly<Record<FlowKind, string>> = {
  registration: '/verify',
  recovery: '/recover/verify',
  'email-change': '/account/sign-in/email/verify',
  'sign-in': '/sign-in/code',
};
const resendPageOf: Readonly<Record<FlowKind, string>> = {
  registration: '/verify/resend',
  recovery: '/recover/resend',
  'email-change': '/account/sign-in/email/resend',
  'sign-in': '/sign-in/code/resend',
};
const linkPageOf = {
  verify: '/verify/link',
  recover: '/recover/link',
  change: '/verify/link',
  undo: '/undo-email-change',
  secure: '/secure-account',
  keep: '/keep-account',
  'sign-in': '/sign-in/link',
  lost: '/sign-in/link',
  stop: '/stop-lost-factor',
} as const;
const sessionCookie = 'cardea_session';
const deviceCookie = 'cardea_device';

/** Sends it. */
export async function send(senders: Senders, model: Model, move: Move): Promise<Sent> {
  if (move.do === 'leak') return nothing;
  if (move.do === 'wait' || move.do === 'delay' || move.do === 'grace') {
    const customerId = model.accounts[move.account]?.customerId ?? '';
    await senders.product.query(`update ${afterTime[move.do]} where customer_id = '${customerId}'`);
    return nothing;
  }
  const { answer, told } = await request(senders, model, move);
  const place = answer.headers['location'] ?? '';
  const flow = /[?&]flow=(flw_\w+)/.exec(place)?.[1] ?? '';
  return { outcome: outcomeOf(move, answer, place), status: answer.status, flow, told };
}

/** What is so of a customer once time has gone by. */
const afterTime = {
  wait: `sessions set authenticated_at = authenticated_at - interval '11 minutes', proofs = (
    select coalesce(jsonb_agg(proof || jsonb_build_object('at', (proof ->> 'at')::timestamptz - interval '11 minutes')
      order by place), '[]') from jsonb_array_elements(proofs) with ordinality as shown (proof, place))`,
  delay: "factor_recoveries set due_at = now() - interval '1 minute'",
  grace: "enrolment_graces set began_at = began_at - interval '1 year'",
};

const nothing: Sent = { outcome: 'done', status: 0, flow: '', told: [] };

function outcomeOf(move: Move, { status }: Answer, place: string): Outcome {
  if (status >= 500 || status === 429) return 'broken';
  if (move.do === 'look') return 'done';
  if (status !== 303) return 'refused';
  if (move.do === 'travel' && place.startsWith('/sign-up/with?')) return 'leads-to-sign-up';
  if (move.do === 'travel' && place.startsWith('/sign-in?')) return 'leads-to-linking';
  if (move.do === 'sign-up-with' && place.startsWith('/verify?')) return 'asks-for-code';
  if (place.startsWith('/account/confirm')) return 'asks-to-confirm';
  if (place.startsWith('/sign-in/keep')) return 'asks-to-keep';
  // Where the other of both is asked for, it leads there: what was sent has done nothing.
  if (place.startsWith('/sign-in/second?')) return move.do === 'enrol-in' ? 'refused' : 'asks-second';
  if (place.startsWith('/sign-in/enrol?')) return move.do === 'second' ? 'refused' : 'asks-to-enrol';
  if (place.startsWith('/sign-in/lost-factor/waiting')) return 'waits';
  if (place.startsWith('/sign-in/lost-factor/verify') || place.startsWith('/sign-in/code?')) return 'done';
  if (move.do === 'choose' && place === '/sign-in') return 'leads-to-sign-in';
  return move.do !== 'open' && place.startsWith('/sign-in') ? 'refused' : 'done';
}

/** A browser that was nowhere yet opens the page before its button is pressed, and has one page for two presses. */
const opened = new WeakMap<Visitor, Promise<Answer>>();
function openOnce(visitor: Visitor, page: string): Promise<Answer> {
  const known = opened.get(visitor) ?? visitor.request(page);
  opened.set(visitor, known);
  return known;
}

type Asking = Exclude<Move, { do: 'leak' | 'wait' | 'delay' | 'grace' }>;

async function request({ product, browsers, wallet, upstream }: Senders, model: Model, move: Asking): Promise<Told> {
  const visitor = browsers[move.browser];
  if (isOfIdentities(move)) {
    const inAccount = () => ({ token: tokenOf(visitor) });
    return { answer: await sendIdentityMove({ browsers, upstream, model, inAccount }, move), told: [] };
  }
  if (!isOfFactors(move)) return { answer: await requestPlainly(visitor, model, move), told: [] };
  return sendFactorMove(
    { visitor, wallet, phones: product.mailbox, model, inAccount: { token: tokenOf(visitor) } },
    move,
  );
}

const factorMoves: ReadonlySet<Move['do']> = new Set<FactorMove['do']>([
  'sign-in-link',
  'ask-mail',
  'passkey',
  'second',
  'confirm-factor',
  'begin-passkey',
  'enrol-passkey',
  'enrol-app',
  'enrol-phone',
  'enrol-in',
  'sms',
  'make-codes',
  'end-remembered',
  'keep-factors',
  'remove-factor',
  'lose',
  'lose-code',
  'stop-lost',
]);
const identityMoves: ReadonlySet<Move['do']> = new Set<IdentityMove['do']>([
  'travel',
  'sign-up-with',
  'link',
  'unlink',
]);
const isOfIdentities = (move: Asking): move is IdentityMove => identityMoves.has(move.do);
const isOfFactors = (move: Asking): move is FactorMove => factorMoves.has(move.do);

async function requestPlainly(
  visitor: Visitor,
  model: Model,
  move: Exclude<Asking, FactorMove | IdentityMove>,
): Promise<Answer> {
  const post = (path: string, fields: Readonly<Record<string, string>>) => visitor.post(path, fields);
  const inAccount = (path: string, fields: Readonly<Record<string, string>> = {}) =>
    visitor.post(path, { token: tokenOf(visitor), ...fields });
  const letter = 'letter' in move ? model.letters[move.letter] : undefined;
  const token = letter?.token ?? '';
  const kind = 'flow' in move ? (model.flows.find(({ id }) => id === move.flow)?.kind ?? 'sign-in') : 'sign-in';
  switch (move.do) {
    case 'open':
      return visitor.request(pageOf[move.kind]);
    case 'look':
      return visitor.request(`${linkPageOf[letter?.kind ?? 'verify']}?token=${token}`);
    case 'sign-up':
      return post('/sign-up', {
        ...{ flow: move.flow, email: move.address, name: '' },
        ...(move.password === null ? { with: 'passkey' } : { password: move.password }),
      });
    case 'resend':
      return (kind === 'email-change' ? inAccount : post)(resendPageOf[kind], { flow: move.flow });
    case 'code':
      return (kind === 'email-change' ? inAccount : post)(codePageOf[kind], { flow: move.flow, code: move.code });
    case 'verify-link':
      await openOnce(visitor, `/verify/link?token=${token}`);
      return post('/verify/link', { token, ...(move.password === null ? {} : { password: move.password }) });
    case 'sign-in':
      return post('/sign-in', { flow: move.flow, identifier: move.address, password: move.password });
    case 'keep':
      return post('/sign-in/keep', { flow: move.flow });
    case 'recover':
      return post('/recover', { flow: move.flow, email: move.address });
    case 'recover-link':
      await openOnce(visitor, `/recover/link?token=${token}`);
      return post('/recover/link', { token });
    case 'choose':
      return post('/recover/password', { flow: move.flow, password: move.password });
    case 'change-email':
      return inAccount('/account/sign-in/email', { email: move.address });
    case 'change-password': {
      const fields = { current_password: move.current, password: move.password };
      return inAccount('/account/password', move.endOthers ? { ...fields, end_others: 'yes' } : fields);
    }
    case 'confirm':
      return inAccount('/account/confirm', { to: '/account', password: move.password });
    case 'undo':
      return post('/undo-email-change', { token });
    case 'secure':
      return post('/secure-account', { token });
    case 'keep-link':
      return post('/keep-account', { token });
    case 'end-session':
      return inAccount('/account/sessions/end', { session: model.sessions[move.session]?.sessionId ?? 'ses_none' });
    case 'end-others':
      return inAccount('/account/sessions/end-others');
    case 'sign-out':
      return inAccount('/sign-out');
    case 'sign-out-everywhere':
      return inAccount('/account/sign-out-everywhere');
    case 'close':
      return inAccount('/account/close', { understood: 'yes' });
  }
}

/** The digest by which the database knows the session of a browser. */
export const sessionHashOf = (visitor: Visitor): string => hashOf(visitor, sessionCookie);

/** The digest by which it knows a browser that is remembered. */
export const deviceHashOf = (visitor: Visitor): string => hashOf(visitor, deviceCookie);

// Beside the secret of a device stands a stamp, which the database does not know.
const hashOf = (visitor: Visitor, cookie: string): string =>
  createHash('sha256')
    .update(visitor.cookies.get(cookie)?.split('.')[0] ?? '')
    .digest('hex');

// The pages of an account write this token into their forms. A walk sends many forms and draws few pages, so it is made
// here: were it another, every form of a walk would be refused, and the walk would fail at once.
function tokenOf(visitor: Visitor): string {
  const secret = visitor.cookies.get(sessionCookie) ?? '';
  return createHash('sha256').update(`form-token:${secret}`).digest('base64url');
}
