/**
 * A receiver of our own webhook for text messages, as docs/guides/sms.md describes it to whoever builds one. It verifies
 * the signature as Standard Webhooks says (https://github.com/standard-webhooks/standard-webhooks, "Signature scheme").
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Answer, type Failure, postTo, type Received, startDouble } from './double.ts';

export type WebhookMessage = {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly receiptUrl: string;
};

/** Starts one that knows this secret (`whsec_…`). */
export async function startSmsWebhook(secret: string) {
  const messages: WebhookMessage[] = [];
  const failures: Failure[] = [];
  const sign = (id: string, at: string, body: string, key = secret) =>
    createHmac('sha256', Buffer.from(key.replace(/^whsec_/, ''), 'base64'))
      .update(`${id}.${at}.${body}`)
      .digest();

  function answer({ method, path, headers, body }: Received): Answer {
    const [id, at, given] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
      String(headers[name]),
    );
    const signature = Buffer.from(given?.replace(/^v1,/, '') ?? '', 'base64');
    const expected = sign(id ?? '', at ?? '', body);
    const isFresh = Math.abs(Date.now() / 1000 - Number(at)) < 300;
    if (method !== 'POST' || path !== '/send') return { status: 404, json: {} };
    if (!isFresh || signature.length !== 32 || !timingSafeEqual(signature, expected)) return { status: 401, json: {} };
    const { data } = JSON.parse(body) as { data: Record<string, string> };
    const { message_id: messageId = '', to = '', text = '', receipt_url: receiptUrl = '' } = data;
    if (to.startsWith('+4915199')) return { status: 422, json: { reason: 'unreachable' } };
    messages.push({ id: messageId, to, text, receiptUrl });
    return { status: 202, json: {} };
  }

  const { host, stop } = await startDouble(answer, failures);
  return {
    host,
    stop,
    messages,
    failures,
    /** Posts a receipt. */
    async report(
      port: number,
      message: WebhookMessage,
      status: string,
      { forge, ageSeconds = 0 }: { forge?: string; ageSeconds?: number } = {},
    ): Promise<number> {
      const body = JSON.stringify({ type: 'sms.receipt', data: { message_id: message.id, status } });
      const at = String(Math.floor(Date.now() / 1000) - ageSeconds);
      const signature = `v1,${sign(`rcp_${message.id}`, at, body, forge).toString('base64')}`;
      return postTo(
        port,
        message.receiptUrl,
        {
          'content-type': 'application/json',
          'webhook-id': `rcp_${message.id}`,
          'webhook-timestamp': at,
          'webhook-signature': signature,
        },
        body,
      );
    },
  };
}
