/**
 * Attacks on accounts as JSON: other kinds of tokens, other applications and tenants, fields nobody asked for, the same
 * thing twice at once. Each looks at the answer and at what it left behind.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createDevice, createOwnInterface, type OwnInterface } from '../test/own-interface.ts';
import { createRelyingParty, follow } from '../test/relying-party.ts';
import { goodPassword, registerCustomer } from './people.ts';

let house: TestHouse;
let app: OwnInterface;
beforeAll(async () => {
  house = await startTestHouse();
  app = await createOwnInterface(house);
  await registerCustomer(house, 'anna@example.com', { name: 'Anna' });
});
afterAll(() => house.stop());

const signingIn = { identifier: 'anna@example.com', password: goodPassword };
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

async function enter() {
  const device = app.device();
  const journey = await device.begin('sign-in');
  const complete = await journey.act('password', signingIn);
  return { device, tokens: await app.redeemDirect(journey, complete) };
}

describe('the account', () => {
  it('opens to an access token with its scope, and to nothing that merely looks like one', async () => {
    const { device, tokens } = await enter();
    const get = (token: string) => device.call('GET', '/api/account', bearer(token));
    expect((await get(tokens.access_token)).status).toBe(200);
    for (const wrong of [tokens.id_token ?? '', tokens.refresh_token ?? '', 'x', 'a.b.c', `${tokens.access_token}x`])
      expect(await get(wrong)).toMatchObject({ status: 401, body: { code: 'token.invalid' } });
    const none = await device.call('GET', '/api/account');
    expect(none.headers['www-authenticate']).toBe('Bearer');
    const visitor = await registerCustomer(house, 'cookie@example.com');
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    expect((await device.call('GET', '/api/account', { headers: { cookie } })).status).toBe(401);
  });

  it('is read with a token to read and changed with one to write', async () => {
    const device = app.device();
    const journey = await device.begin('sign-in', { scope: 'openid account:read' });
    const tokens = await app.redeemDirect(journey, await journey.act('password', signingIn));
    expect((await device.call('GET', '/api/account', bearer(tokens.access_token))).status).toBe(200);
    const close = await device.call('POST', '/api/account/close', { body: {}, ...bearer(tokens.access_token) });
    expect(close).toMatchObject({ status: 403, body: { code: 'token.insufficient_scope' } });
  });

  it('closes to a token, opaque or signed, whose application lost the scope', async () => {
    const own = await createOwnInterface(house);
    const device = own.device();
    const tokenFor = async (given: object) => {
      const journey = await device.begin('sign-in', { scope: 'openid account:read', ...given });
      return (await own.redeemDirect(journey, await journey.act('password', signingIn))).access_token;
    };
    const tokens = [await tokenFor({}), await tokenFor({ resource: `${house.origin}/api` })];
    const get = async (token: string) => (await device.call('GET', '/api/account', bearer(token))).status;
    for (const token of tokens) expect(await get(token)).toBe(200);
    await house.sql(
      `update applications set metadata = metadata || '{"scope": "openid"}', version = version + 1
       where application_id = $1`,
      [own.applicationId],
    );
    for (const token of tokens) await expect.poll(() => get(token)).toBe(403);
  });

  it('never opens to an application of somebody else, whatever the customer allowed it', async () => {
    const stranger = await createRelyingParty(house, {
      firstParty: false,
      metadata: { client_name: 'A stranger', scope: 'openid email account:read account:write' },
    });
    const visitor = await registerCustomer(house, 'dora@example.com');
    const journey = await stranger.begin({ scope: 'openid email', prompt: 'consent' });
    const asked = await follow(house, visitor, await visitor.request(journey.address));
    const allowed = await visitor.post('/consent', { ...asked.hidden('/consent'), decision: 'allow' });
    const back = await follow(house, visitor, allowed);
    const tokens = await stranger.redeem(journey, back.headers['location'] ?? '');
    const answer = await app.device().call('GET', '/api/account', bearer(tokens.access_token));
    expect(answer).toMatchObject({ status: 403, body: { code: 'application.not_allowed' } });
  });

  it('takes a signed token only when it was made for this API', async () => {
    const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
    const other = { resource_uri: 'https://orders.example/api', name: 'Orders', scopes: { 'account:read': 'Read' } };
    await house.house.applications.registerResource(tenant?.tenantId ?? '', other);
    const own = await createOwnInterface(house, { allowed_resources: [other.resource_uri] });
    const device = own.device();
    const tokenFor = async (resource: string) => {
      const journey = await device.begin('sign-in', { scope: 'openid account:read', resource });
      return (await own.redeemDirect(journey, await journey.act('password', signingIn))).access_token;
    };
    const right = await tokenFor(`${house.origin}/api`);
    expect(right.split('.')).toHaveLength(3);
    expect((await device.call('GET', '/api/account', bearer(right))).status).toBe(200);
    expect((await device.call('GET', '/api/account', bearer(await tokenFor(other.resource_uri)))).status).toBe(401);
  });

  it('of one tenant is unknown at another', async () => {
    const { tokens } = await enter();
    const host = 'second.localhost:4000';
    await house.house.tenants.create({ name: 'Second', host });
    const there = createDevice(house, app.applicationId, { host, origin: `http://${host}` });
    expect((await there.call('GET', '/api/account', bearer(tokens.access_token))).status).toBe(401);
    expect((await there.begin('sign-in')).begun.status).toBe(403);
  });

  it('of somebody else is simply not there', async () => {
    const { device, tokens } = await enter();
    const [foreign] = await house.sql<{ session_id: string }>(
      `select session_id from sessions order by created_at desc, session_id limit 1`,
    );
    await registerCustomer(house, 'emil@example.com');
    const [theirs] = await house.sql<{ session_id: string }>(
      'select session_id from sessions where customer_id <> (select customer_id from sessions where session_id = $1) limit 1',
      [foreign?.session_id],
    );
    const path = `/api/account/sessions/${theirs?.session_id}`;
    expect((await device.call('DELETE', path, bearer(tokens.access_token))).status).toBe(404);
    const open = await house.sql('select 1 from sessions where session_id = $1 and ended_at is null', [
      theirs?.session_id,
    ]);
    expect(open).toHaveLength(1);
  });

  it('keeps one of two changes that were made of the same version', async () => {
    const { device, tokens } = await enter();
    const { authorization } = bearer(tokens.access_token).headers;
    const { etag = '' } = (await device.call('GET', '/api/account/profile', bearer(tokens.access_token))).headers;
    const headers = { authorization, 'if-match': etag };
    const answers = await Promise.all(
      ['Ann', 'Annie', 'Anne'].map((name) => device.call('PATCH', '/api/account/profile', { body: { name }, headers })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const weak = await device.call('PATCH', '/api/account/profile', {
      body: { name: 'x' },
      headers: { authorization, 'if-match': '*' },
    });
    expect(weak.status).toBe(412);
  });

  it('sends one message for one call, however often it is repeated at once, and nothing of it to anybody else', async () => {
    const { device, tokens } = await enter();
    const ask = (token: string) =>
      device.call('POST', '/api/account/identifiers/email', {
        body: { email: 'moved@example.com' },
        headers: { ...bearer(token).headers, 'idempotency-key': 'the same for everybody' },
      });
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(tokens.access_token)));
    expect(answers.every(({ status }) => status === 202 || status === 409)).toBe(true);
    const accepted = answers.filter(({ status }) => status === 202).map(({ body }) => body['change_id']);
    expect(new Set(accepted).size).toBe(1);
    expect((await ask(tokens.access_token)).body['change_id']).toBe(accepted[0]);
    const asked = await house.sql(`select 1 from ledger_entries where event = 'identifier.change_requested'`);
    expect(asked).toHaveLength(1);
    // Who has a copy of the rows cannot try addresses on them.
    const guess = createHash('sha256')
      .update(JSON.stringify({ email: 'moved@example.com' }))
      .digest();
    const kept = await house.sql<{ body_hash: Buffer }>('select body_hash from repeats');
    expect(kept.filter(({ body_hash: digest }) => digest.equals(guess))).toEqual([]);
    const other = await enter();
    expect((await ask(other.tokens.access_token)).body['change_id']).not.toBe(accepted[0]);
  });

  it('leaves no cookie behind, whatever is asked for', async () => {
    const answer = await app.device().call('GET', '/api/openapi.json?ui_locales=de');
    expect(answer.setCookies).toEqual([]);
  });

  it('assigns no field in passing, and reads no body in two ways', async () => {
    const { device, tokens } = await enter();
    const { headers } = bearer(tokens.access_token);
    const send = (body: string, type = 'application/json') =>
      device.call('POST', '/api/account/password', { body, headers: { ...headers, 'content-type': type } });
    const wrong = [
      '{"current_password":"x","password":"y","customer_id":"cus_1"}',
      '{"__proto__":{"password":"y"},"current_password":"x"}',
      '{"current_password":["x"],"password":"y"}',
      '{"current_password":"x","password":"y","password":"z"}',
      String.raw`{"current_password":"x","password":"y","passw\u006frd":"z"}`,
      '[]',
      'null',
      '{',
      `${'['.repeat(5000)}${']'.repeat(5000)}`,
    ];
    for (const body of wrong) expect((await send(body)).status, body.slice(0, 60)).toBe(400);
    // A text that only looks like names is one.
    expect((await send(JSON.stringify({ current_password: 'a":"b', password: '{"x" : 1, "x": 2}\\' }))).status).toBe(
      422,
    );
    expect((await send('current_password=x', 'application/x-www-form-urlencoded')).status).toBe(415);
  });
});

describe('pages of other sites', () => {
  it('may ask and get no answer: only origins of the application itself are served', async () => {
    const device = app.device();
    const foreign = { origin: 'https://evil.example' };
    const own = { origin: 'https://app.example' };
    const { tokens } = await enter();
    const { headers } = bearer(tokens.access_token);
    const refused = await device.call('GET', '/api/account', { headers: { ...headers, ...foreign } });
    expect(refused).toMatchObject({ status: 403, body: { code: 'request.cross_site' } });
    const served = await device.call('GET', '/api/account', { headers: { ...headers, ...own } });
    expect(served.headers['access-control-allow-origin']).toBe(own.origin);
    expect(served.headers['access-control-allow-credentials']).toBeUndefined();
    const unread = await device.call('PATCH', '/api/account/profile', { body: '{', headers: { ...headers, ...own } });
    expect(unread).toMatchObject({ status: 400, headers: { 'access-control-allow-origin': own.origin } });
    const preflight = await device.call('OPTIONS', '/api/account', { headers: own });
    expect(preflight).toMatchObject({ status: 204 });
    const journey = await device.begin('sign-in');
    expect((await journey.act('password', signingIn, foreign)).body['code']).toBe('request.cross_site');
    expect((await journey.act('password', signingIn, { origin: 'null' })).status).toBe(403);
  });
});
