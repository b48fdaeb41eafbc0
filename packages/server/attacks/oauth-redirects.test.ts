/** Where an application may send people, and where not (cases 94, 96, 97, 99, 100, 108, 122). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createRelyingParty, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { comeBack } from './oauth.ts';
import { isSignedIn, registerCustomer } from './people.ts';

let house: TestHouse;
let shop: RelyingParty;
let anna: Visitor;
const afterwards = 'https://shop.example/bye';
beforeAll(async () => {
  house = await startTestHouse();
  shop = await createRelyingParty(house, { metadata: { post_logout_redirect_uris: [afterwards] } });
  anna = await registerCustomer(house, 'anna@example.com');
});
afterAll(() => house.stop());

/** Everything that a request for a code writes when it is taken seriously. */
const written = async () =>
  (
    await house.sql(
      `select (select count(*) from authorization_codes) as codes, (select count(*) from session_applications) as grants,
        (select count(*) from interactions) as interactions, (select count(*) from flows) as flows`,
    )
  )[0];

describe('a redirect address', () => {
  it.each([
    'https://shop.example/callback?code=x',
    'https://shop.example\\@evil.example/callback',
    'https://sh\u043ep.example/callback',
    'https://xn--shp-tlc.example/callback',
    'https://shop.example:443/callback',
    'https://shop.example/callback%2f..%2fother',
    'https://shop.example/callback ',
    'com.example.shop:/callback',
    'data:text/html,x',
  ])('that is not the registered one leaves nothing behind: %s', async (address) => {
    const before = await written();
    const { address: asked } = await shop.begin({ redirect_uri: address });
    const answer = await anna.request(asked);
    expect(answer.status).toBe(400);
    expect(answer.headers['location']).toBeUndefined();
    expect(await written()).toEqual(before);
  });

  it('on this device may have any port for a native application, and differ in nothing else', async () => {
    const native = await createRelyingParty(house, {
      metadata: {
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['http://127.0.0.1/callback', 'com.example.app:/callback'],
      },
    });
    const ask = async (address: string) =>
      (await anna.request((await native.begin({ redirect_uri: address })).address)).headers['location'] ?? '';
    expect(await ask('http://127.0.0.1:49152/callback')).toMatch(/^http:\/\/127\.0\.0\.1:49152\/callback\?code=/);
    expect(await ask('com.example.app:/callback')).toMatch(/^com\.example\.app:\/callback\?code=/);
    for (const address of [
      'http://127.0.0.1:49152/other',
      'http://127.0.0.1:49152/callback?x=1',
      'http://127.0.0.1.evil.example:49152/callback',
      'http://localhost:49152/callback',
      'http://localhost.evil.example/callback',
      'http://127.0.0.2:49152/callback',
      'https://127.0.0.1:49152/callback',
      'http://user@127.0.0.1:49152/callback',
      'com.example.app:/callback/more',
      'com.example.apps:/callback',
    ]) {
      expect(await ask(address), address).toBe('');
    }
    // The port is free for them alone.
    expect(
      (await anna.request((await shop.begin({ redirect_uri: 'https://shop.example:8443/callback' })).address)).status,
    ).toBe(400);
  });

  it.each([
    'redirect_uris',
    'post_logout_redirect_uris',
    'logo_uri',
    'client_uri',
    'policy_uri',
    'tos_uri',
    'backchannel_logout_uri',
    'jwks_uri',
  ])('that runs or reads something cannot even be registered: %s', async (field) => {
    const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
    const before = await house.sql('select count(*)::int as count from applications');
    for (const address of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'http://shop.example/x']) {
      const wanted = house.house.applications.register(tenant?.tenantId ?? '', {
        firstParty: false,
        metadata: {
          client_name: 'Trap',
          redirect_uris: ['https://trap.example/'],
          grant_types: ['authorization_code'],
          ...(field === 'jwks_uri' ? { token_endpoint_auth_method: 'private_key_jwt' } : {}),
          [field]: field.endsWith('s') ? [address] : address,
        },
      });
      await expect(wanted, address).rejects.toMatchObject({ code: 'application.invalid' });
    }
    expect(await house.sql('select count(*)::int as count from applications')).toEqual(before);
  });
});

describe('an answer', () => {
  it.each([
    ['a code', {}, 'code'],
    ['a refusal', { prompt: 'none' }, 'error'],
    ['a mistake', { response_type: 'token' }, 'error'],
  ])('says who gave it, so that it cannot be taken for somebody else’s: %s', async (_name, parameters, field) => {
    const visitor = 'prompt' in parameters ? house.visitor() : anna;
    const { address } = await comeBack(house, visitor, shop, parameters);
    const answered = new URL(address.replace('#', '?')).searchParams;
    expect(answered.get(field)).toBeTruthy();
    expect(answered.get('iss')).toBe(house.origin);
  });
});

describe('pages that decide something', () => {
  it('can be framed by nobody, whoever they lead to', async () => {
    const partner = await createRelyingParty(house, { firstParty: false, metadata: { client_name: 'Partner' } });
    const consent = (await anna.request((await partner.begin()).address)).headers['location'] ?? '';
    expect(consent).toMatch(/^\/consent\?/);
    const signIn = (await house.visitor().request((await shop.begin()).address)).headers['location'] ?? '';
    const signOut = (await anna.request(`/oauth/logout?client_id=${shop.applicationId}`)).headers['location'] ?? '';
    for (const path of [consent, signIn, signOut, '/account', '/oauth/authorize?client_id=nobody']) {
      const page = await anna.request(path);
      expect(page.headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
      expect(page.headers['x-frame-options'], path).toBe('DENY');
      expect(page.headers['access-control-allow-origin'], path).toBeUndefined();
    }
  });

  it('take no form from another site, and keep what was allowed as it was', async () => {
    const partner = await createRelyingParty(house, { firstParty: false, metadata: { client_name: 'Partner' } });
    const asked = await anna.request((await partner.begin()).address);
    const consent = { ...(await anna.request(asked.headers['location'] ?? '')).hidden('/consent'), decision: 'allow' };
    const { token = '' } = (await anna.get('/account')).hidden('/sign-out');
    const consents = () => house.sql('select application_id, scopes from consents order by application_id');
    const before = await consents();
    const forms = [
      ['/consent', consent],
      ['/account/applications/remove', { token, application: partner.applicationId }],
    ] as const;
    for (const [path, fields] of forms) {
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: 'https://localhost.example.com' },
        { origin: undefined, 'sec-fetch-site': 'cross-site' },
      ]) {
        expect((await anna.post(path, fields, headers)).status, path).toBe(403);
      }
      const text = await anna.post(path, fields, { 'content-type': 'text/plain' });
      expect(text.status, path).toBeGreaterThanOrEqual(400);
    }
    expect(await consents()).toEqual(before);
    // The very same form from our own page counts.
    expect((await anna.post('/consent', consent)).status).toBe(303);
    expect((await consents()).length).toBe(before.length + 1);
  });
});

describe('a sign-out that nobody asked for', () => {
  it.each(['GET', 'POST'])('by %s from another site ends nothing: a person is asked', async (method) => {
    const parameters = new URLSearchParams({ client_id: shop.applicationId, post_logout_redirect_uri: afterwards });
    const answer = await anna.request(`/oauth/logout${method === 'GET' ? `?${parameters}` : ''}`, {
      method,
      headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      ...(method === 'POST' ? { body: parameters.toString() } : {}),
    });
    expect(answer.headers['location'] ?? '').not.toBe(afterwards);
    expect(await isSignedIn(anna)).toBe(true);
  });

  it.each([
    'https://shop.example/bye/',
    'https://shop.example/bye?x',
    'https://shop.example/',
    'javascript:alert(1)',
    '//evil.example',
  ])('never leads to an address that was not registered for it: %s', async (address) => {
    const query = new URLSearchParams({ client_id: shop.applicationId, post_logout_redirect_uri: address });
    for (const visitor of [anna, house.visitor()]) {
      const answer = await visitor.request(`/oauth/logout?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.headers['location']).toBeUndefined();
    }
    expect(await isSignedIn(anna)).toBe(true);
  });
});
