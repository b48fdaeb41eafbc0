/**
 * A text message handed to a service of the operator's own, signed as Standard Webhooks says; receipts come back signed
 * with the same secret. The service answers 2xx once it has the message, and 422 when nobody can be reached there.
 */
import { z } from 'zod';
import type { Clock } from '../../../../foundation/clock/index.ts';
import type { SmsRoute } from '../../../../foundation/config/index.ts';
import { isMessageCode, messageCode } from '../../../../foundation/encryption/index.ts';
import type { HttpClient } from '../../../../foundation/http-client/index.ts';
import { deferredBy, readJson } from './answers.ts';
import { type ProviderDelivery, plainCode, type SmsProvider } from './provider.ts';

const receipt = z.object({
  type: z.literal('sms.receipt'),
  data: z.object({
    message_id: z.string().max(60),
    status: z.enum(['sent', 'delivered', 'undelivered']),
    code: z.string().optional(),
  }),
});

// Standard Webhooks: an older signature may be a repetition by somebody else.
const oldestSeconds = 300;

export function createWebhook(
  route: Extract<SmsRoute, { kind: 'webhook' }>,
  { http, clock }: { readonly http: HttpClient; readonly clock: Clock },
): SmsProvider {
  const sign = (id: string, at: string, body: string) => messageCode('sha256', route.secret, `${id}.${at}.${body}`);
  const seconds = () => Math.floor(clock.now().getTime() / 1000);

  return {
    async send({ messageId, to, text, receiptUrl }): Promise<ProviderDelivery> {
      const at = String(seconds());
      const data = { message_id: messageId, to, text, ...(receiptUrl === null ? {} : { receipt_url: receiptUrl }) };
      const body = JSON.stringify({ type: 'sms.send', timestamp: clock.now().toISOString(), data });
      const headers = {
        'content-type': 'application/json',
        'webhook-id': messageId,
        'webhook-timestamp': at,
        'webhook-signature': `v1,${sign(messageId, at, body).toString('base64')}`,
      };
      const answer = await http.send({ url: `${route.base}${route.path}`, method: 'POST', headers, body });
      if (answer.outcome !== 'answered') return deferredBy('the webhook', answer.reason);
      if (answer.status >= 200 && answer.status < 300) return { kind: 'accepted', providerMessageId: null };
      if (answer.status === 422) return { kind: 'refused', reason: 'recipient_refused', status: '422' };
      return deferredBy('the webhook', String(answer.status));
    },

    readReceipt({ header, body }) {
      const [id, at, given] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
        (name) => header(name) ?? '',
      );
      if (id === undefined || at === undefined || given === undefined || !/^\d{1,12}$/.test(at)) return null;
      if (Math.abs(seconds() - Number(at)) > oldestSeconds) return null;
      const expected = sign(id, at, body);
      // More than one while a secret is replaced.
      const codes = given
        .split(' ')
        .flatMap((code) => (code.startsWith('v1,') ? [Buffer.from(code.slice(3), 'base64')] : []));
      if (!codes.some((code) => isMessageCode(expected, code))) return null;
      const said = receipt.safeParse(readJson(body));
      if (!said.success) return null;
      const { message_id: messageId, status: state, code } = said.data.data;
      return { messageId, state, code: plainCode(code) };
    },
  };
}
