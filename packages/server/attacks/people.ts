/**
 * What the attack tests share: customers who do the right thing, and a look at everything a request may have changed.
 */
import type { TestHouse } from '../test/house.ts';
import type { Answer, Visitor, VisitorOptions } from '../test/visitor.ts';

export const goodPassword = 'the quiet river bends twice';

type MailTexts = { readonly subject: string; readonly text: string };

export function codeOf(mail: MailTexts): string {
  return /\b(\d{3}) ?(\d{3})\b/.exec(mail.subject)?.slice(1).join('') ?? '';
}

/** The token of the link in a mail. */
export function tokenOf(mail: MailTexts): string {
  return /\/verify\/link\?token=([\w-]{43})/.exec(mail.text)?.[1] ?? '';
}

export function flowOf(answer: Answer): string {
  return /[?&]flow=(flw_\w+)/.exec(answer.headers['location'] ?? '')?.[1] ?? '';
}

/** Opens a page that begins a journey, and returns the journey's id. */
export async function beginFlow(visitor: Visitor, path: '/sign-in' | '/sign-up' | '/recover'): Promise<string> {
  return (await visitor.get(path)).hidden(path)['flow'] ?? '';
}

export type SignUpDetails = { readonly password?: string; readonly name?: string };

/** Sends the sign-up form; the answer leads to the page that waits for the proof. */
export function signUp(visitor: Visitor, email: string, details: SignUpDetails = {}): Promise<Answer> {
  return visitor.fill('/sign-up', { email, password: goodPassword, name: '', ...details });
}

/** Signs up, reads the mail and proves the address; returns the browser, signed in. */
export async function registerCustomer(
  house: TestHouse,
  email: string,
  options: SignUpDetails & VisitorOptions = {},
): Promise<Visitor> {
  const { password, name, ...browser } = options;
  const visitor = house.visitor(browser);
  const accepted = await signUp(visitor, email, {
    ...(password === undefined ? {} : { password }),
    ...(name === undefined ? {} : { name }),
  });
  const mail = await house.mailTo(email);
  const verified = await visitor.post('/verify', { flow: flowOf(accepted), code: codeOf(mail) });
  if (verified.headers['location'] !== '/account') throw new Error(`no account: ${verified.status}`);
  return visitor;
}

export function signIn(visitor: Visitor, identifier: string, password = goodPassword): Promise<Answer> {
  return visitor.fill('/sign-in', { identifier, password });
}

export async function isSignedIn(visitor: Visitor): Promise<boolean> {
  return (await visitor.request('/account')).status === 200;
}

export type Traces = Readonly<Record<'customers' | 'identifiers' | 'passwords' | 'sessions' | 'messages', number>> & {
  /** Ledger entries by event. */
  readonly entries: Readonly<Record<string, number>>;
};

/** How many rows of each kind there are: what a refused attack must leave as it was. */
export async function tracesOf(house: TestHouse): Promise<Traces> {
  const [counts] = await house.sql<Omit<Traces, 'entries'>>(`
    select (select count(*)::int from customers) as customers,
           (select count(*)::int from customer_identifiers) as identifiers,
           (select count(*)::int from password_credentials) as passwords,
           (select count(*)::int from sessions) as sessions,
           (select count(*)::int from messages) as messages`);
  const events = await house.sql<{ event: string; count: number }>(
    'select event, count(*)::int as count from ledger_entries group by event order by event',
  );
  if (counts === undefined) throw new Error('no counts');
  return { ...counts, entries: Object.fromEntries(events.map(({ event, count }) => [event, count])) };
}

/** An answer without what differs each time by design: ids, references, and the text that was typed. */
export function faceOf(answer: Answer, ...typed: readonly string[]) {
  const plain = (text: string) =>
    typed.reduce(
      (rest, word) => rest.replaceAll(word, '<typed>'),
      text.replaceAll(/\b[a-z]{3}_[0-9a-z]{26}\b/g, '<id>'),
    );
  const { date: _date, 'set-cookie': _cookies, ...headers } = answer.headers;
  return {
    status: answer.status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, plain(value)])),
    cookies: answer.setCookies.map((cookie) => cookie.replace(/=[^;]*/, '=')),
    body: plain(answer.body),
  };
}
