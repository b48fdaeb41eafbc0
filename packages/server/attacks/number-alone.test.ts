/**
 * An account that begins with a phone number and has no address: what it costs, what it tells, and who gets it. Cases 9,
 * 42, 49, 56, 57, 65, 76, 77.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { ask, prove } from './changing.ts';
import { letters } from './lone-methods.ts';
import { begin, recover, signUp } from './number-accounts.ts';
import { flowOf, goodPassword, isSignedIn, registerCustomer } from './people.ts';
import { enrolApp, forgetBudgets, makeCodes } from './second-factors.ts';

let house: TestHouse;
let tenantId: string;
const methods = { emailCode: 'on', smsCode: 'on' } as const;
type Wanted = Parameters<TestHouse['house']['tenants']['changeSettings']>[1];
const settings = (change: Wanted = {}) =>
  house.house.tenants.changeSettings(tenantId, {
    identifiers: { defaultCountry: 'DE' },
    registration: { numberAlone: 'on' },
    signIn: { methods: { ...methods, passkey: 'off' } },
    ...change,
  });

beforeAll(async () => {
  house = await startTestHouse();
  [tenantId = ''] = await house.house.tenants.listIds();
});
afterAll(() => house.stop());
beforeEach(async () => {
  await forgetBudgets(house);
  await settings();
});

const texts = async () =>
  Number((await house.sql("select count(*) from messages where channel = 'sms'"))[0]?.['count']);
const settled = () =>
  expect.poll(() => house.sql("select 1 from messages where state = 'queued'"), { timeout: 10_000 }).toEqual([]);

async function changed(visitor: Visitor, email: string): Promise<void> {
  const mailed = await letters(house, email);
  await prove(visitor, await ask(visitor, 'email', email), await mailed.code());
}

const typesOf = async () =>
  (
    await house.sql('select type from customer_identifiers where customer_id = $1 order by type', [await customerOf()])
  ).map(({ type }) => type);

const customerOf = async () =>
  String((await house.sql('select customer_id from customers order by created_at desc limit 1'))[0]?.['customer_id']);

describe('a sign-up with a number', () => {
  it('is taken only where the business says so, and no message is sent before', async () => {
    const before = await texts();
    await settings({ registration: { numberAlone: 'off' } });
    expect((await begin(house.visitor(), '+4915905560001')).status).toBe(422);
    await settings({ signIn: { methods: { ...methods, smsCode: 'second' } } });
    expect((await begin(house.visitor(), '+4915905560001')).status).toBe(422);
    await settings();
    // A landline, and a country that nothing goes to.
    for (const typed of ['+493012345678', '030 1234']) expect((await begin(house.visitor(), typed)).status).toBe(422);
    await settings({ sms: { countries: ['DE'] } });
    const elsewhere = await begin(house.visitor(), '+436641234567');
    expect([elsewhere.status, elsewhere.body.includes('no text messages to numbers of this country')]).toEqual([
      422,
      true,
    ]);
    expect(await texts()).toBe(before);
  });

  it('answers the same for a number that has an account; only its owner is told (cases 9, 56)', async () => {
    const [taken, free] = ['+4915905560002', '+4915905560003'];
    await signUp(house, taken);
    await forgetBudgets(house);
    const [toTaken, toFree] = await Promise.all([letters(house, taken), letters(house, free)]);
    const visitors = [house.visitor(), house.visitor()] as const;
    const answers = await Promise.all([begin(visitors[0], taken), begin(visitors[1], free)]);
    const shape = ({ status, headers }: Answer) => [status, headers['location']?.replace(/flw_\w+/, '')];
    expect(shape(answers[0])).toEqual(shape(answers[1]));
    const pages = await Promise.all(
      answers.map(({ headers }, at) => visitors[at as 0 | 1].get(headers['location'] ?? '')),
    );
    const plain = pages.map(({ body }) => body.replaceAll(/flw_\w+|••• \d{3}|nonce-\S+/g, ''));
    expect(plain[0]).toBe(plain[1]);
    await toTaken.holding(/(has one already)/);
    const code = await toFree.code();
    // Neither the stranger's code nor a guess opens what is somebody else's.
    const tried = await visitors[0].post('/verify', { flow: flowOf(answers[0]), code });
    expect([tried.status, await isSignedIn(visitors[0])]).toEqual([400, false]);
  });

  it('gives one of two who prove the same number the account, and the other none', async () => {
    const number = '+4915905560004';
    const one = house.visitor();
    const first = await letters(house, number);
    const flow = flowOf(await begin(one, number));
    const code = await first.code();
    await signUp(house, number);
    const late = await one.post('/verify', { flow, code });
    expect([late.status, await isSignedIn(one)]).toEqual([409, false]);
  });

  it('rings a phone three times and then no more, with the same answer (case 76)', async () => {
    const before = await texts();
    const answers: number[] = [];
    for (let time = 0; time < 5; time += 1) answers.push((await begin(house.visitor(), '+4915905560005')).status);
    expect(new Set(answers)).toEqual(new Set([303]));
    await settled();
    expect((await texts()) - before).toBe(3);
  });

  it('shows the account by its number, and the way to an address', async () => {
    const visitor = await signUp(house, '+4915905560006');
    const home = await visitor.get('/account');
    expect(home.body).toContain('+4915905560006');
    expect((await visitor.get('/account/sign-in')).body).toContain('Add an e-mail address');
  });
});

describe('a recovery by number', () => {
  it('is for accounts without an address alone, and tells nobody which those are (cases 42, 49)', async () => {
    const number = '+4915905560010';
    const anna = await registerCustomer(house, 'anna@number.example');
    const sent = await letters(house, number);
    await prove(anna, await ask(anna, 'phone', number), await sent.code());
    await settled();
    const before = await texts();
    for (const typed of [number, '+4915905560011']) {
      const visitor = house.visitor();
      const flow = await recover(visitor, typed);
      const tried = await visitor.post('/recover/verify', { flow, code: '123456' });
      expect([typed, tried.status]).toEqual([typed, 400]);
    }
    await settled();
    expect(await texts()).toBe(before);
  });

  it('asks the authenticator besides, and no loss of it is believed by the number alone (case 83)', async () => {
    const number = '+4915905560012';
    const owner = await signUp(house, number);
    await enrolApp(owner);
    const visitor = house.visitor();
    const sent = await letters(house, number);
    const flow = await recover(visitor, number);
    const proven = await visitor.post('/recover/verify', { flow, code: await sent.code() });
    const page = await visitor.get(proven.headers['location'] ?? '');
    expect(page.body).toContain('authenticator');
    expect((await visitor.post('/recover/password', { flow, password: goodPassword })).status).toBe(410);
    const lost = await visitor.post('/sign-in/lost-factor', { flow });
    expect(lost.status).toBe(409);
    expect(lost.body).toContain('Not without an e-mail address');
  });
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
    const customerId = await customerOf();
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
    expect(await typesOf()).toEqual(['email', 'phone']);
    const token = await told.holding(/secure-account\?token=([\w-]{43})/);
    // Until then the number can be neither changed nor taken away, nor stop being the way back.
    const { token: form = '' } = (await owner.get('/account/sign-in')).hidden('/sign-out');
    for (const path of ['/account/sign-in/phone/remove', '/account/factors/phone/remove'])
      expect([path, (await owner.post(path, { token: form })).status]).toEqual([path, 409]);
    expect((await owner.get('/account/sign-in/phone')).body).toContain('for seven days');
    await house.visitor().post('/secure-account', { token });
    expect(await typesOf()).toEqual(['phone']);
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
    expect(await house.sql('select state from customers where customer_id = $1', [await customerOf()])).toEqual([
      { state: 'active' },
    ]);
  });

  it('asks for another step where everybody needs two: the number that began the sign-in is one', async () => {
    await settings({ signIn: { methods: { ...methods, passkey: 'off' }, secondFactor: 'required' } });
    const visitor = house.visitor();
    const number = '+4915905560023';
    const sent = await letters(house, number);
    const proven = await visitor.post('/verify', {
      flow: flowOf(await begin(visitor, number)),
      code: await sent.code(),
    });
    expect(proven.headers['location']).toMatch(/^\/sign-in\/enrol\?flow=/);
    const page = await visitor.get(proven.headers['location'] ?? '');
    expect([page.body.includes('authenticator'), await isSignedIn(visitor)]).toEqual([true, false]);
  });
});

describe('a thief in such an account', () => {
  it('does not keep the address by changing it to another (cases 49, 57)', async () => {
    const number = '+4915905560030';
    const owner = await signUp(house, number);
    const told = await letters(house, number);
    await changed(owner, 'first@thief.example');
    const token = await told.holding(/secure-account\?token=([\w-]{43})/);
    await changed(owner, 'second@thief.example');
    await settled();
    const secured = await house.visitor().post('/secure-account', { token });
    expect(await typesOf()).toEqual(['phone']);
    expect(secured.headers['location']).toMatch(/^\/secured\?flow=flw_/);
  });

  it('does not outlive the word to the number by a recovery through the address', async () => {
    await settings({ signIn: { methods: { ...methods, passkey: 'off' }, secondFactor: 'off' } });
    await letMemoryFade();
    const number = '+4915905560031';
    const owner = await signUp(house, number);
    const told = await letters(house, number);
    await changed(owner, 'third@thief.example');
    const token = await told.holding(/secure-account\?token=([\w-]{43})/);
    const thief = house.visitor();
    const sent = await letters(house, 'third@thief.example');
    const flow = await recover(thief, 'third@thief.example');
    await thief.post('/recover/verify', { flow, code: await sent.code() });
    await thief.post('/recover/password', { flow, password: goodPassword });
    expect(await isSignedIn(thief)).toBe(true);
    await house.visitor().post('/secure-account', { token });
    expect(await typesOf()).toEqual(['phone']);
    expect(await isSignedIn(thief)).toBe(false);
  });
});

it('counts a number and the password that it just set as one factor (case 65)', async () => {
  await settings({ signIn: { methods: { ...methods, passkey: 'off' }, secondFactor: 'off' } });
  const number = '+4915905560032';
  await signUp(house, number);
  await settings({ signIn: { methods: { ...methods, passkey: 'off' }, secondFactor: 'required' } });
  const visitor = house.visitor();
  const sent = await letters(house, number);
  const flow = await recover(visitor, number);
  await visitor.post('/recover/verify', { flow, code: await sent.code() });
  const done = await visitor.post('/recover/password', { flow, password: goodPassword });
  expect(done.headers['location']).toMatch(/^\/sign-in\/enrol/);
  expect(await isSignedIn(visitor)).toBe(false);
});

it('is not rung without end by notices about its own account (case 76)', async () => {
  const number = '+4915905560033';
  const owner = await signUp(house, number);
  await enrolApp(owner);
  await settled();
  const before = await texts();
  for (let time = 0; time < 20; time += 1) expect(await makeCodes(owner)).toHaveLength(10);
  await settled();
  expect((await texts()) - before).toBeLessThan(11);
  // What gives the account away is told all the same.
  const told = await letters(house, number);
  await changed(owner, 'fourth@thief.example');
  await told.holding(/(secure-account)/);
});
