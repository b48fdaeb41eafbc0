/** Every form of the hosted pages: where it goes, its fields, and how to fill it so that only one field is hostile. */
import type { TestHouse } from '../test/house.ts';
import type { Visitor } from '../test/visitor.ts';
import { password, sessionOf } from './signed-in.ts';

export const forms = [
  { path: '/sign-up', fields: ['flow', 'email', 'password', 'name'] },
  { path: '/sign-in', fields: ['flow', 'identifier', 'password'] },
  { path: '/verify', fields: ['flow', 'code'] },
  { path: '/verify/resend', fields: ['flow'] },
  { path: '/verify/link', fields: ['token', 'password'] },
  { path: '/sign-out', fields: ['token'] },
  { path: '/account/sign-out-everywhere', fields: ['token'] },
  { path: '/account/sessions/end', fields: ['token', 'session'] },
  { path: '/account/sessions/end-others', fields: ['token'] },
  { path: '/setup', fields: ['email', 'password', 'name'] },
  { path: '/setup/accept', fields: ['token'] },
] as const;

const journeys = new WeakMap<Visitor, { signUp: string; signIn: string }>();

/** The fields of a form as this browser, which is signed in, could send them; no token is right, so nothing happens. */
export async function hiddenOf(house: TestHouse, visitor: Visitor, path: string): Promise<Record<string, string>> {
  const { signUp, signIn } = journeys.get(visitor) ?? (await begin(house, visitor));
  const token = 'A'.repeat(43);
  switch (path) {
    case '/sign-up':
      return { flow: signUp, email: 'hostile@example.com', password, name: 'Hostile' };
    case '/setup':
      return { email: 'hostile@example.com', password, name: 'Hostile' };
    case '/sign-in':
      return { flow: signIn, identifier: 'hostile@example.com', password };
    case '/verify':
      return { flow: signUp, code: '000000' };
    case '/verify/resend':
      return { flow: signUp };
    case '/verify/link':
      return { token, password };
    case '/account/sessions/end':
      return { token, session: (await sessionOf(house, visitor)).sessionId };
    default:
      return { token };
  }
}

/** Journeys of this very browser, so that a hostile field is not hidden behind an unknown journey. */
async function begin(house: TestHouse, visitor: Visitor): Promise<{ signUp: string; signIn: string }> {
  const registration = await visitor.get('/sign-up');
  const signedOut = house.visitor();
  signedOut.cookies.set('cardea_browser', visitor.cookies.get('cardea_browser') ?? '');
  const entry = await signedOut.get('/sign-in');
  const found = {
    signUp: registration.hidden('/sign-up')['flow'] ?? '',
    signIn: entry.hidden('/sign-in')['flow'] ?? '',
  };
  journeys.set(visitor, found);
  return found;
}
