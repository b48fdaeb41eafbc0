/** Codes of devices: guessed, taken over, approved by others, passed on (case 120; also 30, 90, 93, 104, 111). */
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerDevice, createDevice, type Device, deviceGrant, enterCode, waitForNextPoll } from '../test/device.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createRelyingParty } from '../test/relying-party.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { send } from './oauth.ts';
import { forgetBudgets, protectedCustomer } from './second-factors.ts';
import { isSignedIn, password, sessionOf, signIn, signUp } from './signed-in.ts';

const confirmPath = '/device/confirm';
let house: TestHouse;
let tv: Device;
let anna: Visitor;
let mallory: Visitor;

beforeAll(async () => {
  house = await startTestHouse();
  tv = await createDevice(house);
  anna = await signUp(house, 'anna@example.com');
  mallory = await signUp(house, 'mallory@example.com', { name: 'Mallory' });
});
afterAll(() => house.stop());

type Row = { state: string; session_id: string | null; entered_session_id: string | null; request_id: string };
const newest = async (): Promise<Row> => {
  const [row] = await house.sql<Row>('select * from device_codes order by created_at desc limit 1');
  if (row === undefined) throw new Error('there is no code');
  return row;
};
const sessions = async () => (await house.sql('select 1 from sessions')).length;
const codesOf = (answer: Answer) => answer.body.includes('Your device must show this code');
/** What a form of Mallory's holds, for a request of somebody else. */
async function formFor(visitor: Visitor, requestId: string): Promise<Record<string, string>> {
  const own = await enterCode(house, visitor, (await tv.ask()).user_code);
  return { ...own.hidden(confirmPath), request: requestId };
}

describe('codes cannot be guessed', () => {
  it('a thousand guesses from one place hit nothing, and all but a few are not even looked at', {
    timeout: 60_000,
  }, async () => {
    await forgetBudgets(house);
    const thief = house.visitor();
    const asked = await tv.ask();
    const letters = 'BCDFGHJKLMNPQRSTVWXZ';
    const guess = (index: number) =>
      Array.from({ length: 8 }, (_, place) => letters[(index * (place + 3) + place) % 20]).join('');
    const statuses: number[] = [];
    for (let first = 0; first < 1000; first += 25) {
      const tries = Array.from({ length: 25 }, (_, place) => thief.post('/device', { code: guess(first + place) }));
      statuses.push(...(await Promise.all(tries)).map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 400).length).toBeLessThan(25);
    expect(statuses.every((status) => status === 400 || status === 429)).toBe(true);
    // The right one now gets the same refusal, and its owner elsewhere is not kept out.
    expect((await thief.post('/device', { code: asked.user_code })).status).toBe(429);
    expect((await newest()).entered_session_id).toBeNull();
    expect(codesOf(await enterCode(house, anna, asked.user_code))).toBe(true);
  });

  it('nor by one session that comes from many places', async () => {
    await forgetBudgets(house);
    const statuses: number[] = [];
    for (let index = 0; index < 20; index += 1) {
      const moved = house.visitor();
      for (const [name, value] of mallory.cookies) moved.cookies.set(name, value);
      const code = `BCDFGHJ${'BCDFGHJKLMNPQRSTVWXZ'[index]}`;
      statuses.push((await moved.post('/device', { code })).status);
    }
    expect(statuses.slice(0, 10).every((status) => status === 400)).toBe(true);
    expect(statuses.slice(12).every((status) => status === 429)).toBe(true);
    await forgetBudgets(house);
  });

  it('and no file of the house holds one, or what a device polls with', async () => {
    const asked = await tv.ask({ login_hint: 'anna@example.com' });
    await enterCode(house, anna, asked.user_code);
    const rows = await house.sql('select code::text, encode(code.sealed, $1) from device_codes code', ['escape']);
    const flows = await house.sql('select flow::text from flows flow');
    const text = JSON.stringify([rows, flows]);
    for (const secret of [asked.user_code, asked.user_code.replace('-', ''), asked.device_code, 'anna@example.com'])
      expect(text).not.toContain(secret);
  });
});

describe("another's code", () => {
  it('is not theirs to see, to approve or to deny, whatever they know of it', async () => {
    const asked = await tv.ask();
    const page = await enterCode(house, anna, asked.user_code);
    const { request_id: requestId } = await newest();
    const before = await sessions();
    const form = await formFor(mallory, requestId);
    const known = await sessions();

    expect(codesOf(await mallory.get(`${confirmPath}?request=${requestId}`))).toBe(false);
    expect(codesOf(await enterCode(house, mallory, asked.user_code))).toBe(false);
    for (const decision of ['approve', 'deny'])
      expect((await mallory.post(confirmPath, { ...form, decision })).status).toBe(400);
    // Not by Anna's browser cookie either: the session is another.
    const browser = anna.cookies.get('cardea_browser') ?? '';
    const own = mallory.cookies.get('cardea_browser') ?? '';
    mallory.cookies.set('cardea_browser', browser);
    for (const decision of ['approve', 'deny'])
      expect((await mallory.post(confirmPath, { ...form, decision })).status).toBe(400);
    expect(codesOf(await mallory.get(`${confirmPath}?request=${requestId}`))).toBe(false);
    mallory.cookies.set('cardea_browser', own);

    const [row] = await house.sql<Row>('select * from device_codes where request_id = $1', [requestId]);
    expect(row).toMatchObject({ state: 'waiting', session_id: null });
    expect([before, await sessions()]).toEqual([known, known]);
    expect(await tv.poll(asked)).toBe('authorization_pending');
    expect((await answerDevice(anna, page, 'approve')).body).toContain('Your device is signed in');
  });

  it('is answered by nobody who has only entered it and never seen what asks', async () => {
    const asked = await tv.ask();
    await anna.post('/device', { code: asked.user_code });
    const { request_id: requestId } = await newest();
    const other = await formFor(anna, requestId);
    expect((await anna.post(confirmPath, { ...other, decision: 'approve' })).status).toBe(400);
    expect(await tv.poll(asked)).toBe('authorization_pending');
  });

  it('is not approved by another site, nor with the form of another session', async () => {
    const asked = await tv.ask();
    const page = await enterCode(house, anna, asked.user_code);
    const fields = { ...page.hidden(confirmPath), decision: 'approve' };
    expect((await anna.post(confirmPath, fields, { origin: 'https://evil.example' })).status).toBe(403);
    const own = (await enterCode(house, mallory, (await tv.ask()).user_code)).hidden(confirmPath);
    expect((await anna.post(confirmPath, { ...fields, token: own['token'] ?? '' })).status).toBe(403);
    const entry = await anna.post('/device', { code: asked.user_code }, { origin: 'https://evil.example' });
    expect(entry.status).toBe(403);
    expect(await tv.poll(asked)).toBe('authorization_pending');
  });

  it('is not approved by an address, a preview of it or a picture: the form alone decides', async () => {
    const asked = await tv.ask();
    const complete = new URL(asked.verification_uri_complete ?? '');
    for (const headers of [{}, { 'sec-purpose': 'prefetch' }]) {
      const page = await anna.request(`${complete.pathname}${complete.search}`, { headers });
      expect(page.status).toBe(200);
      expect(page.body).toContain(`value="${asked.user_code}"`);
      expect(page.body).not.toContain('name="decision"');
    }
    expect(await newest()).toMatchObject({ state: 'waiting', entered_session_id: null });
    await enterCode(house, anna, asked.user_code);
    await anna.request(`${confirmPath}?request=${(await newest()).request_id}&decision=approve`);
    expect(await newest()).toMatchObject({ state: 'waiting' });
  });

  it('is worth nothing at another tenant', async () => {
    const host = 'second.localhost:4000';
    await house.house.tenants.create({ name: 'Second', host });
    const asked = await tv.ask();
    const there = house.visitor({ host, origin: `http://${host}` });
    expect((await there.post('/device', { code: asked.user_code })).status).toBe(400);
    const poll = await fetch(`http://127.0.0.1:${house.port}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: deviceGrant,
        client_id: tv.applicationId,
        device_code: asked.device_code,
      }),
    });
    expect(poll.ok).toBe(false);
  });
});

describe('what a device polls with', () => {
  it('is worth nothing to another application, and its polling slows nobody down', async () => {
    const other = await createDevice(house, { metadata: { client_name: 'Other' } });
    const asked = await tv.ask();
    for (let tries = 0; tries < 3; tries += 1) expect(await other.poll(asked)).toBe('invalid_grant');
    expect(await tv.poll(asked)).toBe('authorization_pending');
  });

  it('is worth nothing before a secret, where the application has one, and an application without the grant gets none', async () => {
    const box = await createDevice(house, { metadata: { token_endpoint_auth_method: 'client_secret_basic' } });
    const asked = await box.ask();
    const fields = { grant_type: deviceGrant, client_id: box.applicationId, device_code: asked.device_code };
    expect((await send(house, '/oauth/token', fields)).status).toBe(401);
    const bare = await send(house, '/oauth/device_authorization', { client_id: box.applicationId });
    expect(bare.status).toBe(401);
    const web = await createRelyingParty(house, { metadata: { token_endpoint_auth_method: 'none' } });
    const refused = await send(house, '/oauth/device_authorization', { client_id: web.applicationId });
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: 'invalid_request' }]);
  });

  it('asks for no more than the application is registered for (case 111)', async () => {
    const narrow = await createDevice(house, { metadata: { scope: 'openid' } });
    await expect(narrow.ask({ scope: 'openid email' })).rejects.toMatchObject({ error: 'invalid_scope' });
  });

  it('cannot be asked for without end', async () => {
    const flood = house.visitor();
    const fields = { client_id: tv.applicationId, scope: 'openid' };
    const before = (await house.sql('select 1 from device_codes')).length;
    const statuses: number[] = [];
    for (let tries = 0; tries < 80; tries += 1)
      statuses.push((await flood.post('/oauth/device_authorization', fields, { origin: undefined })).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([200, 429]);
    expect((await house.sql('select 1 from device_codes')).length - before).toBeLessThan(70);
  });
});

describe('whoever approves', () => {
  it('is signed in as well as the application asks: a weak session neither sees nor approves', async () => {
    const strict = await createDevice(house, { metadata: { client_name: 'Safe' } });
    const { owner } = await protectedCustomer(house, 'safe@example.com');
    await house.sql(
      `update sessions set proofs = '[{"method":"password","at":"2026-01-01T00:00:00Z"}]', amr = '{pwd}',
       acr = 'urn:cardea:aal1' where session_id = $1`,
      [(await sessionOf(house, owner)).sessionId],
    );
    const asked = await strict.ask({ acr_values: 'urn:cardea:aal2' });
    const page = await enterCode(house, owner, asked.user_code);
    expect(codesOf(page)).toBe(false);
    const { request_id: requestId } = await newest();
    expect(requestId).toMatch(/^drq_/);
    const form = await formFor(owner, requestId);
    expect((await owner.post(confirmPath, { ...form, decision: 'approve' })).status).toBe(400);
    expect(await strict.poll(asked)).toBe('authorization_pending');
  });

  it('is somebody who may sign in: nothing is given out once they, the application or the session are not there (case 90)', async () => {
    const ends = [
      "update customers set state = 'disabled' where customer_id = $1",
      'update customers set session_epoch = session_epoch + 1 where customer_id = $1',
      'update sessions set ended_at = now() where customer_id = $1',
    ];
    for (const [index, end] of ends.entries()) {
      const victim = await signUp(house, `end-${index}@example.com`, { name: 'Ende' });
      const { customerId } = await sessionOf(house, victim);
      const [early, late] = [await tv.ask(), await tv.ask()];
      await answerDevice(victim, await enterCode(house, victim, early.user_code), 'approve');
      const page = await enterCode(house, victim, late.user_code);
      await house.sql(end, [customerId]);
      expect(await tv.poll(early)).toBe('invalid_grant');
      expect((await answerDevice(victim, page, 'approve')).status).toBeGreaterThanOrEqual(400);
      expect(await tv.poll(late)).toBe('authorization_pending');
    }
  });

  it('starts over when somebody else signs in at this browser: nothing is answered by whoever left', async () => {
    const asked = await tv.ask();
    const visitor = await signUp(house, 'first@example.com', { name: 'First' });
    await signUp(house, 'next@example.com', { name: 'Next' });
    const page = await enterCode(house, visitor, asked.user_code);
    const left = await answerDevice(visitor, page, 'leave');
    const signIn = await visitor.get(left.headers['location'] ?? '');
    expect(signIn.body).toContain('to continue to');
    const flow = signIn.hidden('/sign-in');
    const back = await visitor.post('/sign-in', { ...flow, identifier: 'next@example.com', password });
    const again = await visitor.get(back.headers['location'] ?? '');
    expect(again.body).toContain('n•••@example.com');
    expect((await answerDevice(visitor, page, 'approve')).status).toBe(403);
    await answerDevice(visitor, again, 'approve');
    await waitForNextPoll(house);
    const tokens = await tv.poll(asked);
    expect(typeof tokens).toBe('object');
    const [device] = await house.sql<{ customer_id: string }>(
      'select customer_id from sessions join device_codes using (tenant_id, session_id) order by device_codes.created_at desc limit 1',
    );
    expect(device?.customer_id).toBe((await sessionOf(house, visitor)).customerId);
  });

  it('takes the device along when their browser is forgotten, and the device is nowhere taken for that browser', async () => {
    const email = 'lent@example.com';
    const lent = await signUp(house, email, { name: 'Lent' });
    const { sessionId } = await sessionOf(house, lent);
    const asked = await tv.ask();
    await answerDevice(lent, await enterCode(house, lent, asked.user_code), 'approve');
    const { session_id: device } = await newest();
    const alike = `select 1 from known_devices join sessions using (device_hash) where session_id = $1`;
    expect(await house.sql(alike, [sessionId])).toHaveLength(1);
    expect(await house.sql(alike, [device])).toEqual([]);
    const tokens = await tv.poll(asked);
    const refreshToken = typeof tokens === 'object' ? (tokens.refresh_token ?? '') : '';
    const renewed = await client.refreshTokenGrant(tv.configuration, refreshToken);

    const owner = house.visitor();
    await signIn(owner, email);
    const page = await owner.get('/account/devices');
    const { token = '' } = page.hidden('/account/devices/remove');
    const [own, other = ''] = new Set([...page.body.matchAll(/name="device" value="([^"]+)"/g)].map(([, id]) => id));
    expect(own).not.toBe(other);
    await owner.post('/account/devices/remove', { token, device: other });
    expect([await isSignedIn(owner), await isSignedIn(lent)]).toEqual([true, false]);
    const refused = client.refreshTokenGrant(tv.configuration, renewed.refresh_token ?? '');
    await expect(refused).rejects.toMatchObject({ error: 'invalid_grant' });
    expect(await house.sql('select end_reason from sessions where session_id = $1', [device])).toEqual([
      { end_reason: 'ended_by_customer' },
    ]);
  });
});
