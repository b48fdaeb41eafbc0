/** Factors as staff see them, and the code by which they know a caller. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerCustomer } from '../../../../attacks/people.ts';
import {
  answerSecond,
  enrolApp,
  forgetBudgets,
  forgetSteps,
  halfSignedIn,
} from '../../../../attacks/second-factors.ts';
import { startTestHouse, type TestHouse } from '../../../../test/house.ts';
import { because, createManager, type Manager } from '../../../../test/management.ts';
import type { Visitor } from '../../../../test/visitor.ts';

let house: TestHouse;
let manager: Manager;
let reader: Manager;

beforeAll(async () => {
  house = await startTestHouse();
  manager = await createManager(house, 'customers:read', 'customers:write', 'customers.personal:read', 'ledger:read');
  reader = await createManager(house, 'customers:read', 'settings:read');
});
afterAll(() => house.stop());

async function idOf(email: string): Promise<string> {
  const found = await manager.call('POST', '/customers/search', { body: { email } });
  return String((found.body['items'] as { customer_id: string }[])[0]?.customer_id);
}
const spokenCode = async (visitor: Visitor): Promise<string> =>
  /<bdi dir="ltr">(\d{3} \d{3})<\/bdi>/.exec((await visitor.get('/account/caller-check')).body)?.[1] ?? '';
const check = (id: string, code: string, who = manager) =>
  who.call('POST', `/customers/${id}/caller-check`, { body: { code } });
const eventsOf = async (id: string) => {
  const { body } = await manager.call('GET', `/ledger?customer_id=${id}`);
  return (body['items'] as { event: string }[]).map(({ event }) => event).filter((name) => name.startsWith('caller_'));
};

it('shows kinds and dates of factors, a name only for a reason, and never a secret', async () => {
  const owner = await registerCustomer(house, 'anna@example.com');
  const secret = await enrolApp(owner, 'Annas Telefon');
  const path = `/customers/${await idOf('anna@example.com')}/factors`;
  const masked = await manager.call('GET', path);
  expect(masked.body['items']).toMatchObject([{ method: 'authenticator', name: null, synced: null, count: 1 }]);
  const whole = await manager.call('GET', path, { headers: because('Ticket 1') });
  expect(whole.body['items']).toMatchObject([{ method: 'authenticator', name: 'Annas Telefon' }]);
  expect(JSON.stringify(whole.body)).not.toContain(secret);
  expect((await manager.call('GET', '/customers/cus_0000000000000000000000000/factors')).status).toBe(404);
});

it('believes a caller once by the code of their account page, and writes both answers down', async () => {
  const owner = await registerCustomer(house, 'berta@example.com');
  const other = await registerCustomer(house, 'carl@example.com');
  const id = await idOf('berta@example.com');
  const code = await spokenCode(owner);
  expect(code).toMatch(/^\d{3} \d{3}$/);
  expect((await check(id, code, reader)).status).toBe(403);
  expect((await check(await idOf('carl@example.com'), code)).body).toEqual({ confirmed: false });
  expect((await check(id, code)).body).toEqual({ confirmed: true });
  expect((await check(id, code)).body, 'a code counts once').toEqual({ confirmed: false });
  expect(await spokenCode(other)).not.toBe(code);
  expect(await eventsOf(id)).toEqual(['caller_check.refused', 'caller_check.confirmed']);
});

it('is decided once when the same code arrives many times at once', async () => {
  const owner = await registerCustomer(house, 'dora@example.com');
  const id = await idOf('dora@example.com');
  const code = await spokenCode(owner);
  const answers = await Promise.all([1, 2, 3, 4].map(() => check(id, code)));
  expect(answers.filter(({ body }) => body['confirmed'] === true)).toHaveLength(1);
});

it('lets nobody guess for long', async () => {
  await registerCustomer(house, 'emil@example.com');
  const id = await idOf('emil@example.com');
  const tried: number[] = [];
  for (const guess of ['000000', '111111', '222222', '333333', '444444', '555555'])
    tried.push((await check(id, guess)).status);
  expect(tried.at(-1)).toBe(429);
});

it('gives staff nothing to sign in with: no question of a sign-in takes the code', async () => {
  const email = 'frida@example.com';
  const owner = await registerCustomer(house, email);
  await enrolApp(owner);
  await forgetSteps(house);
  const code = await spokenCode(owner);
  const half = await halfSignedIn(house, email);
  for (const method of ['authenticator', 'recovery-code']) {
    const answer = await answerSecond(half, code.replace(' ', ''), { method });
    expect(answer.status).not.toBe(303);
  }
  await forgetBudgets(house);
  expect((await check(await idOf(email), code)).body).toEqual({ confirmed: true });
});

it('tells what text messages cost, to whoever may read settings', async () => {
  const figures = await reader.call('GET', '/sms/figures?days=7');
  expect(figures.body).toMatchObject({ days: 7, sent: 0, today: { sent: 0, daily_messages: 500, stopped: false } });
  expect((await manager.call('GET', '/sms/figures')).status).toBe(403);
});
