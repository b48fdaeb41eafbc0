/**
 * A number as a second factor: never by accident (a number that a thief proves is none), asked for once its owner said so,
 * gone with the number, and no way to ring somebody's phone all night. Cases 48, 61, 62, 77, 78, 79, 80.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { ageProofs, ask, mailAbout, prove, root } from './changing.ts';
import { codeOf, isSignedIn, sessionOf, signIn, signUp } from './signed-in.ts';

let house: TestHouse;
const path = '/account/factors/phone';

beforeAll(async () => {
  house = await startTestHouse();
  const [tenantId = ''] = await house.house.tenants.listIds();
  await house.house.tenants.changeSettings(tenantId, {
    identifiers: { defaultCountry: 'DE' },
    signIn: { methods: { smsCode: 'second' } },
  });
});
afterAll(() => house.stop());
afterEach(async () => {
  await house.sql('delete from budgets');
  await house.sql('delete from sms_lanes');
});

const smsTo = async (number: string) => (await house.mails()).filter(({ to }) => to === number);

/** Waits for text message number `count` to this number; its code. */
async function codeBySms(number: string, count: number): Promise<string> {
  return codeOf((await house.mailTo(number, count)).text);
}

/** Adds a number to the account and proves it; message number `count` to it. */
async function addNumber(visitor: Visitor, number: string, count = 1): Promise<void> {
  const place = await ask(visitor, 'phone', number);
  const answer = await prove(visitor, place, await codeBySms(number, count));
  if (answer.headers['location'] !== `${root}?notice=phone_changed`) throw new Error(`no number: ${answer.status}`);
}

async function send(visitor: Visitor): Promise<Answer> {
  const { token = '' } = (await visitor.get(path)).hidden('/sign-out');
  return visitor.post(`${path}/send`, { token });
}

/** Makes the number of the account a factor; message number `count` to it. */
async function enrol(visitor: Visitor, number: string, count = 2): Promise<Answer> {
  const sent = await send(visitor);
  return visitor.fill(sent.headers['location'] ?? '', { code: await codeBySms(number, count) });
}

const flowOf = (answer: Answer) => /flow=(flw_\w+)/.exec(answer.headers['location'] ?? '')?.[1] ?? '';

/** Signs in by password up to the second step; the journey. */
async function begin(visitor: Visitor, email: string): Promise<string> {
  const answer = await signIn(visitor, email);
  if (answer.headers['location']?.startsWith('/sign-in/second?flow=') !== true)
    throw new Error(`not asked: ${answer.status} ${answer.headers['location']}`);
  return flowOf(answer);
}

const sendSecond = (visitor: Visitor, flow: string) =>
  visitor.post('/sign-in/second/send', { flow, method: 'sms-code' });
const enterSecond = (visitor: Visitor, flow: string, code: string) =>
  visitor.post('/sign-in/second', { flow, method: 'sms-code', code });

const factorsOf = async (customerId: string) =>
  (await house.sql('select method from customer_factors where customer_id = $1', [customerId])).map(
    (row) => row['method'],
  );

describe('a number that was proven for the account', () => {
  it('is no factor: no code is asked for until its owner says so, with a fresh proof and a code of its own', async () => {
    const email = 'anna@factor.example';
    const number = '+4915111110001';
    const anna = await signUp(house, email);
    expect((await send(anna)).status).toBe(409);
    await addNumber(anna, number);
    const { customerId } = await sessionOf(house, anna);
    expect(await factorsOf(customerId)).toEqual([]);
    expect((await signIn(house.visitor(), email)).headers['location']).toBe('/account');

    // The code that proved the number sets nothing up.
    const used = codeOf((await smsTo(number))[0]?.text ?? '');
    const sent = await send(anna);
    expect(sent.headers['location']).toBe(`${path}?sent=1`);
    const fresh = await codeBySms(number, 2);
    if (used !== fresh) expect((await anna.fill(`${path}?sent=1`, { code: used })).status).toBe(400);
    await ageProofs(house);
    const stale = await anna.fill(`${path}?sent=1`, { code: fresh });
    expect(stale.headers['location']).toBe(`/account/confirm?to=${encodeURIComponent(path)}`);
    expect(await factorsOf(customerId)).toEqual([]);

    await house.sql('update sessions set authenticated_at = now()');
    expect((await anna.fill(`${path}?sent=1`, { code: fresh })).headers['location']).toBe(`${path}?notice=enrolled`);
    expect(await factorsOf(customerId)).toEqual(['sms-code']);
    await mailAbout(house, email, /second step|text message|factor/i);
    const flow = await begin(house.visitor(), email);
    expect(flow).toMatch(/^flw_/);
  });
});

describe('a number that is a factor', () => {
  const email = 'bert@factor.example';
  const number = '+4915222220002';
  let bert: Visitor;
  let customerId: string;
  beforeAll(async () => {
    bert = await signUp(house, email);
    await addNumber(bert, number);
    expect((await enrol(bert, number)).headers['location']).toBe(`${path}?notice=enrolled`);
    ({ customerId } = await sessionOf(house, bert));
    await house.sql('delete from budgets');
  });

  it('ends a sign-in: by the code of this journey in this browser, once', async () => {
    const visitor = house.visitor();
    const flow = await begin(visitor, email);
    // Looking at the page sends nothing.
    const before = (await smsTo(number)).length;
    expect((await visitor.get(`/sign-in/second?flow=${flow}`)).status).toBe(200);
    expect((await smsTo(number)).length).toBe(before);
    expect((await sendSecond(visitor, flow)).status).toBe(303);
    const code = await codeBySms(number, before + 1);
    expect((await smsTo(number))[0]?.text).toMatch(/@localhost:4000 #\d{6}\n$/);
    const other = house.visitor();
    const otherFlow = await begin(other, email);
    expect((await enterSecond(other, otherFlow, code)).status).toBe(401);
    expect((await enterSecond(other, flow, code)).status).toBeGreaterThanOrEqual(400);
    expect(await isSignedIn(other)).toBe(false);
    expect(await isSignedIn(visitor)).toBe(false);
    const done = await enterSecond(visitor, flow, code);
    expect([done.status, await isSignedIn(visitor)]).toEqual([303, true]);
    const [session] = await house.sql(
      'select acr, amr from sessions where customer_id = $1 order by created_at desc limit 1',
      [customerId],
    );
    expect(session?.['acr']).toBe('urn:cardea:aal2');
    expect(session?.['amr']).toEqual(expect.arrayContaining(['mfa', 'pwd', 'sms']));
    expect(session?.['amr']).toHaveLength(3);
    expect((await enterSecond(house.visitor(), flow, code)).status).toBeGreaterThanOrEqual(400);
  });

  it('is rung only so often, however many journeys and browsers ask (case 80)', async () => {
    const before = (await smsTo(number)).length;
    const statuses: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const visitor = house.visitor();
      const flow = await begin(visitor, email);
      for (let again = 0; again < 5; again += 1) statuses.push((await sendSecond(visitor, flow)).status);
    }
    expect(statuses.filter((status) => status === 303).length).toBe(3);
    expect(statuses.filter((status) => status === 429).length).toBe(17);
    await expect.poll(async () => (await smsTo(number)).length).toBeGreaterThan(before);
    expect((await smsTo(number)).length - before).toBeLessThanOrEqual(3);
  });

  it('cannot be guessed: five tries a journey, and a few across all of them (case 61)', async () => {
    const visitor = house.visitor();
    const flow = await begin(visitor, email);
    const before = (await smsTo(number)).length;
    await sendSecond(visitor, flow);
    const code = await codeBySms(number, before + 1);
    const wrong = code === '000000' ? '111111' : '000000';
    for (let tries = 0; tries < 5; tries += 1)
      expect((await enterSecond(visitor, flow, wrong)).status).toBeGreaterThanOrEqual(400);
    expect((await enterSecond(visitor, flow, code)).status).toBeGreaterThanOrEqual(400);
    expect(await isSignedIn(visitor)).toBe(false);
  });

  it('that somebody else wants stays its owner’s, who is told; both never have it (case 79)', async () => {
    const carl = await signUp(house, 'carl@factor.example');
    const before = (await smsTo(number)).length;
    const place = await ask(carl, 'phone', number);
    await expect.poll(async () => (await smsTo(number)).length).toBe(before + 1);
    expect((await smsTo(number))[0]?.text).toContain('nothing was changed');
    expect((await prove(carl, place, '123456')).status).toBe(400);
    expect((await send(carl)).status).toBe(409);
    expect(await factorsOf((await sessionOf(house, carl)).customerId)).toEqual([]);
    expect(await factorsOf(customerId)).toEqual(['sms-code']);

    // Only when its owner lets it go can it be another's, and then it is theirs alone.
    const page = await bert.get(`${root}/phone`);
    const gone = await bert.post(`${root}/phone/remove`, page.hidden(`${root}/phone/remove`));
    expect(gone.headers['location']).toBe(`${root}?notice=phone_removed`);
    expect(await factorsOf(customerId)).toEqual([]);
    await house.sql('delete from budgets');
    await addNumber(carl, number, before + 2);
    expect((await enrol(carl, number, before + 3)).headers['location']).toBe(`${path}?notice=enrolled`);
    expect(await factorsOf(customerId)).toEqual([]);
    expect((await signIn(house.visitor(), email)).headers['location']).toBe('/account');
  });
});

describe('another number', () => {
  it('takes the factor away with what was proven by it, and is none itself (case 66)', async () => {
    const email = 'dora@factor.example';
    const dora = await signUp(house, email);
    await addNumber(dora, '+4915201230003');
    await enrol(dora, '+4915201230003');
    const visitor = house.visitor();
    const flow = await begin(visitor, email);
    await sendSecond(visitor, flow);
    await enterSecond(visitor, flow, await codeBySms('+4915201230003', 3));
    const { customerId } = await sessionOf(house, visitor);
    await addNumber(visitor, '+4915901230004');
    expect(await factorsOf(customerId)).toEqual([]);
    const removed = await house.sql(
      "select data->>'method' as method from ledger_entries where event = 'factor.removed' and customer_id = $1",
      [customerId],
    );
    expect(removed).toEqual([{ method: 'sms-code' }]);
    const sessions = await house.sql('select acr from sessions where customer_id = $1 and ended_at is null', [
      customerId,
    ]);
    expect(sessions.map((session) => session['acr'])).not.toContain('urn:cardea:aal2');
    expect((await signIn(house.visitor(), email)).headers['location']).toBe('/account');
  });
});

describe('where codes by text message are off', () => {
  it('there is no page, no form and no journey for them', async () => {
    const emma = await signUp(house, 'emma@factor.example');
    const [tenantId = ''] = await house.house.tenants.listIds();
    const { token = '' } = (await emma.get(path)).hidden('/sign-out');
    await house.house.tenants.changeSettings(tenantId, { identifiers: { defaultCountry: 'DE' } });
    try {
      expect((await emma.request(path)).status).toBe(404);
      expect((await emma.post(`${path}/send`, { token })).status).toBeGreaterThanOrEqual(400);
    } finally {
      await house.house.tenants.changeSettings(tenantId, {
        identifiers: { defaultCountry: 'DE' },
        signIn: { methods: { smsCode: 'second' } },
      });
    }
  });
});
