/**
 * Twilio's Messages resource (https://www.twilio.com/docs/messaging/api/message-resource). Status callbacks are signed
 * over their address and fields (https://www.twilio.com/docs/usage/security#validating-requests); the address names
 * our message.
 */
import { z } from 'zod';
import type { SmsRoute } from '../../../../foundation/config/index.ts';
import { isMessageCode, messageCode } from '../../../../foundation/encryption/index.ts';
import type { HttpClient } from '../../../../foundation/http-client/index.ts';
import { deferredBy, readJson } from './answers.ts';
import { type ProviderDelivery, plainCode, type ReceiptState, type SmsProvider } from './provider.ts';

const created = z.object({ sid: z.string().regex(/^[A-Za-z0-9]{34}$/) });
const refused = z.object({ code: z.int() });

// What is wrong with the receiver for good: no number, no mobile one, or one that wants nothing from us.
const receiverCodes: ReadonlySet<number> = new Set([21211, 21217, 21610, 21612, 21614]);
const contentCodes: ReadonlySet<number> = new Set([21602, 21617]);

const states: Readonly<Record<string, ReceiptState>> = {
  sent: 'sent',
  delivered: 'delivered',
  undelivered: 'undelivered',
  failed: 'undelivered',
};

export function createTwilio(route: Extract<SmsRoute, { kind: 'twilio' }>, http: HttpClient): SmsProvider {
  const { base, account, token, sender } = route;
  const url = `${base}/2010-04-01/Accounts/${account}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`;

  return {
    async send({ messageId, to, text, receiptUrl }): Promise<ProviderDelivery> {
      const form = new URLSearchParams({
        To: to,
        Body: text,
        ...('from' in sender ? { From: sender.from } : { MessagingServiceSid: sender.service }),
        ...(receiptUrl === null ? {} : { StatusCallback: `${receiptUrl}?message=${messageId}` }),
      });
      const headers = {
        authorization,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      };
      const answer = await http.send({ url, method: 'POST', headers, body: form.toString() });
      if (answer.outcome !== 'answered') return deferredBy('twilio', answer.reason);
      const said = readJson(answer.body);
      if (answer.status === 201) {
        const message = created.safeParse(said);
        return { kind: 'accepted', providerMessageId: message.success ? message.data.sid : null };
      }
      const error = refused.safeParse(said);
      const code = error.success ? error.data.code : null;
      if (answer.status === 400 && code !== null && receiverCodes.has(code))
        return { kind: 'refused', reason: 'recipient_refused', status: String(code) };
      if (answer.status === 400 && code !== null && contentCodes.has(code))
        return { kind: 'refused', reason: 'content_refused', status: String(code) };
      return deferredBy('twilio', `${answer.status}${code === null ? '' : ` ${code}`}`);
    },

    readReceipt({ url: address, header, body }) {
      const fields = new URLSearchParams(body);
      const names = [...new Set(fields.keys())].sort();
      const signed = names.reduce((all, name) => `${all}${name}${fields.getAll(name).join('')}`, address);
      const given = Buffer.from(header('x-twilio-signature') ?? '', 'base64');
      if (!isMessageCode(messageCode('sha1', token, signed), given)) return null;
      const messageId = new URL(address).searchParams.get('message');
      if (messageId === null || fields.get('AccountSid') !== account) return null;
      return {
        messageId,
        state: states[fields.get('MessageStatus') ?? ''] ?? null,
        code: plainCode(fields.get('ErrorCode')),
      };
    },
  };
}
