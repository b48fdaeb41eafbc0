/**
 * An account that begins with a phone number and has no address: what it costs, what it tells, who gets it, and how it is
 * recovered. Cases 9, 42, 49, 56, 65, 76.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createManager, type Manager } from '../test/management.ts';
import { createOwnInterface } from '../test/own-interface.ts';
import type { Answer } from '../test/visitor.ts';
import { ask, prove } from './changing.ts';
import { letters } from './lone-methods.ts';
import { begin, createNumberHouse, type NumberHouse, recover, signUp } from './number-accounts.ts';
import { flowOf, goodPassword, isSignedIn, registerCustomer } from './people.ts';
import { enrolApp, forgetBudgets } from './second-factors.ts';

let house: TestHouse;
let numbers: NumberHouse;
let manager: Manager;

beforeAll(async () => {
  house = await startTestHouse();
  numbers = await createNumberHouse(house);
  manager = await createManager(house, 'customers:read', 'customers:write', 'admins:write');
});
afterAll(() => house.stop());
beforeEach(async () => {
  await forgetBudgets(house);
  await numbers.settings();
});

describe('a sign-up with a number', () => {
  it('is taken only where the business says so, and no message is sent before', async () => {
    const before = await numbers.texts();
    await numbers.settings({ registration: { numberAlone: 'off' } });
    expect((await begin(house.visitor(), '+4915905560001')).status).toBe(422);
    await numbers.settings({ signIn: { methods: { ...numbers.methods, smsCode: 'second' } } });
    expect((await begin(house.visitor(), '+4915905560001')).status).toBe(422);
    await numbers.settings();
    // A landline, and a country that nothing goes to.
    for (const typed of ['+493012345678', '030 1234']) expect((await begin(house.visitor(), typed)).status).toBe(422);
    await numbers.settings({ sms: { countries: ['DE'] } });
    const elsewhere = await begin(house.visitor(), '+436641234567');
    expect([elsewhere.status, elsewhere.body.includes('no text messages to numbers of this country')]).toEqual([
      422,
      true,
    ]);
    expect(await numbers.texts()).toBe(before);
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
    const before = await numbers.texts();
    const answers: number[] = [];
    for (let time = 0; time < 5; time += 1) answers.push((await begin(house.visitor(), '+4915905560005')).status);
    expect(new Set(answers)).toEqual(new Set([303]));
    await expect.poll(async () => (await numbers.texts()) - before, { timeout: 10_000 }).toBe(3);
    await numbers.settled();
    expect((await numbers.texts()) - before).toBe(3);
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
    await numbers.settled();
    const before = await numbers.texts();
    for (const typed of [number, '+4915905560011']) {
      const visitor = house.visitor();
      const flow = await recover(visitor, typed);
      const tried = await visitor.post('/recover/verify', { flow, code: '123456' });
      expect([typed, tried.status]).toEqual([typed, 400]);
    }
    await numbers.settled();
    expect(await numbers.texts()).toBe(before);
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

describe('a recovery that staff begin for a number', () => {
  const sent = async (customerId: string) => {
    const { status, body } = await manager.call('POST', `/customers/${customerId}/send-password-link`, { body: {} });
    return [status, body['code']];
  };

  it('goes to the phone alone, works once, and ends what anybody else held', async () => {
    const number = '+4915905560040';
    const thief = await signUp(house, number);
    const customerId = await numbers.customerOf();
    const told = await letters(house, number);
    expect(await sent(customerId)).toEqual([202, undefined]);
    const token = await told.holding(/recover\/link\?token=([\w-]{43})/);
    const text = (await house.mails()).find((sent) => sent.to === number && sent.text.includes(token))?.text;
    expect(text).not.toMatch(/\b\d{6}\b/);
    const owner = house.visitor();
    const page = await owner.get(`/recover/link?token=${token}`);
    expect(page.body).toContain('We were asked to help you back into the account');
    const proven = await owner.post('/recover/link', { token });
    expect(proven.headers['location']).toMatch(/^\/recover\/password\?flow=/);
    expect((await house.visitor().post('/recover/link', { token })).status).toBe(410);
    await owner.post('/recover/password', { flow: flowOf(proven), password: goodPassword });
    expect([await isSignedIn(owner), await isSignedIn(thief)]).toEqual([true, false]);
    const [asked] = await house.sql(
      "select actor_kind, data::text from ledger_entries where event = 'recovery.requested' and customer_id = $1",
      [customerId],
    );
    expect(asked).toMatchObject({ actor_kind: 'application' });
    expect(asked?.['data']).not.toContain(token);
  });

  it('rings a phone no more often than its owner may, and none that leads nowhere (case 76)', async () => {
    const number = '+4915905560041';
    await signUp(house, number);
    const customerId = await numbers.customerOf();
    await forgetBudgets(house);
    const answers = [];
    for (let time = 0; time < 4; time += 1) answers.push(await sent(customerId));
    expect(answers.map(([status]) => status)).toEqual([202, 202, 202, 429]);
    await forgetBudgets(house);
    await numbers.settings({ sms: { countries: ['AT'] } });
    expect(await sent(customerId)).toEqual([409, 'customer.unreachable']);
    await numbers.settings({ sms: { countries: ['DE'], dailyMessages: 1 } });
    expect(await sent(customerId)).toEqual([503, 'sms.unavailable']);
    await numbers.settings({ sms: { countries: ['DE'], dailyMessages: 1000 } });
    await house.sql('delete from phone_factors where customer_id = $1', [customerId]);
    expect(await sent(customerId)).toEqual([409, 'customer.unreachable']);
    // What owners are told by mail would reach nobody.
    const body = { customer_id: customerId, roles: ['read-only'] };
    const appointed = await manager.call('POST', '/administrators', { body });
    expect([appointed.status, appointed.body['code']]).toEqual([409, 'administrator.address_needed']);
  });
});

it('is spoken to of the phone and of no mail, on pages and in flows, in both languages', async () => {
  const number = '+4915905560042';
  const unfit = { en: /\bmail/i, de: /postfach|mail/i } as const;
  const mainOf = ({ body }: Answer) => body.slice(body.indexOf('<main'), body.indexOf('</main'));
  const words = ({ body }: { readonly body: Record<string, unknown> }) =>
    (body['messages'] as { text: string }[]).map(({ text }) => text).join(' ');
  await signUp(house, number);
  const app = await createOwnInterface(house);
  for (const locale of ['en', 'de'] as const) {
    await forgetBudgets(house);
    const visitor = house.visitor({ locale });
    const signIn = flowOf(await visitor.request('/sign-in'));
    const shown = [
      await visitor.get((await begin(visitor, '+4915905560043')).headers['location'] ?? ''),
      await visitor.get(`/recover/verify?flow=${await recover(visitor, number)}`),
      await visitor.get(
        (await visitor.post('/sign-in/code/request', { flow: signIn, identifier: number })).headers['location'] ?? '',
      ),
    ];
    for (const page of shown) expect(mainOf(page)).toContain(locale === 'en' ? 'Check your phone' : 'auf Ihr Telefon');
    // An address is named only where an account that has one goes another way.
    for (const page of [shown[0], shown[2]]) expect(mainOf(page as Answer)).not.toMatch(unfit[locale]);
    const kinds = { registration: 'details', recovery: 'address', 'sign-in': 'request-code' } as const;
    for (const [kind, action] of Object.entries(kinds)) {
      await forgetBudgets(house);
      // Nobody enters these codes: the numbers around would be believed no more.
      await house.sql('delete from sms_lanes');
      const typed = action === 'details' ? '+4915905560043' : number;
      const journey = await app.device({ locale }).begin(kind as keyof typeof kinds);
      const asked = await journey.act(action, action === 'request-code' ? { identifier: typed } : { email: typed });
      const again = await journey.act('resend');
      expect([kind, asked.status, again.status]).toEqual([kind, 200, 200]);
      expect(words(again)).toContain('••• 04');
      const plain = `${words(asked)} ${words(again)}`.replaceAll(/ohne E-Mail-Adresse|without an e-mail address/g, '');
      expect(plain).not.toMatch(unfit[locale]);
    }
  }
});

it('asks for another step where everybody needs two: the number that began the sign-in is one', async () => {
  await numbers.settings({ signIn: { methods: { ...numbers.methods, passkey: 'off' }, secondFactor: 'required' } });
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

it('counts a number and the password that it just set as one factor (case 65)', async () => {
  await numbers.settings({ signIn: { methods: { ...numbers.methods, passkey: 'off' }, secondFactor: 'off' } });
  const number = '+4915905560032';
  await signUp(house, number);
  await numbers.settings({ signIn: { methods: { ...numbers.methods, passkey: 'off' }, secondFactor: 'required' } });
  const visitor = house.visitor();
  const sent = await letters(house, number);
  const flow = await recover(visitor, number);
  await visitor.post('/recover/verify', { flow, code: await sent.code() });
  const done = await visitor.post('/recover/password', { flow, password: goodPassword });
  expect(done.headers['location']).toMatch(/^\/sign-in\/enrol/);
  expect(await isSignedIn(visitor)).toBe(false);
});
