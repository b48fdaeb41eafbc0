import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerCustomer } from '../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createRelyingParty, follow, type RelyingParty } from '../../../test/relying-party.ts';
import type { Visitor } from '../../../test/visitor.ts';

let house: TestHouse;
let shop: RelyingParty;
let video: RelyingParty;
const told: string[] = [];
let failures = 0;
const listener = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    if (failures > 0) {
      failures -= 1;
      response.writeHead(503).end();
      return;
    }
    told.push(new URLSearchParams(body).get('logout_token') ?? '');
    response.writeHead(204).end();
  });
});

const afterwards = 'https://shop.example/bye';

beforeAll(async () => {
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  house = await startTestHouse();
  shop = await createRelyingParty(house, { metadata: { post_logout_redirect_uris: [afterwards] } });
  video = await createRelyingParty(house, {
    metadata: {
      client_name: 'Videos',
      backchannel_logout_uri: `http://localhost:${port}/ended`,
      backchannel_logout_session_required: true,
    },
  });
});
afterAll(async () => {
  await house.stop();
  listener.close();
});

async function enter(party: RelyingParty, visitor: Visitor) {
  const journey = await party.begin();
  const back = await follow(house, visitor, await visitor.request(journey.address));
  return party.redeem(journey, back.headers['location'] ?? '');
}

/** Everything an application can do with what it holds; each must be refused. */
async function expectDead(party: RelyingParty, tokens: Awaited<ReturnType<typeof enter>>) {
  await expect(client.refreshTokenGrant(party.configuration, tokens.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  });
  await expect(
    client.fetchUserInfo(party.configuration, tokens.access_token, client.skipSubjectCheck),
  ).rejects.toThrow();
  for (const token of [tokens.access_token, tokens.refresh_token ?? '']) {
    expect((await client.tokenIntrospection(party.configuration, token)).active).toBe(false);
  }
}

async function askedAgain(party: RelyingParty, visitor: Visitor): Promise<boolean> {
  const answer = await visitor.request((await party.begin()).address);
  return (answer.headers['location'] ?? '').startsWith('/sign-in?flow=');
}

const settings = [
  ['the row alone', `update sessions set ended_at = now()`],
  ['the epoch of the customer', `update customers set session_epoch = session_epoch + 1`],
  ['the epoch of the tenant', `update tenants set session_epoch = session_epoch + 1`],
  ['its last moment', `update sessions set ends_at = now()`],
  ['the account being disabled', `update customers set state = 'disabled'`],
] as const;

describe('a session that ends', () => {
  it.each(settings)('by %s is refused everywhere in the very next request', async (name, statement) => {
    const visitor = await registerCustomer(house, `${name.replaceAll(' ', '-')}@example.com`);
    const tokens = await enter(shop, visitor);
    await house.sql(statement);
    await expectDead(shop, tokens);
    expect(await askedAgain(shop, visitor)).toBe(true);
    await house.sql(`update customers set state = 'active'`);
  });

  it('for one application ends for the other, which is told by a signed token, again until it listens', async () => {
    const ida = await registerCustomer(house, 'ida@example.com');
    const inShop = await enter(shop, ida);
    const inVideo = await enter(video, ida);
    failures = 1;
    const query = new URLSearchParams({
      id_token_hint: inShop.id_token ?? '',
      post_logout_redirect_uri: afterwards,
      state: 'x1',
    });
    const out = await ida.request(`/oauth/logout?${query}`);
    expect(out.headers['location']).toBe(`${afterwards}?state=x1`);
    await expectDead(shop, inShop);
    await expectDead(video, inVideo);
    expect(await askedAgain(video, ida)).toBe(true);
    // The first try failed, and the next comes after a pause: let it come now.
    await expect.poll(() => failures).toBe(0);
    await expect
      .poll(
        async () => {
          await house.sql(`update graphile_worker._private_jobs set run_at = now() where attempts > 0`);
          return told.length;
        },
        { interval: 200 },
      )
      .toBe(1);
    expect(decodeJwt(told[0] ?? '')).toMatchObject({
      iss: house.origin,
      aud: video.applicationId,
      sub: inVideo.claims()?.sub,
      sid: inVideo.claims()?.['sid'],
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
  });

  it.each(['authorization_codes', 'sessions'])(
    'while a request is being answered is not brought back by it (%s held)',
    async (table) => {
      const lea = await registerCustomer(house, `lea-${table.replace('_', '-')}@example.com`);
      await enter(shop, lea);
      const journey = await shop.begin();
      const holder = new pg.Client({ connectionString: house.ownerUrl });
      await holder.connect();
      await holder.query(`begin; lock table ${table} in access exclusive mode`);
      const pending = lea.request(journey.address);
      await new Promise((resolve) => setTimeout(resolve, 150));
      await holder.query(`update sessions set ended_at = now() where ended_at is null; commit`);
      await holder.end();
      const location = (await pending).headers['location'] ?? '';
      expect(location).not.toContain('code=');
      const [row] = await house.sql<{ live: number }>(
        'select count(*)::int as live from session_standings where is_live',
      );
      expect(row?.live).toBe(0);
    },
  );

  it('from the account page ends everywhere', async () => {
    const jon = await registerCustomer(house, 'jon@example.com');
    const tokens = await enter(shop, jon);
    const page = await jon.get('/account');
    await jon.post('/account/sign-out-everywhere', page.hidden('/account/sign-out-everywhere'));
    await expectDead(shop, tokens);
  });
});

describe('a sign-out that an application asks for', () => {
  it('is a question without an identity token of this session, and its answer leads back', async () => {
    const kim = await registerCustomer(house, 'kim@example.com');
    const other = await enter(shop, await registerCustomer(house, 'other@example.com'));
    for (const hint of [undefined, other.id_token]) {
      const query = new URLSearchParams({
        ...(hint === undefined ? { client_id: shop.applicationId } : { id_token_hint: hint }),
        post_logout_redirect_uri: afterwards,
      });
      const asked = await kim.request(`/oauth/logout?${query}`);
      expect(asked.headers['location']).toMatch(/^\/sign-out\?/);
      expect((await kim.request('/account')).status).toBe(200);
    }
    const asked = await kim.request(
      `/oauth/logout?${new URLSearchParams({ client_id: shop.applicationId, post_logout_redirect_uri: afterwards })}`,
    );
    const page = await kim.request(asked.headers['location'] ?? '');
    expect(page.headers['content-security-policy']).toContain(`form-action 'self' https://shop.example`);
    const out = await kim.post('/sign-out', page.hidden('/sign-out'));
    expect(out.headers['location']).toBe(afterwards);
    expect((await kim.request('/account')).status).toBe(303);
  });

  it.each([
    ['an address that is not registered', { post_logout_redirect_uri: 'https://evil.example/' }],
    ['an address that only begins like one', { post_logout_redirect_uri: `${afterwards}.evil.example` }],
    ['a token that nobody signed', { id_token_hint: 'eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.' }],
  ])('with %s is refused and ends nothing', async (_name, parameters) => {
    const visitor = await registerCustomer(house, `${Math.random().toString(36).slice(2)}@example.com`);
    const query = new URLSearchParams({ client_id: shop.applicationId, ...parameters });
    const answer = await visitor.request(`/oauth/logout?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.headers['location']).toBeUndefined();
    expect((await visitor.request('/account')).status).toBe(200);
  });
});
