/**
 * What the owner of an account of a number is told, and what a thief in it cannot keep from them. Cases 49, 57, 65, 76.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createManager } from '../test/management.ts';
import { letMemoryFade } from '../test/memory.ts';
import { ask, prove } from './changing.ts';
import { letters } from './lone-methods.ts';
import { createNumberHouse, type NumberHouse, recover, signUp } from './number-accounts.ts';
import { flowOf, goodPassword, isSignedIn, registerCustomer } from './people.ts';
import { enrolApp, forgetBudgets, makeCodes } from './second-factors.ts';

let house: TestHouse;
let numbers: NumberHouse;
beforeAll(async () => {
  house = await startTestHouse();
  numbers = await createNumberHouse(house);
});
afterAll(() => house.stop());
beforeEach(async () => {
  await forgetBudgets(house);
  await numbers.settings();
});

describe('what happens in such an account', () => {
  it('is told by text message, and “this was not me” leads back by the number', async () => {
    const number = '+4915905560020';
    const owner = await signUp(house, number);
    const told = await letters(house, number);
    await enrolApp(owner);
    const token = await told.holding(/secure-account\?token=([\w-]{43})/);
    const visitor = house.visitor();
    expect((await visitor.get(`/secure-account?token=${token}`)).body).toContain('that we send to your phone at once');
    const sent = await letters(house, number);
    const secured = await visitor.post('/secure-account', { token });
    expect(secured.headers['location']).toMatch(/^\/secured\?flow=flw_/);
    expect(await isSignedIn(owner)).toBe(false);
    const customerId = await numbers.customerOf();
    expect(await house.sql('select 1 from authenticators where customer_id = $1', [customerId])).toEqual([]);
    expect(await house.sql('select 1 from phone_factors where customer_id = $1', [customerId])).toHaveLength(1);
    const proven = await visitor.post('/recover/verify', { flow: flowOf(secured), code: await sent.code() });
    expect(proven.headers['location']).toMatch(/^\/recover\/password/);
  });

  it('lets an address be added and tells the number, whose owner takes it away again', async () => {
    const number = '+4915905560021';
    const email = 'thief@number.example';
    const owner = await signUp(house, number);
    const [told, mailed] = await Promise.all([letters(house, number), letters(house, email)]);
    await prove(owner, await ask(owner, 'email', email), await mailed.code());
    expect(await numbers.typesOf()).toEqual(['email', 'phone']);
    const token = await told.holding(/secure-account\?token=([\w-]{43})/);
    // Until then the number can be neither changed nor taken away, nor stop being the way back.
    const { token: form = '' } = (await owner.get('/account/sign-in')).hidden('/sign-out');
    for (const path of ['/account/sign-in/phone/remove', '/account/factors/phone/remove'])
      expect([path, (await owner.post(path, { token: form })).status]).toEqual([path, 409]);
    expect((await owner.get('/account/sign-in/phone')).body).toContain('for seven days');
    await house.visitor().post('/secure-account', { token });
    expect(await numbers.typesOf()).toEqual(['phone']);
    expect(await isSignedIn(owner)).toBe(false);
  });

  it('is closed and kept by text message', async () => {
    const number = '+4915905560022';
    const owner = await signUp(house, number);
    const told = await letters(house, number);
    const closed = await owner.fill('/account/close', { understood: 'yes' });
    expect(closed.status).toBe(303);
    const token = await told.holding(/keep-account\?token=([\w-]{43})/);
    const kept = await house.visitor().post('/keep-account', { token });
    expect(kept.status).toBeLessThan(400);
    expect(await house.sql('select state from customers where customer_id = $1', [await numbers.customerOf()])).toEqual(
      [{ state: 'active' }],
    );
  });
});

describe('a thief in such an account', () => {
  it('does not keep the address by changing it to another (cases 49, 57)', async () => {
    const number = '+4915905560030';
    const owner = await signUp(house, number);
    const told = await letters(house, number);
    await numbers.changed(owner, 'first@thief.example');
    const token = await told.holding(/secure-account\?token=([\w-]{43})/);
    await numbers.changed(owner, 'second@thief.example');
    await numbers.settled();
    const secured = await house.visitor().post('/secure-account', { token });
    expect(await numbers.typesOf()).toEqual(['phone']);
    expect(secured.headers['location']).toMatch(/^\/secured\?flow=flw_/);
  });

  it('does not outlive the word to the number by a recovery through the address', async () => {
    // A message under way would remember the settings of before.
    await numbers.settled();
    await numbers.settings({ signIn: { methods: { ...numbers.methods, passkey: 'off' }, secondFactor: 'off' } });
    await letMemoryFade();
    const number = '+4915905560031';
    const owner = await signUp(house, number);
    const told = await letters(house, number);
    await numbers.changed(owner, 'third@thief.example');
    const token = await told.holding(/secure-account\?token=([\w-]{43})/);
    const thief = house.visitor();
    const sent = await letters(house, 'third@thief.example');
    const flow = await recover(thief, 'third@thief.example');
    await thief.post('/recover/verify', { flow, code: await sent.code() });
    await thief.post('/recover/password', { flow, password: goodPassword });
    expect(await isSignedIn(thief)).toBe(true);
    await house.visitor().post('/secure-account', { token });
    expect(await numbers.typesOf()).toEqual(['phone']);
    expect(await isSignedIn(thief)).toBe(false);
  });
});

it('is not rung without end by notices about its own account (case 76)', async () => {
  const number = '+4915905560033';
  const owner = await signUp(house, number);
  await enrolApp(owner);
  await numbers.settled();
  const before = await numbers.texts();
  for (let time = 0; time < 20; time += 1) expect(await makeCodes(owner)).toHaveLength(10);
  await numbers.settled();
  expect((await numbers.texts()) - before).toBeLessThan(11);
  // What gives the account away is told all the same.
  const told = await letters(house, number);
  await numbers.changed(owner, 'fourth@thief.example');
  await told.holding(/(secure-account)/);
});

describe('an address that was added', () => {
  const told = async (to: string) => (await house.mails()).filter((sent) => sent.to === to).length;

  it('silences the number only once it is old: until then every notice goes to both', async () => {
    const [number, email] = ['+4915905560034', 'fifth@thief.example'];
    const owner = await signUp(house, number);
    const added = await letters(house, number);
    await numbers.changed(owner, email);
    await added.holding(/(An e-mail address was added)/);
    const [text, mail] = await Promise.all([letters(house, number), letters(house, email)]);
    await enrolApp(owner);
    await mail.holding(/secure-account\?token=([\w-]{43})/);
    const token = await text.holding(/secure-account\?token=([\w-]{43})/);
    const customerId = await numbers.customerOf();
    await house.sql(`update customers set created_at = created_at - interval '8 days' where customer_id = $1`, [
      customerId,
    ]);
    await house.sql(
      `update customer_identifiers set created_at = created_at - interval '8 days' where customer_id = $1`,
      [customerId],
    );
    const [texts, later] = [await told(number), await letters(house, email)];
    expect(await makeCodes(owner)).toHaveLength(10);
    await later.holding(/(secure-account)/);
    await numbers.settled();
    expect(await told(number)).toBe(texts);
    // What was told while it was young still leads back, but takes an old address away no more.
    await house.visitor().post('/secure-account', { token });
    expect(await numbers.typesOf()).toEqual(['email', 'phone']);
  });

  it('that an account began with is told alone, whatever number it has', async () => {
    const [number, email] = ['+4915905560035', 'anna@notices.example'];
    const anna = await registerCustomer(house, email);
    const sent = await letters(house, number);
    await prove(anna, await ask(anna, 'phone', number), await sent.code());
    await numbers.settled();
    const [texts, mail] = [await told(number), await letters(house, email)];
    await enrolApp(anna);
    await mail.holding(/(secure-account)/);
    await numbers.settled();
    expect(await told(number)).toBe(texts);
  });
});

describe('what gives an account away (case 76)', () => {
  /** Waits until so many of these were tried to be sent. */
  const tried = (notice: string, times: number) =>
    expect
      .poll(
        async () =>
          house.sql("select 1 from messages where attempts > 0 and customer_id = $1 and reference->>'notice' = $2", [
            await numbers.customerOf(),
            notice,
          ]),
        { timeout: 10_000 },
      )
      .toHaveLength(times);
  const sentOf = async (notice: string) =>
    Number(
      (
        await house.sql(
          "select count(*) from messages where state = 'sent' and customer_id = $1 and reference->>'notice' = $2",
          [await numbers.customerOf(), notice],
        )
      )[0]?.['count'],
    );

  it('rings its number so often and no more, and what stays is told when there is room', async () => {
    const number = '+4915905560036';
    const owner = await signUp(house, number);
    for (let time = 0; time < 7; time += 1) {
      await numbers.changed(owner, `many${time}@thief.example`);
      await tried('email_added', time + 1);
    }
    expect(await sentOf('email_added')).toBe(5);
    await forgetBudgets(house);
    // Of the two that waited the first is about an address that is gone.
    await expect.poll(() => sentOf('email_added'), { timeout: 20_000 }).toBe(6);
    await numbers.settled();
    expect(await sentOf('email_added')).toBe(6);
  });

  it('is told of its end in the same way, whoever closes and keeps it over and over', async () => {
    const manager = await createManager(house, 'customers:read', 'customers:write');
    await signUp(house, '+4915905560037');
    const customerId = await numbers.customerOf();
    const act = (action: string) => manager.call('POST', `/customers/${customerId}/${action}`, { body: {} });
    for (let time = 0; time < 7; time += 1) {
      await act('close');
      await tried('closing', time + 1);
      // Sent, or waiting for room: no longer under way.
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (time < 6) await act('keep');
    }
    expect(await sentOf('closing')).toBe(5);
    expect(await sentOf('kept')).toBeLessThan(11);
    await forgetBudgets(house);
    await expect.poll(() => sentOf('closing'), { timeout: 20_000 }).toBeGreaterThan(5);
  });
});
