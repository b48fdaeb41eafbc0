/** Customers who have signed up for real and are signed in, and what their browsers hold. */
import { createHash } from 'node:crypto';
import type { TestHouse } from '../test/house.ts';
import type { Answer, Visitor } from '../test/visitor.ts';

export const password = 'the quiet river bends twice';

/** The six digits that a mail's subject names. */
export const codeOf = (text: string): string => /\b(\d{3}) ?(\d{3})\b/.exec(text)?.slice(1).join('') ?? '';

/** Registers a customer through the pages; the browser returned is signed in. */
export async function signUp(
  house: TestHouse,
  email: string,
  { name = 'Anna Bergmann', visitor = house.visitor() }: { name?: string; visitor?: Visitor } = {},
): Promise<Visitor> {
  const accepted = await visitor.fill('/sign-up', { email, password, name });
  const { subject } = await house.mailTo(email);
  const answer = await visitor.fill(accepted.headers['location'] ?? '', { code: codeOf(subject) });
  if (answer.headers['location'] !== '/account') throw new Error(`${email} could not sign up: ${answer.status}`);
  return visitor;
}

/** Signs in with the password; does not follow the redirect. */
export const signIn = (visitor: Visitor, email: string, typed = password): Promise<Answer> =>
  visitor.fill('/sign-in', { identifier: email, password: typed });

/** Whether this browser is signed in, by what the account page answers. */
export async function isSignedIn(visitor: Visitor): Promise<boolean> {
  const answer = await visitor.request('/account');
  if (answer.status === 200) return true;
  if (answer.status === 303 && answer.headers['location'] === '/sign-in?return_to=%2Faccount') return false;
  throw new Error(`the account page answered ${answer.status}`);
}

/** A fresh browser that presents exactly these cookies. */
export function withCookies(house: TestHouse, cookies: Iterable<readonly [string, string]>): Visitor {
  const visitor = house.visitor();
  for (const [name, value] of cookies) visitor.cookies.set(name, value);
  return visitor;
}

/** How many sessions of this installation still count. */
export async function liveSessions(house: TestHouse): Promise<number> {
  const [row] = await house.sql<{ count: number }>(
    'select count(*)::int as count from session_standings where is_live and is_cookie_live',
  );
  return row?.count ?? -1;
}

/** The id of this browser's session and the customer's, as the database knows them. */
export async function sessionOf(
  house: TestHouse,
  visitor: Visitor,
): Promise<{ sessionId: string; customerId: string }> {
  const secret = visitor.cookies.get('cardea_session') ?? '';
  const [row] = await house.sql<{ session_id: string; customer_id: string }>(
    'select session_id, customer_id from sessions where secret_hash = $1',
    [createHash('sha256').update(secret).digest()],
  );
  if (row === undefined) throw new Error('this browser holds no session');
  return { sessionId: row.session_id, customerId: row.customer_id };
}
