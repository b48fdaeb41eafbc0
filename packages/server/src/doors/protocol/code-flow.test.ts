import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, goodPassword, registerCustomer, tokenOf } from '../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { callback, createRelyingParty, follow, type RelyingParty } from '../../../test/relying-party.ts';
import type { Visitor } from '../../../test/visitor.ts';

let house: TestHouse;
let shop: RelyingParty;
let video: RelyingParty;
beforeAll(async () => {
  house = await startTestHouse();
  shop = await createRelyingParty(house);
  video = await createRelyingParty(house, {
    metadata: { client_name: 'Videos', token_endpoint_auth_method: 'none' },
  });
});
afterAll(() => house.stop());

/** Signs in to the application with a browser that is signed in; returns the tokens. */
async function enter(party: RelyingParty, visitor: Visitor, parameters: Record<string, string> = {}) {
  const journey = await party.begin(parameters);
  const back = await follow(house, visitor, await visitor.request(journey.address));
  return party.redeem(journey, back.headers['location'] ?? '');
}

describe('a sign-in for an application', () => {
  it('leads through sign-up, the mail and the code to tokens, and says where it leads to', async () => {
    const anna = house.visitor();
    const journey = await shop.begin();
    const asked = await anna.request(journey.address);
    expect(asked.headers['location']).toMatch(/^\/sign-in\?flow=flw_/);
    const signInPage = await anna.get(asked.headers['location'] ?? '');
    expect(signInPage.body).toContain('The shop');
    expect(signInPage.headers['content-security-policy']).toContain("form-action 'self' https://shop.example");
    const signUp = /href="(\/sign-up\?from=[^"]+)"/.exec(signInPage.body)?.[1] ?? '';

    const signUpPage = await anna.get(signUp);
    const accepted = await anna.post('/sign-up', {
      ...signUpPage.hidden('/sign-up'),
      email: 'anna@example.com',
      password: goodPassword,
      name: 'Anna Bergmann',
    });
    const mail = await house.mailTo('anna@example.com');
    const verified = await anna.fill(accepted.headers['location'] ?? '', { code: codeOf(mail) });
    expect(verified.headers['location']).toMatch(/^\/oauth\/authorize\//);
    const back = await follow(house, anna, verified);
    const address = new URL(back.headers['location'] ?? '');
    expect(`${address.origin}${address.pathname}`).toBe(callback);
    expect(address.searchParams.get('iss')).toBe(house.origin);

    const tokens = await shop.redeem(journey, address.href);
    const claims = tokens.claims();
    expect(claims).toMatchObject({ aud: shop.applicationId, acr: 'urn:cardea:aal1', amr: ['pwd'] });
    expect(claims).not.toHaveProperty('email');
    expect(tokens.refresh_token).toBeDefined();
    const info = await client.fetchUserInfo(shop.configuration, tokens.access_token, claims?.sub ?? '');
    expect(info).toMatchObject({ email: 'anna@example.com', email_verified: true, name: 'Anna Bergmann' });

    const second = await enter(video, anna);
    expect(second.claims()?.sub).toBe(claims?.sub);
    expect(second.claims()?.['sid']).not.toBe(claims?.['sid']);
  });

  it('goes on from the link in the mail, in the browser that asked', async () => {
    const lou = house.visitor();
    const journey = await shop.begin({ prompt: 'create' });
    const asked = await lou.request(journey.address);
    expect(asked.headers['location']).toMatch(/^\/sign-up\?flow=flw_/);
    const page = await lou.request(asked.headers['location'] ?? '');
    await lou.post('/sign-up', {
      ...page.hidden('/sign-up'),
      email: 'lou@example.com',
      password: goodPassword,
      name: '',
    });
    const link = `/verify/link?token=${tokenOf(await house.mailTo('lou@example.com'))}`;
    const shown = await lou.request(link);
    expect(shown.headers['content-security-policy']).toContain("form-action 'self' https://shop.example");
    const proven = await lou.post('/verify/link', shown.hidden('/verify/link'));
    const back = await follow(house, lou, proven);
    expect((await shop.redeem(journey, back.headers['location'] ?? '')).claims()?.sub).toMatch(/^cus_/);
  });

  it('stays in its browser: proven elsewhere, the account is there and the application is not', async () => {
    const mia = house.visitor();
    const asked = await mia.request((await shop.begin({ prompt: 'create' })).address);
    const page = await mia.request(asked.headers['location'] ?? '');
    await mia.post('/sign-up', {
      ...page.hidden('/sign-up'),
      email: 'mia@example.com',
      password: goodPassword,
      name: '',
    });
    const elsewhere = house.visitor();
    const shown = await elsewhere.request(`/verify/link?token=${tokenOf(await house.mailTo('mia@example.com'))}`);
    const fields = { ...shown.hidden('/verify/link'), password: goodPassword };
    const proven = await elsewhere.post('/verify/link', fields);
    expect(proven.headers['location']).toBe('/account');
  });

  it('is answered at once, or refused, where nobody may be asked', async () => {
    const nobody = house.visitor();
    const refused = await nobody.request((await shop.begin({ prompt: 'none' })).address);
    expect(new URL(refused.headers['location'] ?? '').searchParams.get('error')).toBe('login_required');
    const bert = await registerCustomer(house, 'bert@example.com');
    expect((await enter(shop, bert, { prompt: 'none' })).access_token).toBeDefined();
  });

  it('asks for a fresh password when the application wants one, and keeps the session with all that hangs on it', async () => {
    const cleo = await registerCustomer(house, 'cleo@example.com');
    const former = await enter(video, cleo);
    await house.sql(`update sessions set authenticated_at = now() - interval '1 hour'`);
    const journey = await shop.begin({ max_age: '60' });
    const asked = await cleo.request(journey.address);
    expect(asked.headers['location']).toMatch(/^\/sign-in\?flow=/);
    const page = await cleo.request(asked.headers['location'] ?? '');
    const answered = await cleo.post('/sign-in', {
      ...page.hidden('/sign-in'),
      identifier: 'cleo@example.com',
      password: goodPassword,
    });
    const back = await follow(house, cleo, answered);
    const tokens = await shop.redeem(journey, back.headers['location'] ?? '');
    expect(Date.now() / 1000 - (tokens.claims()?.auth_time ?? 0)).toBeLessThan(60);
    const renewed = await client.refreshTokenGrant(video.configuration, former.refresh_token ?? '');
    expect(renewed.access_token).toBeDefined();
  });

  it('asks again with prompt=login, and does not take an old sign-in for a new one', async () => {
    const dora = await registerCustomer(house, 'dora@example.com');
    const journey = await shop.begin({ prompt: 'login' });
    const asked = await dora.request(journey.address);
    expect(asked.headers['location']).toMatch(/^\/sign-in\?flow=/);
    const [row] = await house.sql<{ return_to: string }>(
      'select return_to from flows where interaction is not null order by created_at desc limit 1',
    );
    const early = await dora.request(row?.return_to ?? '');
    expect(early.headers['location']).toMatch(/^\/sign-in\?flow=/);
  });
});

describe('many at once', () => {
  it('never wait for each other, though there are more of them than connections', async () => {
    const resource = `${house.origin}/api`;
    const api = await createRelyingParty(house, { metadata: { scope: 'openid customers:read' } });
    const nora = await registerCustomer(house, 'nora@example.com');
    const all = await Promise.all(
      Array.from({ length: 40 }, async (_, number) => {
        if (number % 2 === 0) {
          const asked = await house.visitor().request((await shop.begin()).address);
          return asked.headers['location']?.startsWith('/sign-in?flow=') === true;
        }
        return (await enter(api, nora, { scope: 'openid customers:read', resource })).access_token !== '';
      }),
    );
    expect(all).toEqual(Array(40).fill(true));
  });
});

describe('tokens', () => {
  it('are refreshed, described, and taken back', async () => {
    const visitor = await registerCustomer(house, 'emil@example.com');
    const tokens = await enter(shop, visitor);
    const fresh = await client.refreshTokenGrant(shop.configuration, tokens.refresh_token ?? '');
    const described = await client.tokenIntrospection(shop.configuration, fresh.access_token);
    expect(described).toMatchObject({ active: true, client_id: shop.applicationId, sub: tokens.claims()?.sub });
    await client.tokenRevocation(shop.configuration, fresh.access_token);
    expect((await client.tokenIntrospection(shop.configuration, fresh.access_token)).active).toBe(false);
    expect((await client.tokenIntrospection(shop.configuration, tokens.access_token)).active).toBe(true);
    await client.tokenRevocation(shop.configuration, tokens.refresh_token ?? '');
    expect((await client.tokenIntrospection(shop.configuration, tokens.access_token)).active).toBe(false);
  });

  it('for an API are signed, say who signed in how, and come for services too', async () => {
    const resource = `${house.origin}/api`;
    const service = await createRelyingParty(house, {
      metadata: {
        grant_types: ['client_credentials'],
        redirect_uris: [],
        scope: 'customers:read',
      },
    });
    const own = await client.clientCredentialsGrant(service.configuration, { scope: 'customers:read customers:write' });
    const payload = JSON.parse(Buffer.from(own.access_token.split('.')[1] ?? '', 'base64url').toString());
    const header = JSON.parse(Buffer.from(own.access_token.split('.')[0] ?? '', 'base64url').toString());
    expect(header).toMatchObject({ typ: 'at+jwt', alg: 'ES256' });
    expect(payload).toMatchObject({
      iss: house.origin,
      aud: resource,
      scope: 'customers:read',
      sub: service.applicationId,
    });

    const visitor = await registerCustomer(house, 'finn@example.com');
    const api = await createRelyingParty(house, { metadata: { scope: 'openid account:read' } });
    const journey = await api.begin({ scope: 'openid account:read', resource });
    const back = await follow(house, visitor, await visitor.request(journey.address));
    const tokens = await api.redeem(journey, back.headers['location'] ?? '');
    const claims = JSON.parse(Buffer.from(tokens.access_token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ aud: resource, acr: 'urn:cardea:aal1', amr: ['pwd'], scope: 'account:read' });
    expect(claims.sid).toBe(tokens.claims()?.['sid']);
    expect(claims.auth_time).toBe(tokens.claims()?.auth_time);
  });
});

describe('an application of somebody else', () => {
  it('gets what the customer allows, once and for all until it is taken back, and nothing when they refuse', async () => {
    const partner = await createRelyingParty(house, { firstParty: false, metadata: { client_name: 'Partner' } });
    const gina = await registerCustomer(house, 'gina@example.com', { name: 'Gina' });

    const first = await partner.begin();
    const asked = await gina.request(first.address);
    expect(asked.headers['location']).toMatch(/^\/consent\?request=/);
    const page = await gina.request(asked.headers['location'] ?? '');
    expect(page.status).toBe(200);
    expect(page.body).toContain('g•••@example.com');
    const hidden = page.hidden('/consent');
    const denied = await follow(house, gina, await gina.post('/consent', { ...hidden, decision: 'deny' }));
    expect(new URL(denied.headers['location'] ?? '').searchParams.get('error')).toBe('access_denied');

    const second = await partner.begin();
    const again = await gina.request((await gina.request(second.address)).headers['location'] ?? '');
    const allowed = await gina.post('/consent', { ...again.hidden('/consent'), decision: 'allow' });
    const tokens = await partner.redeem(second, (await follow(house, gina, allowed)).headers['location'] ?? '');
    const info = await client.fetchUserInfo(partner.configuration, tokens.access_token, client.skipSubjectCheck);
    expect(info['email']).toBe('gina@example.com');
    expect((await enter(partner, gina)).access_token).toBeDefined();

    const account = await gina.get('/account/applications');
    const removed = await gina.post('/account/applications/remove', account.hidden('/account/applications/remove'));
    expect(removed.status).toBe(303);
    await expect(
      client.fetchUserInfo(partner.configuration, tokens.access_token, client.skipSubjectCheck),
    ).rejects.toThrow();
    const third = await gina.request((await partner.begin({ prompt: 'none' })).address);
    expect(new URL(third.headers['location'] ?? '').searchParams.get('error')).toBe('consent_required');
  });

  it('is not helped by a request that another browser made', async () => {
    const partner = await createRelyingParty(house, { firstParty: false });
    const [mallory, hugo] = [
      await registerCustomer(house, 'mallory@example.com'),
      await registerCustomer(house, 'hugo@example.com'),
    ];
    const asked = await mallory.request((await partner.begin()).address);
    const shown = await hugo.request(asked.headers['location'] ?? '');
    expect(shown.status).toBe(403);
  });
});
