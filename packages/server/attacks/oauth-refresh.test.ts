/** Refresh tokens over time: used again, after a restart, for longer than allowed, of those who are gone (cases 135, 137, 139, 141, 143). */
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createRelyingParty, houseFetch, type RelyingParty } from '../test/relying-party.ts';
import { createVisitor } from '../test/visitor.ts';
import { basic, enter, send } from './oauth.ts';
import { registerCustomer } from './people.ts';

let house: TestHouse;
let app: RelyingParty;
let web: RelyingParty;
let customers = 0;
beforeAll(async () => {
  house = await startTestHouse();
  app = await createRelyingParty(house, { metadata: { client_name: 'App', token_endpoint_auth_method: 'none' } });
  web = await createRelyingParty(house);
});
afterAll(() => house.stop());

function newCustomer() {
  customers += 1;
  return registerCustomer(house, `customer-${customers}@example.com`);
}

type Tokens = { status: number; error?: string; access_token?: string; refresh_token?: string };

async function refresh(token: string, party = app, node: { port: number } = house): Promise<Tokens> {
  const answer = await houseFetch(node)(`${house.origin}/oauth/token`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(party.secret === null ? {} : basic(party)),
    },
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: token,
      ...(party.secret === null ? { client_id: party.applicationId } : {}),
    }).toString(),
  });
  return { status: answer.status, ...((await answer.json()) as object) };
}

const grantOf = async (party: RelyingParty) =>
  (
    await house.sql<{ revoked: boolean; live: boolean }>(
      `select revoked_at is not null as revoked, is_live as live
       from session_applications join session_standings using (tenant_id, session_id)
       where application_id = $1 order by granted_at desc limit 1`,
      [party.applicationId],
    )
  )[0];
const isActive = async (party: RelyingParty, token: string) =>
  (await client.tokenIntrospection(party.configuration, token)).active;

describe('a refresh token that is used again too late', () => {
  it('ends its family and their access tokens, is written down, and leaves the session alone', async () => {
    const visitor = await newCustomer();
    const { refresh_token: first = '', access_token: access } = await enter(house, visitor, app);
    const second = await refresh(first);
    await house.sql(`update refresh_tokens set consumed_at = consumed_at - interval '11 seconds'`);
    expect(await refresh(first)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await refresh(second.refresh_token ?? '')).toMatchObject({ status: 400, error: 'invalid_grant' });
    for (const token of [access, second.access_token ?? '']) expect(await isActive(app, token)).toBe(false);
    expect(await grantOf(app)).toEqual({ revoked: true, live: true });
    const [entry] = await house.sql<{ event: string; data: object }>(
      `select event, data from ledger_entries order by entry_id desc limit 1`,
    );
    expect(entry).toMatchObject({ event: 'grant.revoked', data: { applicationId: app.applicationId } });
    expect((await visitor.request('/account')).status).toBe(200);
    // The customer signs in to the application anew, and what died stays dead.
    const fresh = await enter(house, visitor, app);
    expect((await refresh(fresh.refresh_token ?? '')).status).toBe(200);
    expect((await refresh(second.refresh_token ?? '')).status).toBe(400);
  });
});

describe('after a restart, and on another node', () => {
  it('a used token is still used, and a code too', async () => {
    const { refresh_token: first = '' } = await enter(house, await newCustomer(), app);
    const { refresh_token: second = '' } = await refresh(first);
    const journey = await web.begin();
    const visitor = await newCustomer();
    const back = new URL((await visitor.request(journey.address)).headers['location'] ?? '');
    await web.redeem(journey, back.href);

    const node = await house.anotherNode();
    try {
      // Within ten seconds the retry is answered with the same successor, whichever node is asked.
      expect((await refresh(first, app, node)).refresh_token).toBe(second);
      await house.sql(`update refresh_tokens set consumed_at = consumed_at - interval '11 seconds'`);
      expect((await refresh(first, app, node)).status).toBe(400);
      expect((await refresh(second, app, node)).status).toBe(400);
      expect((await refresh(second)).status).toBe(400);
      const again = await houseFetch(node)(`${house.origin}/oauth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...basic(web) },
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code: back.searchParams.get('code') ?? '',
          redirect_uri: 'https://shop.example/callback',
          code_verifier: journey.verifier,
        }).toString(),
      });
      expect(again.status).toBe(400);
      expect(await grantOf(web)).toMatchObject({ revoked: true });
    } finally {
      await node.stop();
    }
  });

  it('a session that ended on one node is over on the other in the next request', async () => {
    const visitor = await newCustomer();
    const { refresh_token: token = '', access_token: access } = await enter(house, visitor, web);
    const node = await house.anotherNode();
    try {
      expect((await refresh(token, web, node)).status).toBe(200);
      const page = await visitor.get('/account');
      await visitor.post('/account/sign-out-everywhere', page.hidden('/account/sign-out-everywhere'));
      expect((await refresh(token, web, node)).status).toBe(400);
      const elsewhere = createVisitor({ port: node.port, host: new URL(house.origin).host, origin: house.origin });
      const info = await elsewhere.request('/oauth/userinfo', { headers: { authorization: `Bearer ${access}` } });
      expect(info.status).toBe(401);
    } finally {
      await node.stop();
    }
  });
});

describe('a refresh token of', () => {
  it.each([
    ['a customer who is disabled', `update customers set state = 'disabled'`],
    ['a customer who is gone', 'delete from customers'],
    ['a tenant that is suspended', `update tenants set state = 'suspended'`],
  ])('%s is refused, and its access token with it', async (_name, statement) => {
    for (const party of [app, web]) {
      const { refresh_token: token = '', access_token: access } = await enter(house, await newCustomer(), party);
      await house.sql(statement);
      expect((await refresh(token, party)).status).toBeGreaterThanOrEqual(400);
      const info = await houseFetch(house)(`${house.origin}/oauth/userinfo`, {
        headers: { authorization: `Bearer ${access}` },
      });
      expect(info.status).toBeGreaterThanOrEqual(400);
      await house.sql(`update customers set state = 'active'`);
      await house.sql(`update tenants set state = 'active'`);
    }
  });

  it('an application that is disabled is refused, and nothing is left to describe', async () => {
    const party = await createRelyingParty(house);
    const { refresh_token: token = '', access_token: access } = await enter(house, await newCustomer(), party);
    const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
    await house.house.applications.disable(tenant?.tenantId ?? '', party.applicationId);
    expect((await refresh(token, party)).status).toBe(401);
    const info = await houseFetch(house)(`${house.origin}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${access}` },
    });
    expect(info.status).toBe(401);
  });
});

describe('however often a token is refreshed', () => {
  it.each([
    ['a rotating one', () => app],
    ['one that stays', () => web],
  ])('nothing outlives the session or the family: %s', async (_name, of) => {
    const party = of();
    let { refresh_token: token = '' } = await enter(house, await newCustomer(), party);
    const [session] = await house.sql<{ session_id: string; ends_at: Date }>(
      `select session_id, ends_at from sessions order by created_at desc limit 1`,
    );
    await house.sql(`update refresh_tokens set expires_at = now() + interval '1 hour' where session_id = $1`, [
      session?.session_id,
    ]);
    for (let round = 0; round < 5; round += 1) token = (await refresh(token, party)).refresh_token ?? token;
    const rows = await house.sql<{ hours: number }>(
      `select extract(epoch from max(expires_at) - now()) / 3600 as hours from refresh_tokens where session_id = $1`,
      [session?.session_id],
    );
    expect(Number(rows[0]?.hours)).toBeLessThanOrEqual(1);
    const [late] = await house.sql<{ count: number }>(
      `select count(*)::int as count from access_tokens where session_id = $1 and expires_at > $2`,
      [session?.session_id, session?.ends_at],
    );
    expect(late?.count).toBe(0);
    await house.sql(`update refresh_tokens set expires_at = now() where session_id = $1`, [session?.session_id]);
    expect((await refresh(token, party)).status).toBe(400);
  });
});

describe('a token that is taken back', () => {
  it('takes all that came from it along, and somebody else’s stays', async () => {
    const tokens = await enter(house, await newCustomer(), web);
    const stranger = await createRelyingParty(house);
    const kept = await send(house, '/oauth/revoke', { token: tokens.refresh_token ?? '' }, basic(stranger));
    expect(kept.status).toBeLessThan(500);
    expect(await isActive(web, tokens.access_token)).toBe(true);
    expect(await isActive(web, tokens.refresh_token ?? '')).toBe(true);

    for (const token of ['unknown', tokens.refresh_token ?? '', tokens.refresh_token ?? '']) {
      expect((await send(house, '/oauth/revoke', { token }, basic(web))).status).toBe(200);
    }
    expect(await isActive(web, tokens.access_token)).toBe(false);
    expect(await grantOf(web)).toEqual({ revoked: true, live: true });
    expect((await refresh(tokens.refresh_token ?? '', web)).status).toBe(400);
  });
});
