/**
 * Vonage's Messages API for SMS (https://developer.vonage.com/en/api/messages). Requests carry a JWT of the application;
 * statuses come as webhooks whose JWT holds the digest of the body
 * (https://developer.vonage.com/en/getting-started/concepts/webhooks).
 */
import { importPKCS8, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../../../foundation/clock/index.ts';
import type { SmsRoute } from '../../../../foundation/config/index.ts';
import { digestOfText, isMessageCode, privateKeyInPkcs8 } from '../../../../foundation/encryption/index.ts';
import type { HttpClient } from '../../../../foundation/http-client/index.ts';
import { newSecret } from '../../../../foundation/ids/index.ts';
import { deferredBy, readJson } from './answers.ts';
import { type ProviderDelivery, plainCode, type Receipt, type ReceiptState, type SmsProvider } from './provider.ts';

const created = z.object({ message_uuid: z.string().regex(/^[0-9a-fA-F-]{36}$/) });
const refused = z.object({ type: z.string() });
const status = z.object({
  status: z.string(),
  client_ref: z.string().max(100),
  error: z.object({ title: z.unknown() }).optional(),
});
const claimed = z.object({ payload_hash: z.string().regex(/^[0-9a-f]{64}$/i), application_id: z.string().optional() });

// https://developer.vonage.com/en/api-errors/messages: what is wrong with the receiver, and with the text, for good.
const receiverCodes: ReadonlySet<string> = new Set(['1050', '1170', '1220']);
const contentCodes: ReadonlySet<string> = new Set(['1040', '1100']);

const states: Readonly<Record<string, ReceiptState>> = {
  submitted: 'sent',
  delivered: 'delivered',
  rejected: 'undelivered',
  undeliverable: 'undelivered',
};

const tokenSeconds = 300;
// A webhook is repeated for a day while nobody takes it; each time it is signed anew.
const oldestSeconds = 15 * 60;

export function createVonage(
  route: Extract<SmsRoute, { kind: 'vonage' }>,
  { http, clock }: { readonly http: HttpClient; readonly clock: Clock },
): SmsProvider {
  const { base, application, signatureSecret, from } = route;
  const key = importPKCS8(privateKeyInPkcs8(route.privateKey), 'RS256');
  // Whoever sends learns that it cannot be read.
  key.catch(() => undefined);
  const secret = new TextEncoder().encode(signatureSecret);

  async function token(): Promise<string> {
    const now = Math.floor(clock.now().getTime() / 1000);
    return new SignJWT({ application_id: application })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .setIssuedAt(now)
      .setExpirationTime(now + tokenSeconds)
      .setJti(newSecret())
      .sign(await key);
  }

  return {
    async send({ messageId, to, text, receiptUrl }): Promise<ProviderDelivery> {
      const body = JSON.stringify({
        message_type: 'text',
        channel: 'sms',
        to: to.replace(/^\+/, ''),
        from: from.replace(/^\+/, ''),
        text,
        client_ref: messageId,
        ...(receiptUrl === null ? {} : { webhook_url: receiptUrl, webhook_version: 'v1' }),
      });
      const headers = {
        authorization: `Bearer ${await token()}`,
        'content-type': 'application/json',
        accept: 'application/json',
      };
      const answer = await http.send({ url: `${base}/v1/messages`, method: 'POST', headers, body });
      if (answer.outcome !== 'answered') return deferredBy('vonage', answer.reason);
      const said = readJson(answer.body);
      if (answer.status === 202) {
        const message = created.safeParse(said);
        return { kind: 'accepted', providerMessageId: message.success ? message.data.message_uuid : null };
      }
      const error = refused.safeParse(said);
      const code = error.success ? (/#([A-Za-z0-9-]{1,20})$/.exec(error.data.type)?.[1] ?? null) : null;
      if (answer.status === 422 && code !== null && receiverCodes.has(code))
        return { kind: 'refused', reason: 'recipient_refused', status: code };
      if (answer.status === 422 && code !== null && contentCodes.has(code))
        return { kind: 'refused', reason: 'content_refused', status: code };
      return deferredBy('vonage', `${answer.status}${code === null ? '' : ` ${code}`}`);
    },

    async readReceipt({ header, body }): Promise<Receipt | null> {
      const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header('authorization') ?? '')?.[1];
      if (bearer === undefined) return null;
      try {
        const { payload } = await jwtVerify(bearer, secret, {
          algorithms: ['HS256'],
          issuer: 'Vonage',
          currentDate: clock.now(),
          maxTokenAge: oldestSeconds,
        });
        const claims = claimed.parse(payload);
        if (claims.application_id !== undefined && claims.application_id !== application) return null;
        if (!isMessageCode(digestOfText(body), Buffer.from(claims.payload_hash, 'hex'))) return null;
      } catch {
        return null;
      }
      const said = status.safeParse(readJson(body));
      if (!said.success) return null;
      const { client_ref: messageId, error } = said.data;
      return { messageId, state: states[said.data.status] ?? null, code: plainCode(error?.title) };
    },
  };
}
