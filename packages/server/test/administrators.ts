/** Administrators for a test: made by the set-up link or an invitation, signed in at the console as a browser would. */
import { createHash, randomBytes } from 'node:crypto';
import { type AdministratorRole, permissionNames } from '@cardea/contract';
import type { OutboxItem } from '../src/rooms/messaging/index.ts';
import type { TestHouse } from './house.ts';
import { callerWith, type Manager } from './management.ts';
import type { Visitor } from './visitor.ts';

export const password = 'the quiet river bends twice';

export type SignedInAdministrator = {
  readonly visitor: Visitor;
  readonly customerId: string;
  readonly token: string;
  /** Calls a path below `/api/admin`. */
  readonly call: Manager['call'];
  /** A further token of the same browser, as the console asks for. */
  renew(scope?: string): Promise<string>;
};

/** Path and query of a link: the test's server listens elsewhere. */
export function linkIn(link: string): string {
  const url = new URL(link);
  return `${url.pathname}${url.search}`;
}

/** Waits for mail number `count` to this address whose subject begins so. */
export async function awaitMail(house: TestHouse, to: string, subject: string, count = 1): Promise<OutboxItem> {
  for (let tries = 0; tries < 800; tries += 1) {
    const mails = (await house.mails()).filter((mail) => mail.to === to && mail.subject.startsWith(subject));
    if (mails.length >= count && mails[0] !== undefined) return mails[0];
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`no mail "${subject}" to ${to} within twenty seconds`);
}

/** Makes an administrator of the default tenant with these roles, and signs them in at the console. */
export async function createAdministrator(
  house: TestHouse,
  email: string,
  ...roles: readonly AdministratorRole[]
): Promise<SignedInAdministrator> {
  const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
  if (tenant === null) throw new Error('there is no tenant');
  const { link } = await house.house.administration.inviteHere({ tenant, email, roles, locale: 'en' });
  const visitor = house.visitor();
  await visitor.get(linkIn(link));
  const answer = await visitor.fill('/setup', { password, name: 'Somebody' });
  if (answer.status !== 303) throw new Error(`the invitation was answered with ${answer.status}`);
  return signInAtConsole(house, visitor, email);
}

/** The console's own way to a token, in a browser that is signed in. */
export async function signInAtConsole(
  house: TestHouse,
  visitor: Visitor,
  email: string,
): Promise<SignedInAdministrator> {
  const renew = (scope?: string) => tokenOf(house, visitor, { scope });
  const token = await renew();
  const [row] = await house.sql<{ customer_id: string }>(
    `select customer_id from ledger_entries where event = 'administrator.appointed'
     and customer_id is not null order by entry_id desc limit 1`,
  );
  if (row === undefined) throw new Error(`nobody of ${email} administers`);
  return { visitor, customerId: row.customer_id, token, call: callerWith(house, token), renew };
}

export type TokenRequest = {
  readonly clientId?: string;
  readonly redirectUri?: string;
  readonly scope?: string | undefined;
};

/** An access token for `<origin>/api` by code and PKCE; throws what the server said instead. */
export async function tokenOf(house: TestHouse, visitor: Visitor, wanted: TokenRequest = {}): Promise<string> {
  const { clientId = 'console', redirectUri = `${house.origin}/console/callback` } = wanted;
  const scope = wanted.scope ?? ['openid', ...permissionNames].join(' ');
  const verifier = randomBytes(32).toString('base64url');
  const resource = `${house.origin}/api`;
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope,
    resource,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'x',
    prompt: 'none',
  });
  const answer = await visitor.request(`/oauth/authorize?${query}`);
  const back = URL.parse(answer.headers['location'] ?? '', house.origin);
  const code = back?.searchParams.get('code');
  if (!code)
    throw new Error(`no code: ${back?.searchParams.get('error')} ${back?.searchParams.get('error_description')}`);
  const given = await visitor.request('/oauth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
      resource,
    }).toString(),
  });
  const { access_token: token } = JSON.parse(given.body) as { access_token?: string };
  if (token === undefined) throw new Error(`no token: ${given.body}`);
  return token;
}
