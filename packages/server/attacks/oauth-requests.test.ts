/** Requests that are bent, borrowed or forged on their way in (cases 95, 97, 99–104, 108–110, 112–114, 116, 124, 142). */
import * as oauth from 'oauth4webapi';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { callback, createRelyingParty, follow, houseFetch, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { registerCustomer } from './people.ts';

let house: TestHouse;
let shop: RelyingParty;
let anna: Visitor;
beforeAll(async () => {
  house = await startTestHouse();
  shop = await createRelyingParty(house);
  anna = await registerCustomer(house, 'anna@example.com');
});
afterAll(() => house.stop());

async function authorize(change: (parameters: URLSearchParams) => void, visitor = anna) {
  const { address } = await shop.begin();
  const url = new URL(address, house.origin);
  change(url.searchParams);
  return visitor.request(`${url.pathname}${url.search}`);
}

const errorOf = (location: string | undefined) => new URL(location ?? '').searchParams.get('error');

describe('a redirect address', () => {
  it.each([
    `${callback}/`,
    `${callback}/more`,
    `${callback}?x=1`,
    `${callback}#x`,
    `${callback}/../other`,
    callback.toUpperCase(),
    'https://shop.example.evil.example/callback',
    'https://user@shop.example/callback',
    'https://shop.example:444/callback',
    'http://shop.example/callback',
    'https://shop.example%2eevil.example/callback',
    'javascript:alert(1)',
    '//evil.example',
    '',
  ])('that is not exactly the registered one is never followed: %s', async (address) => {
    const answer = await authorize((parameters) => parameters.set('redirect_uri', address));
    expect(answer.status).toBe(400);
    expect(answer.headers['location']).toBeUndefined();
    expect(answer.body).toContain('<html');
  });

  it('is not followed for an application that nobody knows', async () => {
    const answer = await authorize((parameters) => parameters.set('client_id', 'nobody'));
    expect(answer.status).toBe(400);
    expect(answer.headers['location']).toBeUndefined();
  });
});

describe('an authorization request', () => {
  it.each([
    ['no code challenge', { code_challenge: null, code_challenge_method: null }],
    ['a plain code challenge', { code_challenge_method: 'plain' }],
    ['an unnamed method', { code_challenge_method: null }],
    ['a token as its answer', { response_type: 'token' }],
    ['an identity token as its answer', { response_type: 'code id_token' }],
    ['nothing as its answer', { response_type: 'none' }],
    ['a request object', { request: 'eyJhbGciOiJub25lIn0.e30.' }],
    ['assurance that nobody can give', { acr_values: 'urn:cardea:aal3' }],
    ['an API that it may not use', { resource: 'https://other.example/api' }],
    ['a scope that it was not registered for', { scope: 'openid offline_access', prompt: 'consent' }],
  ])('with %s is sent back without a code', async (_name, changes) => {
    const answer = await authorize((parameters) => {
      for (const [field, value] of Object.entries(changes)) {
        if (value === null) parameters.delete(field);
        else parameters.set(field, value);
      }
    });
    const location = answer.headers['location'];
    expect(location?.startsWith(callback)).toBe(true);
    expect(location).not.toContain('code=');
    expect(errorOf(location?.replace('#', '?'))).toBeTruthy();
  });

  it.each(['client_id', 'redirect_uri', 'scope', 'state'])('that says %s twice is refused', async (field) => {
    const answer = await authorize((parameters) => parameters.append(field, 'twice'));
    expect(answer.headers['location'] ?? '').not.toContain('code=');
    expect(answer.status === 400 || errorOf(answer.headers['location']) === 'invalid_request').toBe(true);
  });

  it('cannot be framed, read from elsewhere, or made to carry markup into our pages', async () => {
    const script = '"><script>alert(1)</script>';
    const answer = await authorize((parameters) => {
      parameters.set('redirect_uri', script);
      parameters.set('state', script);
      parameters.set('ui_locales', script);
      parameters.set('login_hint', script);
    });
    expect(answer.body).not.toContain('<script>alert');
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('is answered by a redirect that a form is not repeated through', async () => {
    const answer = await authorize(() => undefined);
    expect([302, 303]).toContain(answer.status);
    expect(new URL(answer.headers['location'] ?? '').searchParams.get('iss')).toBe(house.origin);
  });

  it('that waits in one browser cannot be answered for it in another', async () => {
    const mallory = house.visitor();
    const asked = await authorize(() => undefined, mallory);
    const borrowed = await anna.request(asked.headers['location'] ?? '');
    expect(borrowed.headers['location'] ?? '').not.toMatch(/callback/);
    const [flow] = await house.sql<{ return_to: string }>(
      'select return_to from flows where interaction is not null order by created_at desc limit 1',
    );
    const resumed = await anna.request(flow?.return_to ?? '');
    expect(resumed.status).toBe(410);
    const back = await mallory.request(flow?.return_to ?? '');
    expect(back.headers['location']).toMatch(/^\/sign-in\?flow=/);
  });
});

describe('the addresses that are published', () => {
  it('are the tenant’s own, whatever a proxy or a visitor says, and offer what works', async () => {
    const answer = await anna.request('/.well-known/openid-configuration', {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' },
    });
    expect(answer.body).not.toContain('evil.example');
    const document = JSON.parse(answer.body);
    expect(document).toMatchObject({
      issuer: house.origin,
      token_endpoint: `${house.origin}/oauth/token`,
      end_session_endpoint: `${house.origin}/oauth/logout`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      backchannel_logout_supported: true,
      id_token_signing_alg_values_supported: ['ES256', 'RS256'],
    });
    expect(document.grant_types_supported.toSorted()).toEqual([
      'authorization_code',
      'client_credentials',
      'refresh_token',
      'urn:ietf:params:oauth:grant-type:device_code',
    ]);
    for (const absent of ['registration_endpoint', 'check_session_iframe']) {
      expect(document).not.toHaveProperty(absent);
    }
    const keys = JSON.parse((await anna.request('/oauth/jwks')).body).keys as Record<string, unknown>[];
    expect(keys.length).toBeGreaterThanOrEqual(2);
    for (const key of keys) expect(Object.keys(key)).not.toEqual(expect.arrayContaining(['d']));
  });

  it.each(['/OAUTH/token', '/oauth/Token', '/oauth/token/', '/oauth/reg', '/oauth/device', '/oauth/unused/confirm'])(
    'have no second spelling: %s',
    async (path) => {
      expect((await anna.post(path, {})).status).toBe(404);
    },
  );
});

describe('an application that proves itself', () => {
  const token = (headers: Record<string, string>, fields: Record<string, string>) =>
    houseFetch(house)(`${house.origin}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams({ grant_type: 'client_credentials', ...fields }),
    });
  const basic = (id: string, secret: string) => ({
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  });

  it('wrongly is refused, whatever is wrong, and no password grant is there to try', async () => {
    const service = await createRelyingParty(house, {
      metadata: { grant_types: ['client_credentials'], redirect_uris: [] },
    });
    const { applicationId: id, secret } = service;
    expect((await token(basic(id, secret ?? ''), {})).status).toBe(200);
    expect((await token(basic(id, 'wrong'), {})).status).toBe(401);
    expect((await token(basic(id, ''), {})).status).toBeGreaterThanOrEqual(400);
    expect((await token(basic('nobody', secret ?? ''), {})).status).toBe(401);
    expect((await token({}, { client_id: id })).status).toBe(401);
    expect((await token(basic(id, 'kept elsewhere, as a hash'), {})).status).toBe(401);
    const password = await token(basic(id, secret ?? ''), { grant_type: 'password', username: 'a', password: 'b' });
    expect(await password.json()).toMatchObject({ error: 'unsupported_grant_type' });
  });

  it('may be read from its own origin in a browser, and from no other', async () => {
    const party = await createRelyingParty(house, { metadata: { token_endpoint_auth_method: 'none' } });
    const ask = (origin: string) =>
      token({ origin }, { grant_type: 'refresh_token', refresh_token: 'x', client_id: party.applicationId });
    expect((await ask('https://shop.example')).headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a pushed request', () => {
  async function push() {
    const verifier = oauth.generateRandomCodeVerifier();
    const address = await client.buildAuthorizationUrlWithPAR(shop.configuration, {
      redirect_uri: callback,
      scope: 'openid',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { verifier, path: `${address.pathname}${address.search}` };
  }

  it('leads to a code once, for the application that pushed it', async () => {
    const { verifier, path } = await push();
    const first = await follow(house, anna, await anna.request(path));
    const tokens = await client.authorizationCodeGrant(shop.configuration, new URL(first.headers['location'] ?? ''), {
      pkceCodeVerifier: verifier,
    });
    expect(tokens.access_token).toBeDefined();
    const second = await anna.request(path);
    expect(second.headers['location'] ?? '').not.toContain('code=');

    const other = await createRelyingParty(house);
    const borrowed = (await push()).path.replace(shop.applicationId, other.applicationId);
    expect((await anna.request(borrowed)).headers['location'] ?? '').not.toContain('code=');
  });

  it('gives one code to twenty requests at the same moment', async () => {
    const { path } = await push();
    const answers = await Promise.all(Array.from({ length: 20 }, () => anna.request(path)));
    const codes = answers.filter((answer) => answer.headers['location']?.includes('code='));
    expect(codes.length).toBe(1);
  });
});

describe('a proof of possession', () => {
  it('binds tokens to its key, counts once, and is missed where it is not shown', async () => {
    const party = await createRelyingParty(house, { metadata: { token_endpoint_auth_method: 'none' } });
    const journey = await party.begin();
    const back = await follow(house, anna, await anna.request(journey.address));
    const server = (await party.configuration.serverMetadata()) as oauth.AuthorizationServer;
    const application: oauth.Client = { client_id: party.applicationId };
    const keys = await oauth.generateKeyPair('ES256', { extractable: true });
    const options = { [oauth.customFetch]: houseFetch(house), [oauth.allowInsecureRequests]: true };
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      application,
      oauth.None(),
      oauth.validateAuthResponse(server, application, new URL(back.headers['location'] ?? ''), journey.state),
      callback,
      journey.verifier,
      { ...options, DPoP: oauth.DPoP(application, keys) },
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, application, answer);
    expect(tokens.token_type).toBe('dpop');

    const proofs: string[] = [];
    const watching = (target: string, init: { readonly headers: Record<string, string>; readonly method: string }) => {
      proofs.push(init.headers['dpop'] ?? '');
      return houseFetch(house)(target, init);
    };
    const info = await oauth.userInfoRequest(server, application, tokens.access_token, {
      ...options,
      [oauth.customFetch]: watching,
      DPoP: oauth.DPoP(application, keys),
    });
    expect(info.status).toBe(200);
    const userinfo = (headers: Record<string, string>) =>
      houseFetch(house)(`${house.origin}/oauth/userinfo`, { headers });
    const authorization = `DPoP ${tokens.access_token}`;
    expect((await userinfo({ authorization, dpop: proofs[0] ?? '' })).status).toBe(401);
    expect((await userinfo({ authorization: `Bearer ${tokens.access_token}` })).status).toBe(401);

    const refresh = (proof: oauth.DPoPHandle | undefined) =>
      oauth.refreshTokenGrantRequest(server, application, oauth.None(), tokens.refresh_token ?? '', {
        ...options,
        ...(proof ? { DPoP: proof } : {}),
      });
    expect((await refresh(undefined)).status).toBe(400);
    expect((await refresh(oauth.DPoP(application, await oauth.generateKeyPair('ES256')))).status).toBe(400);
    expect((await refresh(oauth.DPoP(application, keys))).status).toBe(200);
  });
});
