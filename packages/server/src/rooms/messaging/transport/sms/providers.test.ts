import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { twilioAccount, vonageAccount, webhookAccount } from '../../../../../test/sms-doubles/accounts.ts';
import { systemClock } from '../../../../foundation/clock/index.ts';
import { readSettings } from '../../../../foundation/config/index.ts';
import type { ProviderSms } from './provider.ts';
import { createSmsRoutes } from './routes.ts';

let twilio: Awaited<ReturnType<typeof twilioAccount>>;
let vonage: Awaited<ReturnType<typeof vonageAccount>>;
let webhook: Awaited<ReturnType<typeof webhookAccount>>;
beforeAll(async () => {
  [twilio, vonage, webhook] = await Promise.all([twilioAccount(), vonageAccount(), webhookAccount()]);
});
afterAll(async () => {
  await Promise.all([twilio.twilio.stop(), vonage.vonage.stop(), webhook.webhook.stop()]);
});

const to = '+4915123456789';
const smsTo =
  (number: string) =>
  (way: string): ProviderSms => ({
    messageId: 'msg_0123456789abcdefghjkmnpqrs',
    to: number,
    text: '482913 is your code',
    receiptUrl: `https://id.example/webhooks/sms/${way}`,
  });

function send(environment: Record<string, string>, number = to, clock = systemClock) {
  const { smsRoutes } = readSettings(environment);
  const sender = createSmsRoutes({ ...(smsRoutes === undefined ? {} : { smsRoutes }) }, clock).sender('default');
  if (sender === undefined) throw new Error('no way');
  return sender(smsTo(number));
}

describe('Twilio', () => {
  it('takes a message with what its documentation asks for', async () => {
    const { delivery, name } = await send({ SMS_URL: twilio.url });
    expect(delivery).toMatchObject({ kind: 'accepted', providerMessageId: expect.stringMatching(/^SM[0-9a-f]{32}$/) });
    expect(name).toBe('default');
    expect(twilio.twilio.messages.at(-1)).toMatchObject({
      to,
      from: '+4915110000000',
      body: '482913 is your code',
      statusCallback: 'https://id.example/webhooks/sms/default?message=msg_0123456789abcdefghjkmnpqrs',
    });
  });

  it('refuses a number for good that wants nothing from us, and keeps no word of it in the reason', async () => {
    twilio.twilio.unsubscribed.add(to);
    const { delivery } = await send({ SMS_URL: twilio.url });
    twilio.twilio.unsubscribed.delete(to);
    expect(delivery).toEqual({ kind: 'refused', reason: 'recipient_refused', status: '21610' });
  });

  it.each(['busy', 'silent', 'closed region', 'wrong token', 'unknown sender'])(
    'defers a message when it is: %s',
    async (state) => {
      const { failures, busy, closedRegions } = twilio.twilio;
      if (state === 'busy') failures.push(busy);
      if (state === 'silent') failures.push('silent');
      if (state === 'closed region') closedRegions.add('+49');
      const url =
        state === 'wrong token'
          ? twilio.url.replace(twilio.authToken, '00000000000000000000000000000000')
          : state === 'unknown sender'
            ? twilio.url.replace('+4915110000000', '+4915110000001')
            : twilio.url;
      const { delivery } = await send({ SMS_URL: url });
      closedRegions.clear();
      expect(delivery.kind).toBe('deferred');
      expect(JSON.stringify(delivery, Object.getOwnPropertyNames(Error.prototype))).not.toContain('4915123456789');
    },
  );
});

describe('Vonage', () => {
  it('takes a message signed by the application', async () => {
    const { delivery } = await send({ SMS_URL: vonage.url });
    expect(delivery).toMatchObject({ kind: 'accepted', providerMessageId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(vonage.vonage.messages.at(-1)).toMatchObject({
      to: '4915123456789',
      from: 'Cardea',
      clientRef: 'msg_0123456789abcdefghjkmnpqrs',
      webhookUrl: 'https://id.example/webhooks/sms/default',
    });
  });

  it.each(['busy', 'outOfCredit'] as const)('defers a message when it is: %s', async (state) => {
    vonage.vonage.failures.push(vonage.vonage[state]);
    expect((await send({ SMS_URL: vonage.url })).delivery.kind).toBe('deferred');
  });

  it('defers a message of an application that it does not know', async () => {
    const url = vonage.url.replace(vonage.id, '00000000-323d-0114-9c3d-d6f0d48968cf');
    expect((await send({ SMS_URL: url })).delivery.kind).toBe('deferred');
  });
});

describe('a service of one’s own', () => {
  it('is handed a message that it can verify, and says when nobody is there', async () => {
    expect((await send({ SMS_URL: webhook.url })).delivery.kind).toBe('accepted');
    expect(webhook.webhook.messages.at(-1)).toMatchObject({ to, text: '482913 is your code' });
    const refused = await send({ SMS_URL: webhook.url }, '+4915199999999');
    expect(refused.delivery).toMatchObject({ kind: 'refused', reason: 'recipient_refused' });
  });

  it('with another secret takes nothing', async () => {
    const other = `whsec_${Buffer.from('another secret, also of 32 bytes').toString('base64url')}`;
    const { delivery } = await send({ SMS_URL: webhook.url.replace(webhook.secret, other) });
    expect(delivery.kind).toBe('deferred');
  });
});

describe('two ways', () => {
  it('what the first cannot take goes by the second at once, and the first rests', async () => {
    const { smsRoutes } = readSettings({ SMS_URL: twilio.url, SMS_FALLBACK_URL: vonage.url });
    let now = 0;
    const clock = { ...systemClock, monotonicMilliseconds: () => now };
    const sender = createSmsRoutes({ smsRoutes: smsRoutes ?? {} }, clock).sender('default');
    twilio.twilio.failures.push('silent');
    const before = twilio.twilio.messages.length;
    expect(await sender?.(smsTo(to))).toMatchObject({ name: 'default.2', delivery: { kind: 'accepted' } });
    expect(vonage.vonage.messages.at(-1)?.webhookUrl).toBe('https://id.example/webhooks/sms/default.2');
    expect(await sender?.(smsTo(to))).toMatchObject({ name: 'default.2' });
    expect(twilio.twilio.messages.length).toBe(before);
    now = 30_001;
    expect(await sender?.(smsTo(to))).toMatchObject({ name: 'default' });
  });

  it('what the first refuses for good goes nowhere else', async () => {
    twilio.twilio.unsubscribed.add(to);
    const before = vonage.vonage.messages.length;
    const { delivery } = await send({ SMS_URL: twilio.url, SMS_FALLBACK_URL: vonage.url });
    twilio.twilio.unsubscribed.delete(to);
    expect(delivery.kind).toBe('refused');
    expect(vonage.vonage.messages.length).toBe(before);
  });
});

describe('the settings', () => {
  it.each([
    'twilio://AC0123456789abcdef0123456789abcdef:short@api.twilio.com?from=+4915110000000',
    'twilio://XX0123456789abcdef0123456789abcdef:5ad2f0c98b7e4d6fa1c3e5972b4d6f80@api.twilio.com?from=Cardea',
    'twilio://AC0123456789abcdef0123456789abcdef:5ad2f0c98b7e4d6fa1c3e5972b4d6f80@api.twilio.com',
    'vonage://78d335fa-323d-0114-9c3d-d6f0d48968cf:Zk3vT0qP9sLmX7wR2yB8@api.nexmo.com?from=Cardea',
    'webhook://:whsec_short@sms.example.com/send',
    'https://sms.example.com/send',
  ])('refuse %s without repeating it', (url) => {
    expect(() => readSettings({ SMS_URL: url })).toThrowError(/SMS_URL must be a twilio:\/\//);
    expect(() => readSettings({ SMS_URL: url })).not.toThrowError(/5ad2f0c9|whsec|Zk3vT0/);
  });

  it('keep the ways of single tenants apart, and want the first before the second', () => {
    const tenant = 'ten_0123456789abcdefghjkmnpqrs';
    const { smsRoutes } = readSettings({ SMS_ROUTES: `${tenant}=${twilio.url}\n${tenant}=${webhook.url}` });
    expect(smsRoutes?.[tenant]?.map(({ kind }) => kind)).toEqual(['twilio', 'webhook']);
    expect(() => readSettings({ SMS_FALLBACK_URL: twilio.url })).toThrowError(/needs SMS_URL/);
    expect(() => readSettings({ SMS_ROUTES: `shop=${twilio.url}` })).toThrowError(/SMS_ROUTES/);
  });
});
