/** Codes and tokens in the wrong hands, twice, too late, or in pieces (cases 105–107, 109, 126, 129–132, 135–144). */
import { SignJWT } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { callback, createRelyingParty, follow, houseFetch, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { registerCustomer } from './people.ts';

let house: TestHouse;
let web: RelyingParty;
let app: RelyingParty;
let anna: Visitor;
beforeAll(async () => {
  house = await startTestHouse();
  web = await createRelyingParty(house, { metadata: { scope: 'openid profile email customers:read' } });
  app = await createRelyingParty(house, { metadata: { client_name: 'App', token_endpoint_auth_method: 'none' } });
  anna = await registerCustomer(house, 'anna@example.com');
});
afterAll(() => house.stop());

async function codeFor(party: RelyingParty, parameters: Record<string, string> = {}) {
  const journey = await party.begin(parameters);
  const back = await follow(house, anna, await anna.request(journey.address));
  const address = back.headers['location'] ?? '';
  return { journey, address, code: new URL(address).searchParams.get('code') ?? '' };
}

async function enter(party: RelyingParty, parameters: Record<string, string> = {}) {
  const { journey, address } = await codeFor(party, parameters);
  return party.redeem(journey, address);
}

function call(path: string, fields: Record<string, string>, party?: RelyingParty) {
  const basic = Buffer.from(`${party?.applicationId}:${party?.secret}`).toString('base64');
  return houseFetch(house)(`${house.origin}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(party?.secret ? { authorization: `Basic ${basic}` } : {}),
    },
    body: new URLSearchParams({ ...fields, ...(party && !party.secret ? { client_id: party.applicationId } : {}) }),
  });
}

const redeem = (party: RelyingParty, code: string, verifier: string, more: Record<string, string> = {}) =>
  call(
    '/oauth/token',
    { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier, ...more },
    party,
  );

const isActive = async (party: RelyingParty, token: string) =>
  (await client.tokenIntrospection(party.configuration, token)).active;

describe('an authorization code', () => {
  it('that is used twice is refused, and what its first use gave is dead', async () => {
    const { journey, code } = await codeFor(web);
    const first = (await (await redeem(web, code, journey.verifier)).json()) as { access_token: string };
    expect(await isActive(web, first.access_token)).toBe(true);
    const second = await redeem(web, code, journey.verifier);
    expect(second.status).toBe(400);
    expect(await second.json()).toMatchObject({ error: 'invalid_grant' });
    expect(await isActive(web, first.access_token)).toBe(false);
  });

  it('is redeemed once by twenty requests at the same moment', async () => {
    const { journey, code } = await codeFor(web);
    const answers = await Promise.all(Array.from({ length: 20 }, () => redeem(web, code, journey.verifier)));
    expect(answers.filter((answer) => answer.status === 200).length).toBe(1);
    expect(answers.every((answer) => answer.status === 200 || answer.status === 400)).toBe(true);
    const [row] = await house.sql<{ revoked: boolean }>(
      `select revoked_at is not null as revoked from session_applications where application_id = $1`,
      [web.applicationId],
    );
    expect(row?.revoked).toBe(true);
  });

  it.each([
    ['another application', { party: 'app' }],
    ['another redirect address', { redirect_uri: 'https://shop.example/other' }],
    ['no verifier', { code_verifier: '' }],
    ['a wrong verifier', { code_verifier: 'x'.repeat(43) }],
  ])('is refused with %s', async (_name, { party, ...fields }: { party?: string } & Record<string, string>) => {
    const { journey, code } = await codeFor(web);
    const answer = await redeem(party === 'app' ? app : web, code, journey.verifier, fields);
    expect(answer.status).toBe(400);
  });

  it('is refused after its minute', async () => {
    const { journey, code } = await codeFor(web);
    await house.sql(`update authorization_codes set expires_at = expires_at - interval '61 seconds'`);
    expect((await redeem(web, code, journey.verifier)).status).toBe(400);
  });
});

describe('a refresh token', () => {
  const refresh = (party: RelyingParty, token: string, more: Record<string, string> = {}) =>
    call('/oauth/token', { grant_type: 'refresh_token', refresh_token: token, ...more }, party);
  const successorOf = async (answer: Response) => ((await answer.json()) as { refresh_token: string }).refresh_token;

  it('of a public application has one successor, however many ask for it at once', async () => {
    const { refresh_token: first = '' } = await enter(app);
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(app, first)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200));
    const successors = new Set(await Promise.all(answers.map(successorOf)));
    expect(successors.size).toBe(1);
    expect(successors.has(first)).toBe(false);
    expect(await successorOf(await refresh(app, first))).toBe([...successors][0]);
  });

  it('that is used again after its successor was ends the whole family', async () => {
    const { refresh_token: first = '', access_token: access } = await enter(app);
    const second = await successorOf(await refresh(app, first));
    const third = await successorOf(await refresh(app, second));
    expect(await (await refresh(app, first)).json()).toMatchObject({ error: 'invalid_grant' });
    expect((await refresh(app, third)).status).toBe(400);
    expect(await isActive(app, access)).toBe(false);
  });

  it('that is used again after ten seconds ends the whole family', async () => {
    const { refresh_token: first = '' } = await enter(app);
    const second = await successorOf(await refresh(app, first));
    await house.sql(`update refresh_tokens set consumed_at = consumed_at - interval '11 seconds'`);
    expect((await refresh(app, first)).status).toBe(400);
    expect((await refresh(app, second)).status).toBe(400);
  });

  it('is of no use to another application, without a secret, or for more than it was given for', async () => {
    const { refresh_token: token = '' } = await enter(web, { scope: 'openid profile' });
    expect((await refresh(app, token)).status).toBe(400);
    expect((await call('/oauth/token', { grant_type: 'refresh_token', refresh_token: token })).status).toBe(401);
    expect((await refresh(web, token, { scope: 'openid email' })).status).toBe(400);
    expect((await refresh(web, token)).status).toBe(200);
  });

  it('never lives longer than its session', async () => {
    const { refresh_token: token = '' } = await enter(web);
    await house.sql(`update sessions set ends_at = now() - interval '1 second'`);
    expect((await refresh(web, token)).status).toBe(400);
    await house.sql(`update sessions set ends_at = now() + interval '1 day'`);
  });

  it('of an application that was disabled is refused', async () => {
    const party = await createRelyingParty(house);
    const { refresh_token: token = '' } = await enter(party);
    await house.sql(`update applications set state = 'disabled', version = version + 1 where application_id = $1`, [
      party.applicationId,
    ]);
    expect((await refresh(party, token)).status).toBeGreaterThanOrEqual(400);
  });
});

describe('a token', () => {
  it('rests nowhere as it is', async () => {
    const { access_token: access, refresh_token: refreshing = '' } = await enter(web);
    for (const table of ['access_tokens', 'refresh_tokens', 'authorization_codes', 'session_applications']) {
      const [row] = await house.sql<{ text: string }>(
        `select coalesce(string_agg(t::text, ' '), '') as text from ${table} t`,
      );
      expect(row?.text).not.toContain(access);
      expect(row?.text).not.toContain(refreshing);
    }
  });

  it.each([
    ['nothing', ''],
    ['an unsigned token', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.'],
    ['a long one', 'x'.repeat(5000)],
  ])('that is %s opens nothing', async (_name, token) => {
    const answer = await houseFetch(house)(`${house.origin}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([400, 401]).toContain(answer.status);
  });

  it('that names an identity is not one that gives access, nor the other way round', async () => {
    const { id_token: identity = '' } = await enter(web);
    const userinfo = await houseFetch(house)(`${house.origin}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${identity}` },
    });
    expect(userinfo.status).toBe(401);
    expect(await isActive(web, identity)).toBe(false);
    const { access_token: signed } = await enter(web, {
      scope: 'openid customers:read',
      resource: `${house.origin}/api`,
    });
    const logout = await anna.request(`/oauth/logout?id_token_hint=${signed}`);
    expect(logout.status).toBe(400);
  });

  it('that is signed is described as long as it counts, and to nobody it is not for', async () => {
    const resource = `${house.origin}/api`;
    const { access_token: signed } = await enter(web, { scope: 'openid customers:read', resource });
    const described = await client.tokenIntrospection(web.configuration, signed);
    expect(described).toMatchObject({ active: true, aud: resource, client_id: web.applicationId });
    const stranger = await createRelyingParty(house);
    expect(await client.tokenIntrospection(stranger.configuration, signed)).toEqual({ active: false });
    const api = await createRelyingParty(house, {
      metadata: { allowed_resources: [resource], default_resource: resource },
    });
    expect(await isActive(api, signed)).toBe(true);
    expect((await call('/oauth/introspect', { token: signed })).status).toBe(401);

    const forged = await new SignJWT({ client_id: web.applicationId, sid: described['sid'] as string })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .setIssuer(house.origin)
      .setAudience(resource)
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode('a key of the attacker, long enough'));
    expect(await client.tokenIntrospection(web.configuration, forged)).toEqual({ active: false });

    await house.sql(`update session_applications set revoked_at = now()`);
    expect(await isActive(web, signed)).toBe(false);
    await enter(web);
    expect(await isActive(web, signed)).toBe(false);
  });

  it('of somebody else is neither described nor taken back', async () => {
    const { access_token: access } = await enter(web);
    const stranger = await createRelyingParty(house);
    expect(await client.tokenIntrospection(stranger.configuration, access)).toEqual({ active: false });
    const answer = await call('/oauth/revoke', { token: access }, stranger);
    expect([200, 400]).toContain(answer.status);
    expect(await isActive(web, access)).toBe(true);
  });

  it('of one tenant is nothing at another', async () => {
    const { access_token: access, refresh_token: token = '' } = await enter(web);
    const other = await house.house.tenants.create({ name: 'Other', host: 'other.localhost:4000' });
    expect(other).not.toBeNull();
    const elsewhere = (path: string, init: RequestInit) =>
      houseFetch(house)(`http://other.localhost:4000${path}`, init);
    const userinfo = await elsewhere('/oauth/userinfo', { headers: { authorization: `Bearer ${access}` } });
    expect(userinfo.status).toBe(401);
    const basic = Buffer.from(`${web.applicationId}:${web.secret}`).toString('base64');
    const refreshed = await elsewhere('/oauth/token', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token }).toString(),
    });
    expect(refreshed.status).toBe(401);
    const discovery = await elsewhere('/.well-known/openid-configuration', {});
    expect(await discovery.json()).toMatchObject({ issuer: 'http://other.localhost:4000' });
  });
});
