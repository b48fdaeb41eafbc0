/**
 * Upstreams that lie or fail (security.md, cases 152, 155, 156 and fault F22): nobody is signed in, nothing is made, and
 * only that one button is out of order.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { atUpstream, type Misbehaviour, startUpstream, type Upstream } from '../test/upstream/index.ts';
import { callbackOf, type Kind, startKind } from './connection-kinds.ts';
import { bring, expectNothing, goThere, signUpBy, visit } from './connection-visits.ts';
import { beginFlow, registerCustomer, signIn } from './people.ts';
import { gaveSession } from './way-steps.ts';

let house: TestHouse;
let liars = 0;
const started: Upstream[] = [];
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(async () => {
  for (const upstream of started) await upstream.stop();
  await house.stop();
});
beforeEach(() => house.sql('delete from budgets'));

/** A connection to an upstream of its own, so that what one has broken is no other's. */
async function liar(
  algorithm: 'ES256' | 'RS256' = 'ES256',
): Promise<{ kind: Kind; upstream: Upstream; login: string }> {
  liars += 1;
  const connectionId = `liar-${liars}`;
  const clientId = `client-of-${connectionId}`;
  const clientSecret = `a secret for ${connectionId} that is long enough`;
  const client = { clientId, clientSecret, algorithm, redirectUris: [callbackOf(house, connectionId)] };
  const upstream = await startUpstream({ clients: [client] });
  started.push(upstream);
  const given = { connection_id: connectionId, name: `Liar ${liars}`, issuer: upstream.issuer, client_id: clientId };
  const kind = { ...(await startKind(house, 'openid', { ...given, client_secret: clientSecret })), upstream };
  const login = `liar${liars}`;
  upstream.accounts.set(login, {
    login,
    subject: login,
    email: `${login}@upstream.example`,
    emailVerified: true,
    name: 'Lia',
  });
  return { kind, upstream, login };
}

const lies: readonly (readonly [string, Misbehaviour])[] = [
  ['of another issuer', { idToken: { iss: 'https://accounts.google.com' } }],
  ['for another audience', { idToken: { aud: 'somebody-else' } }],
  ['for several audiences, and another authorized party', { idToken: { aud: ['x', 'y'], azp: 'x' } }],
  ['for no audience', { idToken: { aud: undefined } }],
  ['with another authorized party', { idToken: { azp: 'somebody-else' } }],
  ['that is over', { idToken: { exp: 1_700_000_000 } }],
  ['that never ends', { idToken: { exp: undefined } }],
  ['from the future', { idToken: { iat: 4_000_000_000, nbf: 4_000_000_000 } }],
  ['without a nonce', { idToken: { nonce: undefined } }],
  ['with another nonce', { idToken: { nonce: 'another' } }],
  ['with an empty nonce', { idToken: { nonce: '' } }],
  ['without a subject', { idToken: { sub: undefined } }],
  ['with an empty subject', { idToken: { sub: '' } }],
  ['that nobody signed', { signedBy: 'none' }],
  ['that a stranger signed', { signedBy: 'stranger' }],
  ['that is an HMAC under the public key', { signedBy: 'public-key' }],
  ['that is an HMAC under a symmetric key it publishes', { signedBy: 'public-key', keys: 'symmetric' }],
  ['that is an HMAC under the client’s secret', { signedBy: 'client-secret' }],
  ['whose keys are gone', { keys: 'none' }],
  ['that is not there', { withoutIdToken: true }],
];

describe.each(['ES256', 'RS256'] as const)('an ID token by %s', (algorithm) => {
  it('is found among many keys, and lets its owner in', async () => {
    const { kind, upstream, login } = await liar(algorithm);
    upstream.misbehaves.keys = 'many';
    await signUpBy(house, kind, login);
    expect(gaveSession(await visit(house.visitor(), kind, login))).toBe(true);
  });

  it.each(lies)('%s opens nothing (cases 152, 155)', async (_, lie) => {
    const { kind, upstream, login } = await liar(algorithm);
    const visitor = house.visitor();
    const back = await goThere(visitor, kind, login);
    Object.assign(upstream.misbehaves, lie);
    await expectNothing(house, () => bring(visitor, kind, back));
  });
});

describe('who is linked', () => {
  it('comes in by new keys at once after a rotation, at one more look, and such looks come a minute apart', async () => {
    const { kind, upstream, login } = await liar();
    await signUpBy(house, kind, login);
    const before = upstream.asked('keys');
    await upstream.rotateKeys();
    expect(gaveSession(await visit(house.visitor(), kind, login))).toBe(true);
    expect(upstream.asked('keys') - before).toBe(1);
    await upstream.rotateKeys();
    await expectNothing(house, () => visit(house.visitor(), kind, login));
    expect(upstream.asked('keys') - before).toBe(1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    try {
      expect(gaveSession(await visit(house.visitor(), kind, login))).toBe(true);
      expect(upstream.asked('keys') - before).toBe(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is nobody else, whatever the profile address says (OpenID Connect Core, section 5.3.2)', async () => {
    const { kind, upstream, login } = await liar();
    await signUpBy(house, kind, login);
    const visitor = house.visitor();
    const back = await goThere(visitor, kind, login);
    upstream.misbehaves.userinfo = { sub: 'somebody-else', email: 'other@upstream.example' };
    const answer = await bring(visitor, kind, back);
    if (gaveSession(answer)) expect(upstream.asked('userinfo')).toBe(0);
  });

  it('cannot make us look for keys at will', async () => {
    const { kind, upstream, login } = await liar();
    await signUpBy(house, kind, login);
    upstream.misbehaves.signedBy = 'stranger';
    const before = upstream.asked('keys');
    for (let tries = 0; tries < 6; tries += 1) {
      const visitor = house.visitor();
      await bring(visitor, kind, await goThere(visitor, kind, login).catch(() => ({ path: '/sign-in', posted: null })));
    }
    expect(upstream.asked('keys') - before).toBeLessThanOrEqual(1);
  });
});

/** What the button says when it is out of order. */
async function press(kind: Kind) {
  const visitor = house.visitor();
  const flow = await beginFlow(visitor, '/sign-in');
  const answer = await expectNothing(house, () => visitor.request(`/sign-in/with/${kind.connectionId}?flow=${flow}`));
  expect(answer.headers['location'] ?? '').not.toContain(kind.upstream.origin);
  const page = answer.status === 303 ? await visitor.get(answer.headers['location'] ?? '') : answer;
  expect(page.body).toContain('/sign-in');
  return answer;
}

describe('discovery', () => {
  it.each([
    ['names another issuer', { discovery: { issuer: 'https://accounts.google.com' } }],
    ['names none', { discovery: { issuer: undefined } }],
    ['leads elsewhere', { at: { discovery: 'redirects' } }],
    ['names a token address without https', { discovery: { token_endpoint: 'http://169.254.169.254/latest' } }],
    ['names keys on a private network', { discovery: { jwks_uri: 'https://10.0.0.1/keys' } }],
    ['sends browsers to a script', { discovery: { authorization_endpoint: 'javascript:alert(1)' } }],
    ['is nonsense', { at: { discovery: 'nonsense' } }],
    ['is 20 MB long', { at: { discovery: 'large' } }],
    ['hangs up', { at: { discovery: 'gone' } }],
    ['fails', { at: { discovery: 'fails' } }],
    ['hangs', { at: { discovery: 'hangs' } }],
    ['drips', { at: { discovery: 'drips' } }],
  ] as const)('that %s lets nobody in (case 156, F22)', async (_, misbehaviour) => {
    const { kind, upstream, login } = await liar();
    Object.assign(upstream.misbehaves, misbehaviour);
    const visitor = house.visitor();
    const flow = await beginFlow(visitor, '/sign-in');
    const answer = await expectNothing(house, () => visitor.request(`/sign-in/with/${kind.connectionId}?flow=${flow}`));
    const location = answer.headers['location'] ?? '';
    expect(location).not.toMatch(/^javascript:/);
    // Where only a later address is wrong, the browser may leave; what it brings back is worth nothing.
    if (!location.startsWith(upstream.origin)) return;
    const back = await atUpstream(upstream, location, login);
    await expectNothing(house, () => bring(visitor, kind, back));
  });
});

describe('an upstream that is out of order when the browser comes back', () => {
  it.each([
    ['hangs at the token', { at: { token: 'hangs' } }],
    ['drips at the token', { at: { token: 'drips' } }],
    ['hangs at the keys', { at: { keys: 'hangs' } }],
    ['fails at the token', { at: { token: 'fails' } }],
    ['leads elsewhere with the token', { at: { token: 'redirects' } }],
    ['says nonsense for a token', { at: { token: 'nonsense' } }],
    ['sends 20 MB for a token', { at: { token: 'large' } }],
    ['leads elsewhere with the keys', { at: { keys: 'redirects' } }],
    ['hangs up at the token', { at: { token: 'gone' } }],
  ] as const)('and %s lets nobody in, and every other way stays open (F22)', async (_, misbehaviour) => {
    const { kind, upstream, login } = await liar();
    const email = `other-way-${liars}@upstream.example`;
    await registerCustomer(house, email);
    const visitor = house.visitor();
    const back = await goThere(visitor, kind, login);
    Object.assign(upstream.misbehaves, misbehaviour);
    const [answer, other] = await Promise.all([bring(visitor, kind, back), signIn(house.visitor(), email)]);
    expect(gaveSession(answer)).toBe(false);
    expect(answer.status).not.toBe(500);
    expect(gaveSession(other)).toBe(true);
    const page = answer.status === 303 ? await visitor.get(answer.headers['location'] ?? '') : answer;
    expect(page.body).toContain('/sign-in');
  });

  it('is left alone after three failures in a row, and its neighbour is not (F22)', async () => {
    const { kind, upstream } = await liar();
    const neighbour = await liar();
    await signUpBy(house, neighbour.kind, neighbour.login);
    upstream.misbehaves.at = { discovery: 'fails' };
    for (let tries = 0; tries < 3; tries += 1) await press(kind);
    const before = upstream.asked('discovery');
    await press(kind);
    expect(upstream.asked('discovery')).toBe(before);
    expect(gaveSession(await visit(house.visitor(), neighbour.kind, neighbour.login))).toBe(true);
  });
});

describe('an answer', () => {
  it.each([
    ['another', { answer: { iss: 'https://accounts.google.com' } }],
    ['no', { answer: { iss: undefined } }],
  ] as const)(
    'with %s issuer is nothing where the provider says that it names one (RFC 9207)',
    async (_, misbehaviour) => {
      const { kind, upstream, login } = await liar();
      const visitor = house.visitor();
      Object.assign(upstream.misbehaves, misbehaviour);
      const back = await goThere(visitor, kind, login);
      await expectNothing(house, () => bring(visitor, kind, back));
    },
  );
});
