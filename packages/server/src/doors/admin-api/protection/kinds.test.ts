/** Kinds of findings that are only noted, from what brings them about to their undo, as staff sees them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginFlow, registerCustomer, signIn } from '../../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../../test/house.ts';
import { createManager, type Manager } from '../../../../test/management.ts';
import { silentLogger } from '../../../../test/silent-logger.ts';

let house: TestHouse;
let manager: Manager;
let tenantId = '';
beforeAll(async () => {
  house = await startTestHouse({}, silentLogger, { detects: true });
  manager = await createManager(house, 'protection:read', 'protection:write');
  [tenantId = ''] = await house.house.tenants.listIds();
});
afterAll(() => house.stop());

type Shown = Readonly<Record<string, unknown>>;
const shown = async (kind: string): Promise<Shown[]> => {
  await house.house.detection.share();
  return (await manager.call('GET', `/protection/findings?kind=${kind}`)).body['items'] as Shown[];
};
const undo = async ({ finding_id: id }: Shown) =>
  (await manager.call('POST', `/protection/findings/${String(id)}/undo`, { body: {} })).body;
const askToRecover = async (email: string, address: string) => {
  const visitor = house.visitor({ address });
  const flow = await beginFlow(visitor, '/recover');
  return visitor.post('/recover', { flow, email });
};

describe('one mailbox that mails are asked for to', () => {
  it('is found with its reasons, taken back for a day, and not made of a few impatient people', async () => {
    for (let person = 0; person < 4; person += 1)
      for (let count = 0; count < 6; count += 1)
        await askToRecover(`impatient${person}@kinds.example`, `198.51.${person}.9`);
    expect(await shown('mail_bombing')).toEqual([]);

    const bomb = async () => {
      for (let count = 0; count < 14; count += 1) await askToRecover('victim@kinds.example', '203.0.113.7');
    };
    await bomb();
    const [found = {}, ...more] = await shown('mail_bombing');
    expect(more).toEqual([]);
    expect(found).toMatchObject({ action: 'noted', state: 'open', about: null, country: null, customer_id: null });
    expect(found['figures']).toMatchObject({ most: expect.any(Number), recipients: 5 });
    expect((found['figures'] as Record<string, number>)['most']).toBeGreaterThanOrEqual(10);

    expect(await undo(found)).toMatchObject({ state: 'undone', undone: { by: { kind: 'application' } } });
    await bomb();
    expect(await shown('mail_bombing')).toMatchObject([{ finding_id: found['finding_id'], state: 'undone' }]);
    await house.sql('delete from budgets');
  });
});

describe('text messages that are held back', () => {
  it('are found as pumping, and taken back', async () => {
    const refuseOne = (number: number) => {
      const charges = [{ budget: 'sms.recipient', key: `number ${number}` }] as const;
      house.house.detection.refused(tenantId, charges, charges);
    };
    const refuse = (count: number) => {
      for (let number = 0; number < count; number += 1) refuseOne(number);
    };
    refuse(30);
    expect(await shown('sms_pumping')).toEqual([]);
    refuse(20);
    const [found = {}] = await shown('sms_pumping');
    expect(found).toMatchObject({ action: 'noted', state: 'open', figures: { recipients: 30 } });
    expect(await undo(found)).toMatchObject({ state: 'undone' });
    refuse(50);
    expect(await shown('sms_pumping')).toHaveLength(1);
  });
});

describe('an account that is guessed at from many places', () => {
  const wrong = (email: string, address: string) => signIn(house.visitor({ address }), email, 'not this one either');

  it('is found by whose it is, and taken back; its owner who has forgotten the password is nothing', async () => {
    await registerCustomer(house, 'forgetful@kinds.example');
    for (let count = 0; count < 20; count += 1) await wrong('forgetful@kinds.example', `198.51.100.${count % 3}`);
    expect(await shown('account_guessing')).toEqual([]);
    await house.sql('delete from budgets');

    await registerCustomer(house, 'guessed@kinds.example');
    for (let count = 0; count < 17; count += 1) await wrong('guessed@kinds.example', `45.${count}.7.9`);
    const [found = {}, ...more] = await shown('account_guessing');
    expect(more).toEqual([]);
    const [{ customer_id: customerId } = {}] = await house.sql(
      "select customer_id from ledger_entries where event = 'customer.registered' order by entry_id desc limit 1",
    );
    expect(found).toMatchObject({ action: 'noted', state: 'open', about: null, customer_id: customerId });
    expect(found['figures']).toMatchObject({ sources: expect.any(Number), failures: expect.any(Number) });

    expect((await manager.call('GET', '/protection')).body).toMatchObject({ mode: 'calm', open_findings: 1 });
    expect(await undo(found)).toMatchObject({ state: 'undone' });
    await wrong('guessed@kinds.example', '45.99.7.9');
    expect(await shown('account_guessing')).toMatchObject([{ state: 'undone' }]);
    expect((await manager.call('GET', '/protection')).body).toMatchObject({ mode: 'calm', open_findings: 0 });
  });
});
