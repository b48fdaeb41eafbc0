/** Tokens that somebody else signed, that are for something else, or that are over (cases 129–134). */
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, decodeProtectedHeader, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createRelyingParty, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { basic, enter, send, userinfo } from './oauth.ts';
import { isSignedIn, registerCustomer, tracesOf } from './people.ts';

let house: TestHouse;
let shop: RelyingParty;
let anna: Visitor;
/** What Anna's application really holds. */
let access: string;
let identity: string;
let keys: readonly JsonWebKey[];
let logout = '';
const listener = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    logout = new URLSearchParams(body).get('logout_token') ?? '';
    response.writeHead(204).end();
  });
});

beforeAll(async () => {
  await new Promise<void>((ready) => listener.listen(0, '127.0.0.1', ready));
  house = await startTestHouse();
  shop = await createRelyingParty(house, {
    metadata: {
      scope: 'openid customers:read',
      backchannel_logout_uri: `http://localhost:${(listener.address() as AddressInfo).port}/ended`,
    },
  });
  anna = await registerCustomer(house, 'anna@example.com');
  const resource = `${house.origin}/api`;
  const tokens = await enter(house, anna, shop, { scope: 'openid customers:read', resource });
  [access, identity] = [tokens.access_token, tokens.id_token ?? ''];
  keys = JSON.parse((await anna.request('/oauth/jwks')).body).keys;
});
afterAll(async () => {
  await house.stop();
  listener.close();
});

const introspect = async (token: string) =>
  (await send(house, '/oauth/introspect', { token }, basic(shop))).json() as Promise<{ active: boolean }>;

/** Shows it wherever a token of ours is taken; it must count nowhere, and change nothing. */
async function expectWorthless(token: string): Promise<void> {
  const before = await tracesOf(house);
  expect((await userinfo(house, { authorization: `Bearer ${token}` })).status).toBe(401);
  expect(await introspect(token)).toEqual({ active: false });
  expect((await anna.request(`/oauth/logout?${new URLSearchParams({ id_token_hint: token })}`)).status).toBe(400);
  const assertion = { client_assertion: token, client_id: shop.applicationId };
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  const proof = { grant_type: 'client_credentials', client_assertion_type: type, ...assertion };
  expect([400, 401]).toContain((await send(house, '/oauth/token', proof)).status);
  expect(await isSignedIn(anna)).toBe(true);
  expect(await tracesOf(house)).toEqual(before);
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const bodies = () => [access, identity].map((token) => decodeJwt(token));
const pemOf = (key: JsonWebKey) => createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' });

it('the tokens that are imitated here are good', async () => {
  expect(await introspect(access)).toMatchObject({ active: true });
  expect(decodeProtectedHeader(access).typ).toBe('at+jwt');
});

describe('a token without a signature of ours', () => {
  it.each(['none', 'None', 'nOnE', '', 'ES256', 'RS256'])('counts nowhere (%s, nothing signed)', async (alg) => {
    for (const body of bodies()) {
      const token = `${encode({ alg, typ: 'at+jwt', kid: decodeProtectedHeader(access).kid })}.${encode(body)}.`;
      await expectWorthless(token);
    }
  });

  it.each<[string, (key: JsonWebKey) => string]>([
    ['the public key as PEM', (key) => String(pemOf(key))],
    ['the public key as PEM, after a space', (key) => ` ${pemOf(key)}`],
    ['the public key as JWK', (key) => JSON.stringify(key)],
    ['the public key as JWK, after spaces', (key) => `  ${JSON.stringify(key)}`],
    ['the public point of the key', (key) => String(key.x ?? key.n)],
  ])('counts nowhere when %s was its secret', async (_name, secretOf) => {
    for (const key of keys) {
      const header = { alg: 'HS256', typ: 'at+jwt', kid: String(key['kid']) };
      const secret = new TextEncoder().encode(secretOf(key));
      for (const body of bodies())
        await expectWorthless(await new SignJWT(body).setProtectedHeader(header).sign(secret));
    }
  });

  it('counts nowhere when it brings or names the key itself', async () => {
    const evil = await generateKeyPair('ES256', { extractable: true });
    const jwk = await crypto.subtle.exportKey('jwk', evil.publicKey);
    const kid = decodeProtectedHeader(access).kid ?? '';
    for (const header of [
      { kid },
      { kid, jwk: jwk as Record<string, unknown> },
      { kid, jku: 'https://evil.example/keys' },
      { kid, x5u: 'https://evil.example/certificate' },
      { kid: '../../../../dev/null' },
      { kid: "' or '1'='1" },
      { kid: 'x'.repeat(10_000) },
    ]) {
      const signed = new SignJWT(decodeJwt(access)).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...header });
      const token = await signed.sign(evil.privateKey);
      expect((await userinfo(house, { authorization: `Bearer ${token}` })).status).toBeGreaterThanOrEqual(400);
      expect(await introspect(token)).toEqual({ active: false });
    }
    expect(await introspect(access)).toMatchObject({ active: true });
  });

  it('counts nowhere when one letter of it was changed', async () => {
    const [header = '', , signature = ''] = access.split('.');
    const body = encode({ ...decodeJwt(access), scope: 'customers:read customers:write' });
    await expectWorthless(`${header}.${body}.${signature}`);
    await expectWorthless(`${header}.${access.split('.')[1]}.${signature.slice(0, -4)}AAAA`);
  });
});

describe('a token that we signed ourselves', () => {
  /** Signs with the real key of the tenant what we would not sign. */
  async function forge(change: Record<string, unknown>, type = 'at+jwt'): Promise<string> {
    const [row] = await house.sql<{ tenant_id: string }>('select tenant_id from tenants limit 1');
    const set = await house.house.tenants.signingKeys.current(row?.tenant_id ?? '');
    const key = set.keys.find(({ kid }) => kid === decodeProtectedHeader(access).kid);
    const body = { ...decodeJwt(access), ...change } as JWTPayload;
    const signed = new SignJWT(body).setProtectedHeader({ alg: 'ES256', kid: String(key?.kid), typ: type });
    return signed.sign(await importJWK({ ...key }, 'ES256'));
  }

  it('counts as it was signed', async () => {
    expect(await introspect(await forge({}))).toMatchObject({ active: true });
  });

  it.each<[string, Record<string, unknown>, string?]>([
    ['is over since a second', { exp: Math.floor(Date.now() / 1000) - 1 }],
    ['never ends', { exp: undefined }],
    ['is not good yet', { nbf: Math.floor(Date.now() / 1000) + 3600 }],
    ['comes from another server', { iss: 'https://other.example' }],
    ['is for an application that nobody knows', { client_id: 'nobody' }],
    ['belongs to a session that nobody has', { sid: 'nobody' }],
    ['is older than what it hangs on', { iat: 1_700_000_000 }],
    ['is of another type', {}, 'JWT'],
    ['is of no access type', {}, 'logout+jwt'],
  ])('and that %s counts nowhere', async (_name, change, type) => {
    await expectWorthless(await forge(change, type));
  });
});

describe('a token for something else', () => {
  it('is no hint, no proof and nothing to refresh with when it gives access to an API', async () => {
    expect((await userinfo(house, { authorization: `Bearer ${access}` })).status).toBe(401);
    expect((await anna.request(`/oauth/logout?${new URLSearchParams({ id_token_hint: access })}`)).status).toBe(400);
    const hinted = await anna.request((await shop.begin({ prompt: 'none', id_token_hint: access })).address);
    expect(hinted.headers['location'] ?? '').not.toContain('code=');
    const refresh = { grant_type: 'refresh_token', refresh_token: access };
    expect((await send(house, '/oauth/token', refresh, basic(shop))).status).toBe(400);
    expect(await isSignedIn(anna)).toBe(true);
  });

  it('is no access token and no proof when it names an identity', async () => {
    expect((await userinfo(house, { authorization: `Bearer ${identity}` })).status).toBe(401);
    expect(await introspect(identity)).toEqual({ active: false });
    expect([400, 401]).toContain((await send(house, '/oauth/revoke', { token: identity }, basic(shop))).status);
  });

  it('is nothing of the kind when it tells of an end', async () => {
    const bert = await registerCustomer(house, 'bert@example.com');
    await enter(house, bert, shop, { scope: 'openid' });
    const page = await bert.get('/account');
    await bert.post('/sign-out', page.hidden('/sign-out'));
    await expect.poll(() => logout).not.toBe('');
    expect(decodeProtectedHeader(logout).typ).toBe('logout+jwt');
    await expectWorthless(logout);
    const hinted = await shop.begin({ prompt: 'none', id_token_hint: logout });
    const answer = await anna.request(hinted.address);
    expect(answer.headers['location'] ?? '').not.toContain('code=');
  });

  it('is not described to an API that it is not for', async () => {
    const [row] = await house.sql<{ tenant_id: string }>('select tenant_id from tenants limit 1');
    const uri = 'https://orders.example/api';
    await house.house.applications.registerResource(row?.tenant_id ?? '', {
      resource_uri: uri,
      name: 'Orders',
      scopes: { 'orders:read': 'read your orders' },
    });
    const orders = await createRelyingParty(house, { metadata: { allowed_resources: [uri], default_resource: uri } });
    expect(await client.tokenIntrospection(orders.configuration, access)).toEqual({ active: false });
    const answer = await send(house, '/oauth/introspect', { token: access }, basic(orders));
    expect(await answer.text()).toBe('{"active":false}');
  });
});

it('an opaque token is over the second that it ends', async () => {
  const { access_token: opaque } = await enter(house, anna, shop, { scope: 'openid' });
  expect(await introspect(opaque)).toMatchObject({ active: true });
  await house.sql(`update access_tokens set expires_at = now() - interval '1 second'`);
  expect(await introspect(opaque)).toEqual({ active: false });
  expect((await userinfo(house, { authorization: `Bearer ${opaque}` })).status).toBe(401);
});
