/** Sends a move to the server as a browser would, and says in one word how it was answered. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Visitor } from '../../packages/server/test/visitor.ts';
import type { Product } from '../product/product.ts';
import type { BrowserName, FlowKind, Model } from './model.ts';
import type { Move, Outcome } from './moves.ts';

export type Browsers = Readonly<Record<BrowserName, Visitor>>;
export type Sent = { readonly outcome: Outcome; readonly status: number; readonly flow: string };

const pageOf = { registration: '/sign-up', 'sign-in': '/sign-in', recovery: '/recover' } as const;
const codePageOf: Readonly<Record<FlowKind, string>> = {
  registration: '/verify',
  recovery: '/recover/verify',
  'email-change': '/account/sign-in/email/verify',
  'sign-in': '/verify',
};
const resendPageOf: Readonly<Record<FlowKind, string>> = {
  registration: '/verify/resend',
  recovery: '/recover/resend',
  'email-change': '/account/sign-in/email/resend',
  'sign-in': '/verify/resend',
};
const linkPageOf = {
  verify: '/verify/link',
  recover: '/recover/link',
  change: '/verify/link',
  undo: '/undo-email-change',
  secure: '/secure-account',
  keep: '/keep-account',
} as const;
const sessionCookie = 'cardea_session';
const busy: readonly number[] = [429, 503];
const mostTries = 20;

/** Sends it; where somebody has to wait for a budget or for a quieter moment, they wait. */
export async function send(product: Product, browsers: Browsers, model: Model, move: Move): Promise<Sent> {
  if (move.do === 'leak') return { outcome: 'done', status: 0, flow: '' };
  if (move.do === 'wait') {
    const customerId = model.accounts[move.account]?.customerId ?? '';
    await product.query(
      `update sessions set authenticated_at = authenticated_at - interval '11 minutes' where customer_id = '${customerId}'`,
    );
    return { outcome: 'done', status: 0, flow: '' };
  }
  const visitor = browsers[move.browser];
  let answer = await request(visitor, model, move);
  for (let tries = 1; busy.includes(answer.status) && tries < mostTries; tries += 1) {
    await sleep(100);
    answer = await request(visitor, model, move);
  }
  const place = answer.headers['location'] ?? '';
  const flow = /[?&]flow=(flw_\w+)/.exec(place)?.[1] ?? '';
  return { outcome: outcomeOf(move, answer, place), status: answer.status, flow };
}

function outcomeOf(move: Move, { status }: Answer, place: string): Outcome {
  if (status >= 500 || status === 429) return 'broken';
  if (move.do === 'look') return 'done';
  if (status !== 303) return 'refused';
  if (place.startsWith('/account/confirm')) return 'asks-to-confirm';
  if (place.startsWith('/sign-in/keep')) return 'asks-to-keep';
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

async function request(visitor: Visitor, model: Model, move: Exclude<Move, { do: 'leak' | 'wait' }>): Promise<Answer> {
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
      return post('/sign-up', { flow: move.flow, email: move.address, password: move.password, name: '' });
    case 'resend':
      return (kind === 'email-change' ? inAccount : post)(resendPageOf[kind], { flow: move.flow });
    case 'code':
      return (kind === 'email-change' ? inAccount : post)(codePageOf[kind], { flow: move.flow, code: move.code });
    case 'verify-link':
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
export function sessionHashOf(visitor: Visitor): string {
  return createHash('sha256')
    .update(visitor.cookies.get(sessionCookie) ?? '')
    .digest('hex');
}

// The pages of an account write this token into their forms. A walk sends many forms and draws few pages, so it is made
// here: were it another, every form of a walk would be refused, and the walk would fail at once.
function tokenOf(visitor: Visitor): string {
  const secret = visitor.cookies.get(sessionCookie) ?? '';
  return createHash('sha256').update(`form-token:${secret}`).digest('base64url');
}
