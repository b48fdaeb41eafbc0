/** Parameters bent on the way in, and what comes back to the eye (cases 101–104, 110, 124–126, 144). */
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { callback, createRelyingParty, follow, houseFetch, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { basic, comeBack, enter, send } from './oauth.ts';
import { goodPassword, registerCustomer } from './people.ts';

let house: TestHouse;
let shop: RelyingParty;
let anna: Visitor;
beforeAll(async () => {
  house = await startTestHouse();
  shop = await createRelyingParty(house);
  anna = await registerCustomer(house, 'anna@example.com');
});
afterAll(() => house.stop());

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const issued = async () =>
  (
    await house.sql(
      `select (select count(*) from access_tokens) as access, (select count(*) from refresh_tokens) as refresh,
        (select count(*) from authorization_codes where consumed_at is not null) as used`,
    )
  )[0];

/** A code of Anna's, and the form that redeems it. */
async function codeForm() {
  const { journey, address } = await comeBack(house, anna, shop);
  const code = new URL(address).searchParams.get('code') ?? '';
  return { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: journey.verifier };
}

describe('a code challenge', () => {
  it.each([
    ['none', { code_challenge: undefined, code_challenge_method: undefined }],
    ['a plain one', { code_challenge_method: 'plain' }],
    ['one without its method', { code_challenge_method: undefined }],
    ['a short one', { code_challenge: 'short' }],
  ])('cannot be left out or weakened in a pushed request: %s', async (_name, changes) => {
    const before = await house.sql('select count(*)::int as count from pushed_requests');
    const { address } = await shop.begin();
    const fields = { ...Object.fromEntries(new URL(address, house.origin).searchParams), ...changes };
    const present = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const answer = await send(house, '/oauth/par', present as Record<string, string>, basic(shop));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' });
    expect(await house.sql('select count(*)::int as count from pushed_requests')).toEqual(before);
  });

  it('cannot be dropped where the code is redeemed, and a refusal gives nothing', async () => {
    for (const verifier of [undefined, '', 'x'.repeat(43), 'short']) {
      const { code_verifier: right, ...rest } = await codeForm();
      const before = await issued();
      const fields = { ...rest, ...(verifier === undefined ? {} : { code_verifier: verifier }) };
      const answer = await send(house, '/oauth/token', fields, basic(shop));
      expect(answer.status).toBe(400);
      expect(((await answer.json()) as { error: string }).error).toMatch(/^invalid_(grant|request)$/);
      expect(await issued()).toEqual(before);
      expect(right.length).toBe(43);
    }
  });
});

describe('a parameter that is said twice', () => {
  it.each(['grant_type', 'code', 'redirect_uri', 'code_verifier', 'client_id'])(
    'is refused where tokens are given: %s',
    async (field) => {
      const fields = new URLSearchParams({ ...(await codeForm()), client_id: shop.applicationId });
      fields.append(field, fields.get(field) ?? '');
      const before = await issued();
      const answer = await houseFetch(house)(`${house.origin}/oauth/token`, {
        method: 'POST',
        headers: { ...form, ...basic(shop) },
        body: fields.toString(),
      });
      expect(answer.status).toBe(400);
      expect(await issued()).toEqual(before);
    },
  );

  it('does not count in the address of a form: neither what is asked for nor who asks', async () => {
    const fields = await codeForm();
    const before = await issued();
    for (const [query, body, headers] of [
      [new URLSearchParams(fields), '', basic(shop)],
      [
        new URLSearchParams({ code: fields.code }),
        new URLSearchParams({ ...fields, code: 'x' }).toString(),
        basic(shop),
      ],
      [
        new URLSearchParams({ client_id: shop.applicationId, client_secret: shop.secret ?? '' }),
        new URLSearchParams(fields).toString(),
        {},
      ],
    ] as const) {
      const answer = await houseFetch(house)(`${house.origin}/oauth/token?${query}`, {
        method: 'POST',
        headers: { ...form, ...headers },
        body,
      });
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
    expect(await issued()).toEqual(before);
  });

  it('is refused in a pushed request, and where tokens are described or taken back', async () => {
    const { address } = await shop.begin();
    const parameters = new URL(address, house.origin).searchParams;
    parameters.append('redirect_uri', 'https://evil.example/');
    const { access_token: token } = await enter(house, anna, shop);
    const twice = new URLSearchParams([
      ['token', token],
      ['token', 'x'],
    ]);
    for (const [path, body] of [
      ['/oauth/par', parameters],
      ['/oauth/introspect', twice],
      ['/oauth/revoke', twice],
    ] as const) {
      const answer = await houseFetch(house)(`${house.origin}${path}`, {
        method: 'POST',
        headers: { ...form, ...basic(shop) },
        body: body.toString(),
      });
      expect(answer.status, path).toBe(400);
    }
    expect((await client.tokenIntrospection(shop.configuration, token)).active).toBe(true);
  });
});

describe('text that an address carries', () => {
  const script = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

  it.each(['login_hint', 'ui_locales', 'error', 'error_description', 'error_hint', 'state', 'notice', 'return_to'])(
    'is never markup in a page: %s',
    async (field) => {
      const { address } = await shop.begin({ [field]: script });
      const asked = await follow(house, house.visitor(), await house.visitor().request(address));
      const query = new URLSearchParams({ [field]: script });
      const paths = ['/sign-in', '/sign-up', '/signed-out', '/sign-out', '/account', '/oauth/authorize'];
      const pages = await Promise.all(paths.map((path) => anna.request(`${path}?${query}`)));
      for (const page of [asked, ...pages]) {
        expect(page.body).not.toContain('<script>alert');
        expect(page.body).not.toContain('<img src=x');
        const policy = page.headers['content-security-policy'] ?? '';
        expect(policy).toContain("default-src 'none'");
        expect(policy).not.toContain("'unsafe-inline'");
      }
    },
  );

  it('is never markup when it is the name of an application', async () => {
    const partner = await createRelyingParty(house, {
      firstParty: false,
      metadata: { client_name: script.slice(0, 60) },
    });
    const asked = await anna.request((await partner.begin()).address);
    const page = await anna.request(asked.headers['location'] ?? '');
    expect(page.status).toBe(200);
    expect(page.body).not.toContain('<script>alert');
    expect(page.body).toContain('&lt;script&gt;');
  });
});

describe('a fresh sign-in', () => {
  it.each([{ prompt: 'login' }, { max_age: '0' }])('cannot be had from an old one: %o', async (parameters) => {
    const visitor = await registerCustomer(house, `${Math.random().toString(36).slice(2)}@example.com`);
    const email = (await house.mails())[0]?.to ?? '';
    await house.sql(`update sessions set authenticated_at = now() - interval '1 hour'`);
    const journey = await shop.begin(parameters);
    const asked = await visitor.request(journey.address);
    expect(asked.headers['location']).toMatch(/^\/sign-in\?flow=/);
    const before = await house.sql('select count(*)::int as count from authorization_codes');
    const [waiting] = await house.sql<{ return_to: string }>(
      'select return_to from flows where interaction is not null order by created_at desc limit 1',
    );
    // Back without a password: asked again.
    const early = await visitor.request(waiting?.return_to ?? '');
    expect(early.headers['location']).toMatch(/^\/sign-in\?flow=/);
    expect(await house.sql('select count(*)::int as count from authorization_codes')).toEqual(before);

    const page = await visitor.request(early.headers['location'] ?? '');
    const answered = await visitor.post('/sign-in', {
      ...page.hidden('/sign-in'),
      identifier: email,
      password: goodPassword,
    });
    const back = await follow(house, visitor, answered);
    const claims = (await shop.redeem(journey, back.headers['location'] ?? '')).claims();
    expect(Date.now() / 1000 - (claims?.auth_time ?? 0)).toBeLessThan(120);
    // The same again has to ask again.
    const again = await visitor.request((await shop.begin(parameters)).address);
    expect(again.headers['location']).toMatch(/^\/sign-in\?flow=/);
  });

  it('is refused where nobody may be asked for it', async () => {
    await house.sql(`update sessions set authenticated_at = now() - interval '1 hour'`);
    const { address } = await comeBack(house, anna, shop, { prompt: 'none', max_age: '60' });
    expect(new URL(address).searchParams.get('error')).toBe('login_required');
    const { address: both } = await comeBack(house, anna, shop, { prompt: 'none login' });
    expect(new URL(both).searchParams.get('error')).toBe('invalid_request');
  });
});

describe('who asks about a token', () => {
  it('must say who they are, and prove it', async () => {
    const { access_token: token } = await enter(house, anna, shop);
    for (const headers of [{}, basic({ ...shop, secret: 'wrong' }), { authorization: `Bearer ${token}` }]) {
      const answer = await send(house, '/oauth/introspect', { token }, headers as Record<string, string>);
      expect([400, 401]).toContain(answer.status);
      expect(await answer.json()).not.toHaveProperty('active');
    }
    expect((await send(house, '/oauth/introspect', { token })).status).toBe(401);
  });

  it('learns exactly that it is not active when it is not for them: another application, another tenant', async () => {
    const { access_token: token, refresh_token: refreshToken = '' } = await enter(house, anna, shop);
    const stranger = await createRelyingParty(house);
    const other = await house.house.tenants.create({ name: 'Other', host: 'other.localhost:4000' });
    const { applicationId, clientSecret } = await house.house.applications.register(other ?? '', {
      firstParty: true,
      metadata: { client_name: 'There', redirect_uris: [callback], grant_types: ['authorization_code'] },
    });
    for (const asked of [token, refreshToken, 'unknown']) {
      const answer = await send(house, '/oauth/introspect', { token: asked }, basic(stranger));
      expect(await answer.text()).toBe('{"active":false}');
      const there = await houseFetch(house)('http://other.localhost:4000/oauth/introspect', {
        method: 'POST',
        headers: { ...form, ...basic({ ...shop, applicationId, secret: clientSecret }) },
        body: new URLSearchParams({ token: asked }).toString(),
      });
      expect(there.status).toBe(200);
      expect(await there.text()).toBe('{"active":false}');
    }
    // A secret of one tenant is nobody's at another.
    const here = await send(
      house,
      '/oauth/introspect',
      { token },
      basic({ ...shop, applicationId, secret: clientSecret }),
    );
    expect(here.status).toBe(401);
  });
});
