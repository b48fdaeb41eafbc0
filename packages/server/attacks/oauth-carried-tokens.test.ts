/**
 * Opaque access tokens that are no rows: what they say is sealed, and what they are worth is read anew each time
 * (cases 102, 129, 144). All of them are got by renewing tokens.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashSecret } from '../src/foundation/ids/index.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createRelyingParty, houseFetch, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { basic, enter, send, userinfo } from './oauth.ts';
import { registerCustomer } from './people.ts';

let house: TestHouse;
let shop: RelyingParty;
let other: RelyingParty;
let anna: Visitor;
beforeAll(async () => {
  house = await startTestHouse();
  shop = await createRelyingParty(house, { metadata: { scope: 'openid profile email account:read' } });
  other = await createRelyingParty(house);
  anna = await registerCustomer(house, 'anna@example.com', { name: 'Anna Bergmann' });
});
afterAll(() => house.stop());

type Tokens = { readonly access_token: string; readonly refresh_token: string };

async function renew(refreshToken: string): Promise<Tokens> {
  const fields = { grant_type: 'refresh_token', refresh_token: refreshToken };
  const answer = await send(house, '/oauth/token', fields, basic(shop));
  expect(answer.status).toBe(200);
  return (await answer.json()) as Tokens;
}

/** A token that Anna's application carries, and the refresh token it came from. */
async function carried(scope = 'openid profile email'): Promise<Tokens> {
  const { refresh_token: refreshToken = '' } = await enter(house, anna, shop, { scope });
  return renew(refreshToken);
}

const introspect = async (token: string) =>
  (await send(house, '/oauth/introspect', { token }, basic(shop))).json() as Promise<{ active: boolean }>;

async function isGood(token: string): Promise<boolean> {
  const { active } = await introspect(token);
  const { status } = await userinfo(house, { authorization: `Bearer ${token}` });
  expect(status).toBe(active ? 200 : 401);
  return active;
}

describe('a token that its bearer carries', () => {
  it('is no row, is short, and shows nothing of what it says', async () => {
    const count = async () => (await house.sql('select from access_tokens')).length;
    const { refresh_token: refreshToken = '' } = await enter(house, anna, shop, { scope: 'openid profile email' });
    const before = await count();
    const { access_token: token } = await renew(refreshToken);
    expect(await count()).toBe(before);
    expect(token.length).toBeLessThan(300);
    const bytes = Buffer.from(token, 'base64url');
    const [grant] = await house.sql<Record<string, string>>(
      'select grant_id, sid, session_id from session_applications order by granted_at desc limit 1',
    );
    const secrets = [...Object.values(grant ?? {}), shop.applicationId, 'openid', 'pwd', 'aal1'];
    for (const text of secrets) expect(bytes.includes(text)).toBe(false);
    expect(bytes.includes(Buffer.from(grant?.['grant_id'] ?? '', 'base64url'))).toBe(false);
    expect((await renew(refreshToken)).access_token).not.toBe(token);
  });

  it('says what was allowed, tells the profile, and opens the account', async () => {
    const { access_token: token } = await carried('openid profile email account:read');
    expect(await introspect(token)).toMatchObject({
      active: true,
      client_id: shop.applicationId,
      scope: 'account:read email openid profile',
      acr: 'urn:cardea:aal1',
    });
    const told = await userinfo(house, { authorization: `Bearer ${token}` });
    expect(await told.json()).toMatchObject({ email: 'anna@example.com' });
    const account = await houseFetch(house)(`${house.origin}/api/account`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(account.status).toBe(200);
  });

  it('is worth nothing altered in any part, cut short, lengthened or spelled otherwise', async () => {
    const { access_token: token } = await carried();
    const bytes = Buffer.from(token, 'base64url');
    const wrong = [token.slice(0, -1), token.slice(0, 120), `${token}A`, `${token}=`, `${token.slice(0, -4)}....`];
    for (let index = 0; index < bytes.length; index += 9) {
      const altered = Buffer.from(bytes);
      altered[index] = (altered[index] ?? 0) ^ 1;
      wrong.push(altered.toString('base64url'));
    }
    // The last character may hold bits that mean nothing: it has another spelling then.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    wrong.push(...[...alphabet].map((sign) => token.slice(0, -1) + sign).filter((text) => text !== token));
    for (const text of wrong) expect([text, (await introspect(text)).active]).toEqual([text, false]);
    expect(await isGood(token)).toBe(true);
  });

  it('is worth nothing at another tenant', async () => {
    await house.house.tenants.create({ name: 'Second', host: 'second.localhost:4000' });
    const { access_token: token } = await carried();
    const there = await houseFetch(house)('http://second.localhost:4000/oauth/userinfo', {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(there.status).toBe(401);
    expect(await isGood(token)).toBe(true);
  });

  it('says nothing to an application that it was not made for', async () => {
    const { access_token: token } = await carried();
    const answer = await send(house, '/oauth/introspect', { token }, basic(other));
    expect(await answer.json()).toEqual({ active: false });
    expect(
      (await send(house, '/oauth/token', { grant_type: 'refresh_token', refresh_token: token }, basic(shop))).status,
    ).toBe(400);
  });

  it('counts on another node, and after a restart', async () => {
    const { access_token: token } = await carried();
    const node = await house.anotherNode();
    try {
      const told = await userinfo({ ...house, port: node.port }, { authorization: `Bearer ${token}` });
      expect(told.status).toBe(200);
    } finally {
      await node.stop();
    }
  });

  it('never outlives the session, and is over the second that it ends', async () => {
    const { refresh_token: refreshToken = '' } = await enter(house, anna, shop);
    await house.sql(`update sessions set ends_at = now() + interval '2 seconds' where ended_at is null`);
    const { access_token: token } = await renew(refreshToken);
    await house.sql(`update sessions set ends_at = now() + interval '1 day' where ended_at is null`);
    await expect.poll(() => isGood(token), { interval: 200 }).toBe(false);
    expect(await isGood((await renew(refreshToken)).access_token)).toBe(true);
  });
});

describe('a token that is taken back', () => {
  it('is over at once, and alone', async () => {
    const one = await carried();
    const two = await renew(one.refresh_token);
    expect((await send(house, '/oauth/revoke', { token: one.access_token }, basic(other))).status).toBeLessThan(500);
    expect(await isGood(one.access_token)).toBe(true);
    for (let times = 0; times < 2; times += 1) {
      expect((await send(house, '/oauth/revoke', { token: one.access_token }, basic(shop))).status).toBe(200);
      expect(await isGood(one.access_token)).toBe(false);
    }
    expect(await isGood(two.access_token)).toBe(true);
    expect(await isGood((await renew(one.refresh_token)).access_token)).toBe(true);
    const marks = await house.sql<{ seconds: number }>(
      'select extract(epoch from expires_at - now())::float8 as seconds from withdrawn_tokens',
    );
    expect(marks.length).toBe(1);
    expect(marks[0]?.seconds).toBeLessThanOrEqual(3600);
  });

  it('goes with its refresh token', async () => {
    const tokens = await carried();
    expect((await send(house, '/oauth/revoke', { token: tokens.refresh_token }, basic(shop))).status).toBe(200);
    expect(await isGood(tokens.access_token)).toBe(false);
  });
});

describe('in the very next request it is worth nothing once', () => {
  const applied = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  it.each([
    [
      'its session has ended',
      'update sessions set ended_at = now(), announced_at = now()',
      'update sessions set ended_at = null, announced_at = null',
    ],
    [
      'the epoch of its customer is over',
      'update customers set session_epoch = session_epoch + 1',
      'update customers set session_epoch = session_epoch - 1',
    ],
    [
      'the epoch of its tenant is over',
      'update tenants set session_epoch = session_epoch + 1',
      'update tenants set session_epoch = session_epoch - 1',
    ],
    ['its customer is disabled', `update customers set state = 'disabled'`, `update customers set state = 'active'`],
    [
      'its grant was taken back',
      'update session_applications set revoked_at = now()',
      'update session_applications set revoked_at = null',
    ],
  ])('%s', async (_name, end, undo) => {
    const { access_token: token } = await carried();
    expect(await isGood(token)).toBe(true);
    await house.sql(end);
    try {
      expect(await isGood(token)).toBe(false);
    } finally {
      await house.sql(undo);
    }
    expect(await isGood(token)).toBe(true);
  });

  it('its application is disabled', async () => {
    const { access_token: token } = await carried();
    const state = (text: string) =>
      house.sql(`update applications set state = '${text}' where application_id = $1`, [shop.applicationId]);
    await state('disabled');
    expect((await userinfo(house, { authorization: `Bearer ${token}` })).status).toBe(401);
    await state('active');
    await applied(1.1);
    expect(await isGood(token)).toBe(true);
  });

  it('its grant was taken back, also when the same is allowed again', async () => {
    const { access_token: token } = await carried();
    await house.sql('update session_applications set revoked_at = now()');
    const again = await carried();
    expect(await isGood(token)).toBe(false);
    expect(await isGood(again.access_token)).toBe(true);
  });
});

describe('many at once', () => {
  const disclosed = async (applicationId: string) => {
    const [row] = await house.sql<{ count: number }>(
      `select coalesce(sum(count), 0)::int as count from disclosure_log
       where recipient_id = $1 and purpose = 'sign_in' and attributes = '{sub}'`,
      [applicationId],
    );
    return row?.count ?? 0;
  };

  it('are all answered, each counted once as a disclosure, the first of the day among them', async () => {
    const bert = await registerCustomer(house, 'bert@example.com');
    const held = await Promise.all([anna, bert].map((visitor) => enter(house, visitor, shop)));
    await house.sql('delete from disclosure_log');
    const tokens = held.map(({ refresh_token: refreshToken = '' }) => refreshToken);
    const all = await Promise.all(Array.from({ length: 20 }, (_none, index) => renew(tokens[index % 2] ?? '')));
    expect(new Set(all.map(({ access_token: token }) => token)).size).toBe(20);
    expect(await disclosed(shop.applicationId)).toBe(20);
    const rows = await house.sql<{ count: string }>('select count from disclosure_log order by customer_id');
    expect(rows.map(({ count }) => count)).toEqual(['10', '10']);
  });

  it('that cannot be renewed take nothing from those that can', async () => {
    const { refresh_token: good } = await carried();
    const before = await disclosed(shop.applicationId);
    const shown = Array.from({ length: 12 }, (_none, index) => (index % 3 === 0 ? good : `${index}`.padEnd(43, 'x')));
    const statuses = await Promise.all(
      shown.map(async (token) => {
        const fields = { grant_type: 'refresh_token', refresh_token: token };
        return (await send(house, '/oauth/token', fields, basic(shop))).status;
      }),
    );
    expect(statuses).toEqual(shown.map((token) => (token === good ? 200 : 400)));
    expect(await disclosed(shop.applicationId)).toBe(before + 4);
  });
});

it('a token that somebody else has in hand keeps nobody waiting who exchanges another', async () => {
  const app = await createRelyingParty(house, { metadata: { client_name: 'App', token_endpoint_auth_method: 'none' } });
  const exchange = async (token: string) => {
    const fields = { grant_type: 'refresh_token', refresh_token: token, client_id: app.applicationId };
    return (await send(house, '/oauth/token', fields)).status;
  };
  const [held = '', free = ''] = [
    (await enter(house, anna, app)).refresh_token,
    (await enter(house, anna, app)).refresh_token,
  ];
  const holder = new pg.Client({ connectionString: house.ownerUrl });
  await holder.connect();
  try {
    await holder.query('begin');
    await holder.query('select from refresh_tokens where id_hash = $1 for update', [hashSecret(held)]);
    const waiting = exchange(held);
    expect(await exchange(free)).toBe(200);
    await holder.query('commit');
    expect(await waiting).toBe(200);
  } finally {
    await holder.end();
  }
});

it('the last use of a grant is noted, at most once a minute', async () => {
  const { refresh_token: refreshToken = '' } = await enter(house, anna, shop);
  const noted = async () =>
    (
      await house.sql<{ last_used_at: Date | null }>(
        'select last_used_at from session_applications where application_id = $1 and revoked_at is null and last_used_at is not null',
        [shop.applicationId],
      )
    )[0]?.last_used_at;
  await house.sql(`update session_applications set granted_at = now() - interval '1 hour', last_used_at = null`);
  await renew(refreshToken);
  const first = await noted();
  expect(first).toBeInstanceOf(Date);
  await renew(refreshToken);
  expect(await noted()).toEqual(first);
});
