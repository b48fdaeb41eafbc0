import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerCustomer, signIn } from '../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createRelyingParty, follow, type RelyingParty } from '../../../test/relying-party.ts';

let house: TestHouse;
let video: RelyingParty;
const told: unknown[] = [];
const tokens: string[] = [];
const listener = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    const token = new URLSearchParams(body).get('logout_token') ?? '';
    tokens.push(token);
    told.push(decodeJwt(token)['sid']);
    response.writeHead(204).end();
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  house = await startTestHouse();
  video = await createRelyingParty(house, {
    metadata: { backchannel_logout_uri: `http://localhost:${port}/ended`, backchannel_logout_session_required: true },
  });
});
afterAll(async () => {
  await house.stop();
  listener.close();
});

async function enter(email: string) {
  const visitor = await registerCustomer(house, email);
  const journey = await video.begin();
  const back = await follow(house, visitor, await visitor.request(journey.address));
  return { visitor, sid: (await video.redeem(journey, back.headers['location'] ?? '')).claims()?.['sid'] };
}

/** The minute is over. */
const lookNow = () =>
  house.sql(
    `select graphile_worker.add_job('announce-operator-ends', '{}', job_key => 'announce-operator-ends', run_at => now())`,
  );
const endings = () =>
  house.sql<{ reason: string }>(
    `select data->>'reason' as reason from ledger_entries where event = 'session.ended' order by entry_id`,
  );

describe('a session that an operator ends in the database alone', () => {
  it.each([
    ['by its row', 'update sessions set ended_at = now()'],
    ['by the epoch of its customer', 'update customers set session_epoch = session_epoch + 1'],
    ['by the epoch of its tenant', 'update tenants set session_epoch = session_epoch + 1'],
  ])('%s is told to its applications, once, and to the ledger', async (name, statement) => {
    const { sid } = await enter(`${name.replaceAll(' ', '-')}@example.com`);
    const before = { told: told.length, endings: (await endings()).length };
    await house.sql(statement);
    await lookNow();
    await expect.poll(() => told.length).toBe(before.told + 1);
    expect(told.at(-1)).toBe(sid);
    expect((await endings()).slice(before.endings)).toEqual([{ reason: 'ended_by_operator' }]);
    await lookNow();
    await expect
      .poll(async () => (await house.sql(`select 1 from graphile_worker.jobs where run_at < now()`)).length)
      .toBe(0);
    expect(told.length).toBe(before.told + 1);
    expect((await endings()).length).toBe(before.endings + 1);
  });

  it('is not confused with one that its customer ended, or with one that lives', async () => {
    const { visitor, sid } = await enter('finn@example.com');
    const { visitor: living } = await enter('living@example.com');
    const before = { told: told.length, endings: (await endings()).length };
    const page = await visitor.get('/account');
    await visitor.post('/account/sign-out-everywhere', page.hidden('/account/sign-out-everywhere'));
    await lookNow();
    await expect.poll(() => told.length).toBe(before.told + 1);
    expect(told.at(-1)).toBe(sid);
    expect((await endings()).length).toBe(before.endings);
    expect((await living.request('/account')).status).toBe(200);
  });

  it('is not confused with one that its customer ended from another browser: that is told at once, and once', async () => {
    const { sid } = await enter('gina@example.com');
    const before = { told: told.length, endings: (await endings()).length };
    const other = house.visitor();
    await signIn(other, 'gina@example.com');
    const page = await other.get('/account/sessions');
    await other.post('/account/sessions/end-others', page.hidden('/account/sessions/end-others'));
    await expect.poll(() => told.length).toBe(before.told + 1);
    expect(told.at(-1)).toBe(sid);
    await lookNow();
    await expect
      .poll(async () => (await house.sql(`select 1 from graphile_worker.jobs where run_at < now()`)).length)
      .toBe(0);
    expect(told.length).toBe(before.told + 1);
    expect((await endings()).length).toBe(before.endings);
  });

  it('is told by tokens that can be taken for nothing else, each for one use (case 123)', async () => {
    const keys = createLocalJWKSet(JSON.parse((await house.visitor().request('/oauth/jwks')).body) as JSONWebKeySet);
    const seen = new Set<unknown>();
    for (const token of tokens) {
      const expected = { issuer: house.origin, audience: video.applicationId, typ: 'logout+jwt' };
      const { payload } = await jwtVerify(token, keys, expected);
      expect(payload).not.toHaveProperty('nonce');
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThanOrEqual(300);
      expect(payload['events']).toEqual({ 'http://schemas.openid.net/event/backchannel-logout': {} });
      seen.add(payload.jti);
    }
    expect(seen.size).toBe(tokens.length);
    expect(tokens.length).toBeGreaterThan(0);
  });
});
