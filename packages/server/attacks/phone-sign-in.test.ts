/** A code by text message as the first proof: only to a number that its owner made a factor. Case 77. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import type { Visitor } from '../test/visitor.ts';
import { ask, codeTo, prove } from './changing.ts';
import { sessionOf, signUp } from './signed-in.ts';

let house: TestHouse;
const path = '/account/factors/phone';
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

async function addNumber(visitor: Visitor, number: string): Promise<void> {
  await prove(visitor, await ask(visitor, 'phone', number), await codeTo(house, number));
}

async function enrol(visitor: Visitor, number: string): Promise<void> {
  const { token = '' } = (await visitor.get(path)).hidden('/sign-out');
  const sent = await visitor.post(`${path}/send`, { token });
  await visitor.fill(sent.headers['location'] ?? '', { code: await codeTo(house, number, 2) });
}

describe('a code by text message as the first proof', () => {
  const email = 'finn@factor.example';
  const number = '+4915901239999';
  const allow = (smsCode: string) =>
    house.house.tenants.listIds().then(([tenantId = '']) =>
      house.house.tenants.changeSettings(tenantId, {
        identifiers: { defaultCountry: 'DE' },
        signIn: { methods: { smsCode, password: 'on' } },
      }),
    );

  it('opens the account of who made the number a factor, and of nobody else (case 77)', async () => {
    await allow('second');
    const finn = await signUp(house, email);
    await addNumber(finn, number);
    const stranger = await signUp(house, 'gina@factor.example');
    await addNumber(stranger, '+4915901238888');
    await enrol(finn, number);
    await allow('on');
    try {
      await house.sql('delete from budgets');
      const { customerId } = await sessionOf(house, finn);
      const page = await house.visitor().get('/sign-in');
      expect(page.body).toContain('Get a code by text message');
      const before = (await house.sql("select 1 from messages where channel = 'sms' and state = 'sent'")).length;
      const asked: [number, string][] = [];
      const visitors: Visitor[] = [];
      // A factor, a number that was only proven, and nobody's.
      for (const typed of ['0159 01239999', '+4915901238888', '+4915901237777']) {
        const visitor = house.visitor();
        const flow = (await visitor.get('/sign-in')).hidden('/sign-in')['flow'] ?? '';
        const answer = await visitor.post('/sign-in/code/request', { flow, identifier: typed });
        asked.push([answer.status, (answer.headers['location'] ?? '').replace(/flw_\w+/, '')]);
        visitors.push(visitor);
        const waiting = await visitor.get(answer.headers['location'] ?? '');
        expect(waiting.body).toContain(`+49 ••• ${typed.slice(-3)}`);
      }
      expect(new Set(asked.map((one) => JSON.stringify(one))).size).toBe(1);
      const code = await codeTo(house, number, 3);
      await expect
        .poll(async () => (await house.sql("select 1 from messages where channel = 'sms' and state = 'queued'")).length)
        .toBe(0);
      const after = await house.sql("select 1 from messages where channel = 'sms' and state = 'sent'");
      expect(after.length - before).toBe(1);
      const flows = await house.sql(
        "select flow_id from flows where kind = 'sign-in' order by created_at desc limit 3",
      );
      const [nobody, proven, owner] = flows.map((row) => String(row['flow_id']));
      for (const [visitor, flow] of [
        [visitors[1], proven],
        [visitors[2], nobody],
      ] as const)
        expect((await visitor?.post('/sign-in/code', { flow: flow ?? '', code }))?.status).toBe(400);
      await house.sql(
        `insert into factor_recoveries (tenant_id, recovery_id, customer_id, due_at, lapses_at)
         select tenant_id, customer_id, customer_id, now() + interval '1 day', now() + interval '2 days' from customers where customer_id = $1`,
        [customerId],
      );
      const done = await visitors[0]?.post('/sign-in/code', { flow: owner ?? '', code });
      expect(done?.status).toBe(303);
      // Whoever uses a factor has not lost it (case 83).
      expect(await house.sql("select 1 from factor_recoveries where state = 'waiting'")).toEqual([]);
      const [session] = await house.sql(
        'select customer_id, acr, amr from sessions where customer_id = $1 order by created_at desc limit 1',
        [customerId],
      );
      expect(session).toEqual({ customer_id: customerId, acr: 'urn:cardea:aal1', amr: ['sms'] });
    } finally {
      await allow('second');
    }
  });
});
