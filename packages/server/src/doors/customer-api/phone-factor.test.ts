import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOf, goodPassword, registerCustomer } from '../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createOwnInterface, type JsonAnswer, type OwnInterface } from '../../../test/own-interface.ts';

let house: TestHouse;
let app: OwnInterface;
const email = 'anna@example.com';
const number = '+4915201234567';

beforeAll(async () => {
  house = await startTestHouse();
  const [tenantId = ''] = await house.house.tenants.listIds();
  await house.house.tenants.changeSettings(tenantId, {
    identifiers: { defaultCountry: 'DE' },
    signIn: { methods: { smsCode: 'on' } },
  });
  app = await createOwnInterface(house);
  await registerCustomer(house, email);
});
afterAll(() => house.stop());

const codeBySms = async (count: number) =>
  codeOf({ ...(await house.mailTo(number, count)), subject: (await house.mailTo(number, count)).text });

it('a number becomes a second step, ends a sign-in, begins one, and is taken away, all in an interface of one’s own', async () => {
  const device = app.device();
  const journey = await device.begin('sign-in');
  const complete = await journey.act('password', { identifier: email, password: goodPassword });
  const { access_token: token } = await app.redeemDirect(journey, complete);
  const send = (method: string, path: string, body?: unknown): Promise<JsonAnswer> =>
    device.call(method, `/api/account${path}`, { body, headers: { authorization: `Bearer ${token}` } });

  expect(await send('POST', '/factors/phone/send')).toMatchObject({
    status: 409,
    body: { code: 'factor.number_needed' },
  });
  const asked = await send('POST', '/identifiers/phone', { phone: number });
  const change = { change_id: asked.body['change_id'], code: await codeBySms(1) };
  expect((await send('POST', '/identifiers/phone/verify', change)).status).toBe(204);
  expect((await send('GET', '/factors/phone')).body).toEqual({
    offered: true,
    phone_number: '+49 ••• 567',
    enrolled_at: null,
    last_used_at: null,
  });
  expect(await send('POST', '/factors/phone/send')).toMatchObject({ status: 202, body: { sent_to: '+49 ••• 567' } });
  expect(await send('POST', '/factors/phone', { code: '000000' })).toMatchObject({ status: 400 });
  expect((await send('POST', '/factors/phone', { code: await codeBySms(2) })).status).toBe(204);
  expect((await send('GET', '/factors/phone')).body['enrolled_at']).toMatch(/^20/);

  // Asked for besides the password.
  const second = await app.device().begin('sign-in');
  const waiting = await second.act('password', { identifier: email, password: goodPassword });
  expect(waiting.body).toMatchObject({ state: 'second-factor', methods: ['sms-code'] });
  await house.sql('delete from budgets');
  expect((await second.act('second-factor-options', { method: 'sms-code' })).status).toBe(200);
  const done = await second.act('second-factor', { method: 'sms-code', code: await codeBySms(3) });
  expect(done.body).toMatchObject({ state: 'complete' });

  // And alone.
  const first = await app.device().begin('sign-in');
  const sent = await first.act('request-code', { identifier: '0152 01234567' });
  expect(sent.body).toMatchObject({ state: 'verify' });
  expect(JSON.stringify(sent.body['messages'])).toContain('+49 ••• 567');
  expect((await first.act('verify', { code: await codeBySms(4) })).body).toMatchObject({ state: 'complete' });

  expect((await send('DELETE', '/factors/phone')).status).toBe(204);
  expect((await send('GET', '/factors/phone')).body['enrolled_at']).toBeNull();
});
