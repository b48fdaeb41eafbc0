/** Word from an upstream that somebody signed out there (security.md, case 123): taken from it alone, and once. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { startUpstream, type Upstream, type UpstreamClient } from '../test/upstream/index.ts';
import type { Visitor } from '../test/visitor.ts';
import { callbackOf, type Kind, startKind } from './connection-kinds.ts';
import { signUpBy, visit } from './connection-visits.ts';
import { isSignedIn } from './people.ts';

let house: TestHouse;
let upstream: Upstream;
let kind: Kind;
let client: UpstreamClient;
beforeAll(async () => {
  house = await startTestHouse();
  client = {
    clientId: 'ours',
    clientSecret: 'a secret of ours that is long',
    redirectUris: [callbackOf(house, 'contoso')],
  };
  upstream = await startUpstream({ clients: [client] });
  const given = {
    connection_id: 'contoso',
    issuer: upstream.issuer,
    client_id: 'ours',
    client_secret: client.clientSecret,
  };
  kind = { ...(await startKind(house, 'openid', given)), upstream };
});
afterAll(async () => {
  await upstream.stop();
  await house.stop();
});
afterEach(() => house.sql('delete from budgets'));

let guests = 0;
async function guest(): Promise<{ visitor: Visitor; subject: string }> {
  guests += 1;
  const login = `guest${guests}`;
  const subject = `subject-${guests}`;
  upstream.accounts.set(login, {
    login,
    subject,
    email: `${login}@upstream.example`,
    emailVerified: true,
    name: 'Gus',
  });
  await signUpBy(house, kind, login);
  const visitor = house.visitor();
  await visit(visitor, kind, login);
  return { visitor, subject };
}

const tell = (logoutToken: string) =>
  house.visitor().request('/sign-in/with/contoso/logout', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: '*/*' },
    body: new URLSearchParams({ logout_token: logoutToken }).toString(),
  });

describe('a logout token', () => {
  it('ends the sessions that this account began, and no others', async () => {
    const [one, other] = [await guest(), await guest()];
    expect(await isSignedIn(one.visitor)).toBe(true);
    expect((await tell(await upstream.logoutToken(client, { sub: one.subject }))).status).toBe(200);
    expect(await isSignedIn(one.visitor)).toBe(false);
    expect(await isSignedIn(other.visitor)).toBe(true);
  });

  it.each([
    ['that nobody signed', {}, { signedBy: 'none' }],
    ['that a stranger signed', {}, { signedBy: 'stranger' }],
    ['that is an HMAC under the public key', {}, { signedBy: 'public-key' }],
    ['that is an HMAC under the client’s secret', {}, { signedBy: 'client-secret' }],
    ['of another type', {}, { typ: 'JWT' }],
    ['with a nonce', { nonce: 'a nonce' }, {}],
    ['of another issuer', { iss: 'https://accounts.google.com' }, {}],
    ['for another audience', { aud: 'somebody-else' }, {}],
    ['without the event', { events: {} }, {}],
    [
      'with another event',
      { events: { 'https://schemas.openid.net/secevent/risc/event-type/account-disabled': {} } },
      {},
    ],
    ['without an id', { jti: undefined }, {}],
    ['that is over', { iat: 1_700_000_000, exp: 1_700_000_120 }, {}],
    ['that is old', { iat: 1_700_000_000 }, {}],
    ['that names nobody', { sub: undefined }, {}],
  ] as const)('%s ends nothing (case 123)', async (_, claims, how) => {
    const { visitor, subject } = await guest();
    const answer = await tell(await upstream.logoutToken(client, { sub: subject, ...claims }, how));
    expect(answer.status).toBe(400);
    expect(await isSignedIn(visitor)).toBe(true);
  });

  it('counts once', async () => {
    const { visitor, subject } = await guest();
    const token = await upstream.logoutToken(client, { sub: subject, jti: randomUUID() });
    expect((await tell(token)).status).toBe(200);
    expect(await isSignedIn(visitor)).toBe(false);
    await visit(visitor, kind, `guest${guests}`);
    expect(await isSignedIn(visitor)).toBe(true);
    await tell(token);
    expect(await isSignedIn(visitor)).toBe(true);
  });

  it('of an ID token’s form is none: an ID token ends nothing', async () => {
    const { visitor, subject } = await guest();
    const token = await upstream.logoutToken(client, { sub: subject, events: undefined, nonce: 'n' }, { typ: 'JWT' });
    expect((await tell(token)).status).toBe(400);
    expect(await isSignedIn(visitor)).toBe(true);
  });

  it('is not taken where there is no such connection, and garbage is refused quietly', async () => {
    for (const garbage of ['', 'a', 'a.b.c', 'A'.repeat(20_000)]) expect((await tell(garbage)).status).toBe(400);
  });
});
