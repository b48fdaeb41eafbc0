import { afterAll, beforeAll, expect, it } from 'vitest';
import { mailAbout } from '../../../attacks/lives.ts';
import { codeOf, goodPassword, registerCustomer } from '../../../attacks/people.ts';
import { codeOfApp, forgetSteps, wrongCode } from '../../../attacks/second-factors.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createOwnInterface, type OwnInterface } from '../../../test/own-interface.ts';

let house: TestHouse;
let app: OwnInterface;
beforeAll(async () => {
  house = await startTestHouse();
  app = await createOwnInterface(house);
});
afterAll(() => house.stop());

it('an authenticator app is set up, asked for and taken away in an interface of an application’s own', async () => {
  const email = 'app@example.com';
  await registerCustomer(house, email);
  const device = app.device();
  const journey = await device.begin('sign-in');
  const complete = await journey.act('password', { identifier: email, password: goodPassword });
  const { access_token: token } = await app.redeemDirect(journey, complete);
  const send = (method: string, path: string, body?: unknown) =>
    device.call(method, `/api/account/factors${path}`, { body, headers: { authorization: `Bearer ${token}` } });

  expect(await send('POST', '/recovery-codes')).toMatchObject({ status: 409, body: { code: 'factor.none' } });
  const begun = await send('POST', '/authenticators');
  const secret = String(begun.body['secret']);
  expect(begun.body['uri']).toContain(`secret=${secret}`);
  const wrong = await send('POST', '/authenticators/confirm', { code: wrongCode(secret) });
  expect(wrong).toMatchObject({ status: 401, body: { code: 'factor.refused' } });
  const code = codeOfApp(secret);
  expect((await send('POST', '/authenticators/confirm', { code, name: '\u202ePhone\u0000\u2066' })).status).toBe(204);
  const listed = await send('GET', '/authenticators');
  expect(listed.body).toMatchObject({ items: [{ name: 'Phone', last_used_at: null }], next_cursor: null });
  expect(JSON.stringify(listed.body)).not.toContain(secret);
  const made = (await send('POST', '/recovery-codes')).body['codes'] as string[];
  expect(made).toHaveLength(10);
  expect((await send('GET', '/recovery-codes')).body).toMatchObject({ remaining: 10 });

  await forgetSteps(house);
  const second = await app.device().begin('sign-in');
  const asked = await second.act('password', { identifier: email, password: goodPassword });
  expect(asked.body).toMatchObject({ state: 'second-factor', methods: ['authenticator', 'recovery-code'] });
  const refused = await second.act('second-factor', { method: 'authenticator', code: wrongCode(secret) });
  expect(refused).toMatchObject({ status: 401, body: { code: 'factor.refused' } });
  const proven = await second.act('second-factor', { method: 'recovery-code', code: made[0] });
  expect(proven.body).toMatchObject({ state: 'complete' });
  expect((await send('GET', '/recovery-codes')).body).toMatchObject({ remaining: 9 });

  const [item] = (listed.body['items'] ?? []) as { credential_id: string }[];
  expect((await send('DELETE', `/authenticators/${item?.credential_id}`)).status).toBe(204);
  expect((await send('DELETE', `/authenticators/${item?.credential_id}`)).status).toBe(404);
  expect((await send('GET', '/recovery-codes')).body).toMatchObject({ remaining: 0 });
});

it('a factor that is out of reach is recovered by the mailbox and a delay, and stopped in the account', async () => {
  const email = 'lost@example.com';
  await registerCustomer(house, email);
  const device = app.device();
  const journey = await device.begin('sign-in');
  const complete = await journey.act('password', { identifier: email, password: goodPassword });
  const { access_token: token } = await app.redeemDirect(journey, complete);
  const send = (method: string, path: string, body?: unknown) =>
    device.call(method, `/api/account/factors${path}`, { body, headers: { authorization: `Bearer ${token}` } });
  const secret = String((await send('POST', '/authenticators')).body['secret']);
  await send('POST', '/authenticators/confirm', { code: codeOfApp(secret) });

  const lost = await app.device().begin('sign-in');
  await lost.act('password', { identifier: email, password: goodPassword });
  expect((await lost.act('lost-factor')).body).toMatchObject({ state: 'second-factor' });
  const code = codeOf(await mailAbout(house, email, /is your code/, 2));
  const waiting = await lost.act('prove-lost-factor', { code });
  expect(waiting.body).toMatchObject({ state: 'second-factor', messages: [{ id: 'lost_factor.wait.text' }] });
  expect((await send('POST', '/keep')).status).toBe(204);
  expect(await house.sql("select 1 from factor_recoveries where state = 'waiting'")).toEqual([]);
  expect(await house.sql('select 1 from authenticators where confirmed_at is not null')).toHaveLength(1);
});
