/**
 * Receipts of a service of one's own and of Vonage, as somebody would forge, repeat or keep them (case 198): what a message
 * is said to have become changes only by a fresh word of the way that it took.
 */
import { createHash, createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { vonageAccount, webhookAccount } from '../test/sms-doubles/accounts.ts';
import { postTo } from '../test/sms-doubles/double.ts';
import type { Visitor } from '../test/visitor.ts';
import { enter } from './changing.ts';
import { signUp } from './signed-in.ts';

let house: TestHouse;
let own: Awaited<ReturnType<typeof webhookAccount>>;
let vonage: Awaited<ReturnType<typeof vonageAccount>>;
let anna: Visitor;

beforeAll(async () => {
  [own, vonage] = await Promise.all([webhookAccount(), vonageAccount()]);
  house = await startTestHouse({ SMS_URL: own.url, SMS_FALLBACK_URL: vonage.url });
  const [tenantId = ''] = await house.house.tenants.listIds();
  await house.house.tenants.changeSettings(tenantId, { identifiers: { phone: 'optional', defaultCountry: 'DE' } });
  anna = await signUp(house, 'anna@receipts.example');
});
afterAll(async () => {
  await house.stop();
  await Promise.all([own.webhook.stop(), vonage.vonage.stop()]);
});
afterEach(() => house.sql('delete from budgets'));

const deliveryOf = async (messageId: string | null) =>
  (await house.sql('select delivery, delivery_code, route from messages where message_id = $1', [messageId]))[0];
const taken = async <Message>(messages: readonly Message[], count: number): Promise<Message> => {
  await expect.poll(() => messages.length).toBe(count);
  return messages[count - 1] as Message;
};

describe('a receipt of a service of one’s own', () => {
  type Change = {
    readonly secret?: string;
    readonly ageSeconds?: number;
    readonly id?: string;
    readonly sentBody?: string;
    readonly status?: string;
    readonly code?: string;
    readonly drop?: string;
  };

  /** Signs as Standard Webhooks says, and changes what is asked on the way. */
  function report(message: { readonly id: string; readonly receiptUrl: string }, change: Change = {}) {
    const { status = 'delivered', code } = change;
    const data = { message_id: message.id, status, ...(code === undefined ? {} : { code }) };
    const body = JSON.stringify({ type: 'sms.receipt', data });
    const at = String(Math.floor(Date.now() / 1000) - (change.ageSeconds ?? 0));
    const key = Buffer.from((change.secret ?? own.secret).replace(/^whsec_/, ''), 'base64');
    const signature = createHmac('sha256', key).update(`rcp_1.${at}.${body}`).digest('base64');
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'webhook-id': change.id ?? 'rcp_1',
      'webhook-timestamp': at,
      'webhook-signature': `v1,${signature}`,
    };
    if (change.drop !== undefined) delete headers[change.drop];
    return postTo(house.port, message.receiptUrl, headers, change.sentBody ?? body);
  }

  it('is believed when it is signed and fresh, and nothing else is', async () => {
    await enter(anna, 'phone', '+4915211110001');
    const message = await taken(own.webhook.messages, 1);
    await expect.poll(async () => (await deliveryOf(message.id))?.['delivery']).toBe('sent');
    const other = JSON.stringify({ type: 'sms.receipt', data: { message_id: message.id, status: 'undelivered' } });
    const another = `whsec_${Buffer.from('somebody else, thirty-two bytes.').toString('base64url')}`;
    const refused: readonly (readonly [string, Change])[] = [
      ['signed by another key', { secret: another }],
      ['another body under a good signature', { sentBody: other }],
      ['another id under a good signature', { id: 'rcp_2' }],
      ['six minutes old', { ageSeconds: 360 }],
      ['of the future', { ageSeconds: -360 }],
      ['without a signature', { drop: 'webhook-signature' }],
      ['without a time', { drop: 'webhook-timestamp' }],
      ['a word that there is not', { status: 'read' }],
    ];
    for (const [what, change] of refused) expect([what, await report(message, change)]).toEqual([what, 403]);
    expect(await deliveryOf(message.id)).toMatchObject({ delivery: 'sent', delivery_code: null });
    expect(await report(message)).toBe(204);
    expect(await deliveryOf(message.id)).toMatchObject({ delivery: 'delivered', route: 'default' });
  });

  it('that is repeated changes nothing twice, and does not take back what has arrived', async () => {
    await enter(anna, 'phone', '+4915211110002');
    const message = await taken(own.webhook.messages, 2);
    await expect.poll(async () => (await deliveryOf(message.id))?.['delivery']).toBe('sent');
    const lost = { status: 'undelivered', code: 'no-signal' };
    expect([await report(message, lost), await report(message, lost)]).toEqual([204, 204]);
    expect(await deliveryOf(message.id)).toMatchObject({ delivery: 'undelivered', delivery_code: 'no-signal' });
    const told = "select 1 from ledger_entries where event = 'sms.undelivered' and data->>'messageId' = $1";
    expect(await house.sql(told, [message.id])).toHaveLength(1);
    await enter(anna, 'phone', '+4915211110003');
    const arrived = await taken(own.webhook.messages, 3);
    await expect.poll(async () => (await deliveryOf(arrived.id))?.['delivery']).toBe('sent');
    for (const status of ['delivered', 'sent', 'undelivered']) expect(await report(arrived, { status })).toBe(204);
    expect(await deliveryOf(arrived.id)).toMatchObject({ delivery: 'delivered', delivery_code: null });
    expect(await house.sql(told, [arrived.id])).toEqual([]);
  });
});

describe('a signed receipt of Vonage', () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('is believed by its claims: whose it is, of what body, and how old', async () => {
    own.webhook.failures.push({ status: 503, json: {} });
    await enter(anna, 'phone', '+4915211110004');
    const message = await taken(vonage.vonage.messages, 1);
    await expect.poll(async () => (await deliveryOf(message.clientRef))?.['delivery']).toBe('sent');
    const body = (status: string) =>
      JSON.stringify({ message_uuid: message.uuid, status, client_ref: message.clientRef });
    const post = (claims: object, { header = { alg: 'HS256', typ: 'JWT' }, sent = body('delivered') } = {}) => {
      const hash = createHash('sha256').update(sent).digest('hex');
      const iat = Math.floor(Date.now() / 1000);
      const whole = { iat, jti: 'one', iss: 'Vonage', payload_hash: hash, application_id: vonage.id, ...claims };
      const signed = `${encode(header)}.${encode(whole)}`;
      const signature =
        header.alg === 'none' ? '' : createHmac('sha256', vonage.signatureSecret).update(signed).digest('base64url');
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${signed}.${signature}` };
      return postTo(house.port, message.webhookUrl ?? '', headers, sent);
    };
    const now = Math.floor(Date.now() / 1000);
    const refused: readonly (readonly [string, Promise<number>])[] = [
      ['of another application', post({ application_id: '00000000-0000-0000-0000-000000000000' })],
      ['of another issuer', post({ iss: 'Somebody' })],
      ['of another body', post({ payload_hash: createHash('sha256').update('{}').digest('hex') })],
      ['of no body', post({ payload_hash: undefined })],
      ['of no time', post({ iat: undefined })],
      ['sixteen minutes old', post({ iat: now - 16 * 60 })],
      ['that has run out', post({ exp: now - 60 })],
      ['of the future', post({ iat: now + 600 })],
      ['that is not signed', post({}, { header: { alg: 'none', typ: 'JWT' } })],
    ];
    for (const [what, status] of refused) expect([what, await status]).toEqual([what, 403]);
    expect(await deliveryOf(message.clientRef)).toMatchObject({ delivery: 'sent', route: 'default.2' });
    expect(await post({})).toBe(204);
    // The same once more, and an earlier word that somebody kept: what has arrived stays arrived.
    expect([await post({}), await post({}, { sent: body('rejected') })]).toEqual([204, 204]);
    expect(await deliveryOf(message.clientRef)).toMatchObject({ delivery: 'delivered', delivery_code: null });
  });
});
