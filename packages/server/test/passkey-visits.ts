/** What people do with passkeys on our pages, by a browser without a script and an authenticator in software. */
import type { TestHouse } from './house.ts';
import { createPasskeyAuthenticator, type Key, type Lies, type PasskeyAuthenticator } from './passkey-authenticator.ts';
import type { Answer, Visitor } from './visitor.ts';

/** The options that a page's script would be given. */
export async function optionsOf<Options>(
  visitor: Visitor,
  path: string,
  { credential: _, ...fields }: Readonly<Record<string, string>>,
): Promise<Options> {
  const answer = await visitor.post(path, fields, { accept: 'application/json' });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.body}`);
  return (JSON.parse(answer.body) as { public_key: Options }).public_key;
}

type MakeOptions = Parameters<PasskeyAuthenticator['make']>[0];
type UseOptions = Parameters<PasskeyAuthenticator['use']>[0];

/** Signs up with an address and no password, as far as the page that makes the passkey; returns the journey. */
export async function signUpWithoutPassword(house: TestHouse, visitor: Visitor, email: string): Promise<string> {
  const sent = await visitor.fill('/sign-up', { email, with: 'passkey' });
  const flow = new URLSearchParams(sent.headers['location']?.split('?')[1]).get('flow') ?? '';
  const code = /\b(\d{6}|\d{3} \d{3})\b/.exec((await house.mailTo(email)).text)?.[1]?.replace(' ', '') ?? '';
  const proven = await visitor.post('/verify', { flow, code });
  if (proven.headers['location'] !== `/sign-up/passkey?flow=${flow}`)
    throw new Error(`after the code: ${proven.status} ${proven.headers['location']}`);
  return flow;
}

/** The whole sign-up; the visitor is signed in with the passkey that the authenticator has made. */
export async function signUpWithPasskey(
  house: TestHouse,
  email: string,
  options: { readonly synced?: boolean; readonly counts?: boolean; readonly userVerified?: boolean } = {},
): Promise<{ visitor: Visitor; authenticator: PasskeyAuthenticator; customerId: string }> {
  const visitor = house.visitor();
  const authenticator = createPasskeyAuthenticator({ origin: house.origin, ...options });
  const flow = await signUpWithoutPassword(house, visitor, email);
  const asked = await optionsOf<MakeOptions>(visitor, '/sign-up/passkey/options', { flow });
  const credential = JSON.stringify(authenticator.make(asked));
  const answer = await visitor.post('/sign-up/passkey', { flow, credential });
  if (answer.status !== 303) throw new Error(`the sign-up ended with ${answer.status}: ${answer.body}`);
  const keyId = authenticator.keys[0]?.id;
  const [row] = await house.sql('select customer_id from passkeys where key_id = $1', [keyId]);
  return { visitor, authenticator, customerId: String(row?.['customer_id']) };
}

/** A fresh sign-in page and what it asks of an authenticator. */
export async function askToSignIn(visitor: Visitor): Promise<{ flow: string; asked: UseOptions }> {
  const page = await visitor.get('/sign-in');
  const { flow = '' } = page.hidden('/sign-in/passkey');
  return { flow, asked: await optionsOf<UseOptions>(visitor, '/sign-in/passkey/options', { flow }) };
}

/** Signs in, or tries to. */
export async function signInWithPasskey(
  visitor: Visitor,
  authenticator: PasskeyAuthenticator,
  lies: Lies = {},
  key?: Key,
): Promise<Answer> {
  const { flow, asked } = await askToSignIn(visitor);
  const credential = JSON.stringify(authenticator.use(asked, lies, key));
  return visitor.post('/sign-in/passkey', { flow, credential });
}

/** The page of passkeys, for the token of its forms and the names of its keys. */
export async function passkeyPage(visitor: Visitor): Promise<{ page: Answer; token: string; passkeys: string[] }> {
  const page = await visitor.get('/account/factors/passkey');
  const passkeys = [...page.body.matchAll(/name="passkey" value="(crd_\w+)"/g)].map(([, id]) => id ?? '');
  const { token = '' } = page.hidden('/sign-out');
  return { page, token, passkeys: [...new Set(passkeys)] };
}

/** Makes another passkey in the account. */
export async function addPasskey(
  visitor: Visitor,
  authenticator: PasskeyAuthenticator,
  lies: Lies = {},
  key?: Key,
): Promise<Answer> {
  const { token } = await passkeyPage(visitor);
  const asked = await optionsOf<MakeOptions>(visitor, '/account/factors/passkey/options', { token });
  const credential = JSON.stringify(authenticator.make(asked, lies, key));
  return visitor.post('/account/factors/passkey', { token, credential });
}
