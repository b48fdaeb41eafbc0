/**
 * A proxy that nobody has listed, in a private network: the customers behind it must not lock each other out, and nobody
 * outside may use that as a way round (cases 26, 27).
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createManager } from '../test/management.ts';
import { beginFlow, registerCustomer, signIn } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse({ TRUSTED_PROXIES: '' });
});
afterAll(() => house.stop());

const spent = async (budget: string) => {
  const [row] = await house.sql<{ attempts: number }>(
    'select coalesce(sum(failures), 0)::int as attempts from budgets where budget = $1',
    [budget],
  );
  return row?.attempts ?? 0;
};

it('guesses of others behind it draw on no budget of an address, and one account is limited all the same', async () => {
  await registerCustomer(house, 'anna@behind.example');
  const visitor = house.visitor({ address: '198.51.100.1' });
  const flow = await beginFlow(visitor, '/sign-in');
  const statuses: number[] = [];
  for (let count = 0; count < 6; count += 1) {
    const fields = { flow, identifier: `victim${count}@behind.example`, password: 'wrong guess' };
    statuses.push((await visitor.post('/sign-in', fields)).status);
  }
  expect(new Set(statuses)).toEqual(new Set([401]));
  expect([await spent('sign-in.source'), await spent('sign-in.neighbourhood')]).toEqual([0, 0]);
  expect(await spent('sign-in.tenant')).toBeGreaterThanOrEqual(6);
  expect(await spent('sign-in.proxy')).toBe(await spent('sign-in.tenant'));
  expect((await signIn(house.visitor({ address: '198.51.100.2' }), 'anna@behind.example')).status).toBe(303);
  await signIn(house.visitor(), 'anna@behind.example', 'wrong guess');
  await house.sql("update budgets set theoretical_at = now() + interval '1 day' where budget = 'sign-in.account'");
  expect((await signIn(house.visitor(), 'anna@behind.example', 'wrong guess')).status).toBe(429);
});

it('whoever only says to be one has a bound of its own, besides that of everybody', async () => {
  await house.sql("update budgets set theoretical_at = now() + interval '1 day' where budget = 'sign-in.proxy'");
  expect((await signIn(house.visitor(), 'nobody@behind.example', 'wrong guess')).status).toBe(429);
  await house.sql('delete from budgets');
});

it('the operator is told its address and what to set', async () => {
  const operator = await createManager(house, 'system:read');
  const { body } = await operator.call('GET', '/system');
  expect((body as { checks: unknown[] }).checks).toContainEqual({
    name: 'proxies',
    ok: false,
    detail: '127.0.0.1',
    remedy: expect.stringContaining('TRUSTED_PROXIES=127.0.0.1'),
  });
});

it('a public peer with forged headers is one source, whoever else comes through a proxy', async () => {
  await house.sql('delete from budgets');
  const ask = (headers: Record<string, string>) =>
    house.house.app.inject({
      url: '/sign-in',
      remoteAddress: '203.0.113.9',
      headers: { host: 'localhost:4000', accept: 'text/html', ...headers },
    });
  for (const headers of [
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-forwarded-for': '10.0.0.5, 127.0.0.1' },
    { forwarded: 'for=127.0.0.1' },
    { 'x-forwarded-for': '', forwarded: '' },
  ])
    await ask(headers);
  const rows = await house.sql("select key_hash, failures from budgets where budget = 'flow.source'");
  expect(rows).toEqual([{ key_hash: expect.any(Buffer), failures: 4 }]);
  expect(await spent('flow.tenant')).toBe(0);
});
