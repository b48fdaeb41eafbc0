/**
 * Text messages: pumping (76), messages to any number while signed out (77), prompts without end (80), and reports that
 * no provider has written (198). Two providers take them, as their own documentation says.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAdministrator } from '../test/administrators.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { twilioAccount, vonageAccount } from '../test/sms-doubles/accounts.ts';
import type { TwilioMessage } from '../test/sms-doubles/twilio.ts';
import type { VonageMessage } from '../test/sms-doubles/vonage.ts';
import type { Visitor } from '../test/visitor.ts';
import { ask, enter, mailAbout, prove, root } from './changing.ts';
import { codeOf, signIn, signUp } from './signed-in.ts';

let house: TestHouse;
let account: Awaited<ReturnType<typeof twilioAccount>>;
let second: Awaited<ReturnType<typeof vonageAccount>>;
let tenantId: string;
let anna: Visitor;

const settings = (sms: object = {}) =>
  house.house.tenants.changeSettings(tenantId, {
    identifiers: { phone: 'optional', defaultCountry: 'DE' },
    sms: { prices: { DE: 0.0775 }, ...sms },
  });

beforeAll(async () => {
  [account, second] = await Promise.all([twilioAccount(), vonageAccount()]);
  house = await startTestHouse({ SMS_URL: account.url, SMS_FALLBACK_URL: second.url });
  [tenantId = ''] = await house.house.tenants.listIds();
  await settings();
  anna = await signUp(house, 'anna@texts.example');
});
afterAll(async () => {
  await house.stop();
  await Promise.all([account.twilio.stop(), second.vonage.stop()]);
});
afterEach(async () => {
  await house.sql('delete from budgets');
  await house.sql('delete from sms_lanes');
  await house.sql('delete from sms_days');
});

const sent = () => account.twilio.messages;

/** Waits for message number `count` that Twilio has taken. */
async function messageTo(to: string, count = 1): Promise<TwilioMessage> {
  await expect.poll(() => sent().filter((message) => message.to === to).length).toBe(count);
  const message = sent().findLast((one) => one.to === to);
  if (message === undefined) throw new Error('no message');
  return message;
}

/** Asks for a code as somebody would whom no other budget holds back. */
async function pump(number: string): Promise<number> {
  await house.sql('delete from budgets');
  return (await enter(anna, 'phone', number)).status;
}

const queued = async () => (await house.sql("select 1 from messages where channel = 'sms'")).length;

describe('pumping (case 76)', () => {
  it('sends nothing to a country that is not allowed, and says so', async () => {
    const before = await queued();
    for (const number of ['+33 6 12 34 56 78', '+44 7400 123456', '+371 21 234 567', '+1 202 555 0143']) {
      expect([number, await pump(number)]).toEqual([number, 422]);
    }
    expect((await anna.get(`${root}/phone`)).status).toBe(200);
    expect((await enter(anna, 'phone', '+33612345678')).body).toContain('no text messages to numbers of this country');
    expect(await queued()).toBe(before);
    await settings({ countries: ['FR'] });
    expect(await pump('+33612345678')).toBe(303);
    expect(await pump('+4915123456789')).toBe(422);
    await settings();
  });

  it('to numbers that begin alike waits one minute, then two, up to thirty-two, while nobody enters a code', async () => {
    const before = await queued();
    const numbers = Array.from({ length: 24 }, (_, index) => `+491512345${String(1000 + index)}`);
    const statuses: number[] = [];
    for (const number of numbers.slice(0, 12)) statuses.push(await pump(number));
    expect(statuses).toEqual([...Array(10).fill(303), 429, 429]);
    expect((await enter(anna, 'phone', numbers[13] ?? '')).headers['retry-after']).toMatch(/^([1-9]|[1-5]\d|60)$/);
    const waits: number[] = [];
    for (const number of numbers.slice(14, 21)) {
      const [lane] = await house.sql(
        "select round(extract(epoch from open_at - updated_at) / 60)::int as minutes from sms_lanes where lane = 'prefix'",
      );
      waits.push(Number(lane?.['minutes']));
      await house.sql("update sms_lanes set open_at = now() where lane = 'prefix'");
      expect(await pump(number)).toBe(303);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 32]);
    // A neighbourhood that has nothing to do with it is not held back.
    expect(await pump('+4917099990000')).toBe(303);
    await expect.poll(queued).toBe(before + 10 + 7 + 1);
  });

  it('in many requests at once is counted one by one', async () => {
    await house.sql('delete from budgets');
    const visitors = await Promise.all(
      Array.from({ length: 4 }, async (_, index) => signUp(house, `many${index}@texts.example`)),
    );
    await house.sql('delete from budgets');
    const statuses = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        enter(visitors[index % 4] ?? anna, 'phone', `+4916011110${String(100 + index)}`).then(({ status }) => status),
      ),
    );
    const accepted = statuses.filter((status) => status === 303).length;
    const [lane] = await house.sql("select unconfirmed from sms_lanes where lane = 'prefix'");
    expect(accepted).toBeGreaterThan(0);
    expect(lane?.['unconfirmed']).toBeLessThanOrEqual(10);
    expect(lane?.['unconfirmed']).toBeGreaterThanOrEqual(accepted);
  });

  it('stops for the day when its budget is reached, once and with an alarm to the owners', async () => {
    const owner = await createAdministrator(house, 'owner@texts.example', 'owner');
    expect(owner.customerId).not.toBe('');
    await settings({ dailyMessages: 2 });
    const numbers = ['+4915201110001', '+4915202220002', '+4915203330003', '+4915204440004'];
    const statuses: number[] = [];
    for (const number of numbers) statuses.push(await pump(number));
    expect(statuses).toEqual([303, 303, 503, 503]);
    expect(await house.sql("select data from ledger_entries where event = 'sms.budget_reached'")).toEqual([
      { data: { messages: 2 } },
    ]);
    const alarm = await mailAbout(house, 'owner@texts.example', /No more text messages today/);
    expect(alarm.text).toContain('by itself, as the settings say');
    // What it may cost counts as well.
    await house.sql('delete from sms_days');
    await settings({ dailyCost: 0.1 });
    expect(await pump('+4915205550005')).toBe(303);
    expect(await pump('+4915206660006')).toBe(503);
    await settings();
  });
});

describe('while signed out (case 77)', () => {
  it('no number can have a message sent: known or not, every door answers alike', async () => {
    const number = '+4915211112222';
    const place = await ask(anna, 'phone', number);
    const message = await messageTo(number);
    expect((await prove(anna, place, codeOf(message.body))).headers['location']).toBe(`${root}?notice=phone_changed`);
    const before = await queued();
    for (const path of ['/sign-in', '/recover', '/sign-up'] as const) {
      const field = path === '/sign-in' ? 'identifier' : 'email';
      const [known, unknown] = await Promise.all(
        [number, '+4915233334444'].map((typed) =>
          house.visitor().fill(path, { [field]: typed, password: 'the quiet river bends twice' }),
        ),
      );
      if (path !== '/sign-in') expect([path, known?.status]).toEqual([path, unknown?.status]);
    }
    const flow = (await house.visitor().get('/sign-in')).hidden('/sign-in')['flow'] ?? '';
    for (const path of ['/sign-in/second/send', '/account/factors/phone/send', '/account/sign-in/phone/resend']) {
      const { status } = await house.visitor().post(path, { flow, method: 'sms-code', phone: number, token: 'x' });
      expect([path, status >= 300]).toEqual([path, true]);
    }
    expect(await queued()).toBe(before);
    expect((await signIn(house.visitor(), number)).status).toBe(303);
  });
});

describe('reports of providers (case 198)', () => {
  const stateOf = async (number: string) => {
    const messages = sent().filter((message) => message.to === number);
    const id = new URL(messages.at(-1)?.statusCallback ?? 'http://x').searchParams.get('message');
    const [row] = await house.sql(
      'select delivery, delivery_code, route, country, price_micros::int as price from messages where message_id = $1',
      [id],
    );
    return row;
  };

  it('are believed when they are signed, in whatever order they come; what has arrived stays arrived', async () => {
    const number = '+4915266667777';
    await ask(anna, 'phone', number);
    const message = await messageTo(number);
    await expect.poll(async () => (await stateOf(number))?.['delivery']).toBe('sent');
    expect(await stateOf(number)).toMatchObject({ route: 'default', country: 'DE', price: 77_500 });
    const { report } = account.twilio;
    for (const [change, reason] of [
      [{ forge: 'another token' }, 'another key'],
      [{ change: { MessageStatus: 'failed' } }, 'a field that was changed'],
    ] as const) {
      expect([reason, await report(house.port, message, 'delivered', change)]).toEqual([reason, 403]);
    }
    const elsewhere = { ...message, statusCallback: message.statusCallback?.replace('/default', '/default.2') ?? null };
    expect(await report(house.port, elsewhere, 'delivered')).toBe(403);
    expect((await stateOf(number))?.['delivery']).toBe('sent');
    expect(await report(house.port, message, 'delivered')).toBe(204);
    expect(await report(house.port, message, 'sent')).toBe(204);
    expect(await report(house.port, message, 'undelivered', { errorCode: '30003' })).toBe(204);
    expect((await stateOf(number))?.['delivery']).toBe('delivered');
  });

  it('about a message that never arrived are kept with their code, and in the ledger', async () => {
    const number = '+4915288889999';
    await ask(anna, 'phone', number);
    const message = await messageTo(number);
    expect(await account.twilio.report(house.port, message, 'undelivered', { errorCode: '30005' })).toBe(204);
    expect(await stateOf(number)).toMatchObject({ delivery: 'undelivered', delivery_code: '30005' });
    expect(await house.sql("select data from ledger_entries where event = 'sms.undelivered'")).toEqual([
      { data: { messageId: expect.stringMatching(/^msg_/), code: '30005' } },
    ]);
  });

  it('of the second provider count for what it took, and for nothing else', async () => {
    account.twilio.failures.push(account.twilio.busy);
    const number = '+4915255556666';
    const place = await ask(anna, 'phone', number);
    await expect.poll(() => second.vonage.messages.length).toBe(1);
    const message = second.vonage.messages.at(-1) as VonageMessage;
    const deliveryOf = async () =>
      (await house.sql('select delivery, route from messages where message_id = $1', [message.clientRef]))[0];
    await expect.poll(deliveryOf).toEqual({ delivery: 'sent', route: 'default.2' });
    const { report } = second.vonage;
    expect(await report(house.port, message, 'delivered', { forge: 'another secret of somebody' })).toBe(403);
    expect(await report(house.port, message, 'delivered', { body: '{"status":"delivered"}' })).toBe(403);
    expect(await report(house.port, message, 'delivered', { ageSeconds: 3600 })).toBe(403);
    expect(await deliveryOf()).toMatchObject({ delivery: 'sent' });
    expect(await report(house.port, message, 'delivered')).toBe(204);
    expect(await deliveryOf()).toMatchObject({ delivery: 'delivered' });
    expect((await prove(anna, place, codeOf(message.text))).headers['location']).toBe(`${root}?notice=phone_changed`);
    const [confirmed] = await house.sql('select confirmed_at is not null as done from messages where message_id = $1', [
      message.clientRef,
    ]);
    expect(confirmed).toEqual({ done: true });
  });

  it('of nobody are refused: without a signature, without a way, too large', async () => {
    const visitor = house.visitor();
    for (const path of ['/webhooks/sms/default', '/webhooks/sms/nobody', '/webhooks/sms/default?message=msg_x']) {
      expect([path, (await visitor.post(path, { MessageStatus: 'delivered' })).status]).toEqual([path, 403]);
    }
    expect((await visitor.post('/webhooks/sms/default', { MessageStatus: 'x'.repeat(20_000) })).status).toBe(413);
  });
});
