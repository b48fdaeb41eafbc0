/**
 * A double of Vonage's Messages API (SMS), written from Vonage's public documentation alone. What is not documented
 * there is refused with Vonage's own errors.
 */
import { createHash, createHmac, randomUUID, verify } from 'node:crypto';
import { type Answer, type Failure, postTo, type Received, startDouble } from './double.ts';

export type VonageMessage = {
  readonly uuid: string;
  readonly to: string;
  readonly from: string;
  readonly text: string;
  readonly clientRef: string | null;
  readonly webhookUrl: string | null;
};

// https://developer.vonage.com/en/api/messages#SendMessage, channel SMS, message type text
const documented = new Set([
  'message_type',
  'text',
  'to',
  'from',
  'channel',
  'ttl',
  'sms',
  'client_ref',
  'webhook_url',
  'webhook_version',
  'failover',
]);

/** Starts one for an application with this public key. */
export async function startVonage(application: {
  readonly id: string;
  readonly apiKey: string;
  /** PEM; the private half signs requests. */
  readonly publicKey: string;
  /** Signs webhooks. */
  readonly signatureSecret: string;
  /** Where messages without a `webhook_url` are reported. */
  readonly statusUrl?: string;
}) {
  const messages: VonageMessage[] = [];
  const failures: Failure[] = [];

  // https://developer.vonage.com/en/getting-started/concepts/authentication#json-web-tokens
  function isSigned(authorization: string | undefined): boolean {
    const [head = '', claims = '', signature = ''] = authorization?.replace(/^Bearer /, '').split('.') ?? [];
    try {
      const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as Record<string, unknown>;
      const payload = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
      const now = Date.now() / 1000;
      const { application_id: id, iat, jti, exp } = payload;
      if (header['alg'] !== 'RS256' || header['typ'] !== 'JWT') return false;
      if (id !== application.id || typeof jti !== 'string' || typeof iat !== 'number') return false;
      if (typeof exp === 'number' && (exp < now || exp - iat > 24 * 60 * 60)) return false;
      const signed = Buffer.from(`${head}.${claims}`);
      return verify('sha256', signed, application.publicKey, Buffer.from(signature, 'base64url'));
    } catch {
      return false;
    }
  }

  // https://developer.vonage.com/en/api/messages#SendMessage
  function create(body: string): Answer {
    const given = parse(body);
    if (given === null) return problem(422, '1020', 'Invalid params', 'The request body is not valid JSON.');
    const unknown = Object.keys(given).filter((name) => !documented.has(name));
    if (unknown.length > 0)
      return problem(422, '1020', 'Invalid params', 'The value of one or more parameters is invalid.');
    const { message_type: type, channel, to, from, text, client_ref: clientRef, webhook_url: webhookUrl } = given;
    for (const value of [type, channel, to, from, text])
      if (typeof value !== 'string' || value === '')
        return problem(
          422,
          '1010',
          'Missing params',
          'Your request was incomplete and missed some mandatory parameters.',
        );
    if (type !== 'text' || channel !== 'sms')
      return problem(422, '1020', 'Invalid params', 'The value of one or more parameters is invalid.');
    // "Don't use a leading + or 00 when entering a phone number, start with the country code", 7 to 15 digits
    if (!/^[1-9]\d{6,14}$/.test(String(to)))
      return problem(422, '1170', 'Invalid or Missing MSISDN Param', 'The phone number is invalid or missing.');
    if (!/^(\d{3,15}|[A-Za-z0-9 ]{1,11})$/.test(String(from)))
      return problem(422, '1120', 'Invalid sender', 'The `from` parameter is invalid for the given channel.');
    // "limited to 1000 characters", and a client reference to 100
    if (String(text).length > 1000 || (clientRef !== undefined && String(clientRef).length > 100))
      return problem(422, '1100', 'Message too long', 'The message is too long.');
    const uuid = randomUUID();
    messages.push({
      uuid,
      to: String(to),
      from: String(from),
      text: String(text),
      clientRef: clientRef === undefined ? null : String(clientRef),
      webhookUrl: webhookUrl === undefined ? (application.statusUrl ?? null) : String(webhookUrl),
    });
    return { status: 202, json: { message_uuid: uuid } };
  }

  function answer({ method, path, headers, body }: Received): Answer {
    // https://developer.vonage.com/en/api-errors
    if (path !== '/v1/messages' || method !== 'POST')
      return generic(
        404,
        'not-found',
        'Not Found',
        'The requested resource does not exist, or you do not have access to it',
      );
    if (!isSigned(headers.authorization))
      return generic(401, 'unauthorized', 'Unauthorized', 'You did not provide correct credentials.');
    if (headers['content-type']?.split(';')[0] !== 'application/json')
      return problem(422, '1020', 'Invalid params', 'The value of one or more parameters is invalid.');
    return create(body);
  }

  const { host, stop } = await startDouble(answer, failures);
  return {
    host,
    stop,
    messages,
    failures,
    /** https://developer.vonage.com/en/api/messages, 429 */
    busy: problem(429, '1010', 'Rate Limit Hit', 'Please wait, then retry your request'),
    /** https://developer.vonage.com/en/api-errors, 402 */
    outOfCredit: generic(
      402,
      'low-balance',
      'Low balance',
      'This request could not be performed due to your account balance being low.',
    ),

    /**
     * Posts a message status: https://developer.vonage.com/en/messages/concepts/messages-status-callbacks, signed as
     * https://developer.vonage.com/en/getting-started/concepts/webhooks#validating-signed-webhooks says: a JWT (HS256)
     * whose `payload_hash` is the SHA-256 of the body.
     */
    async report(
      port: number,
      message: VonageMessage,
      status: 'submitted' | 'delivered' | 'rejected' | 'undeliverable',
      options: { errorTitle?: string; forge?: string; body?: string; ageSeconds?: number } = {},
    ): Promise<number> {
      if (message.webhookUrl === null) throw new Error('no webhook is configured');
      const { errorTitle, forge, ageSeconds = 0 } = options;
      const body = JSON.stringify({
        message_uuid: message.uuid,
        to: message.to,
        from: message.from,
        timestamp: new Date().toISOString(),
        status,
        channel: 'sms',
        ...(message.clientRef === null ? {} : { client_ref: message.clientRef }),
        ...(errorTitle === undefined
          ? {}
          : {
              error: {
                type: `https://developer.vonage.com/api-errors/messages#${errorTitle}`,
                title: errorTitle,
                detail: 'The message was not delivered.',
                instance: randomUUID(),
              },
            }),
        usage: { currency: 'EUR', price: '0.0333' },
      });
      const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const claims = {
        iat: Math.floor(Date.now() / 1000) - ageSeconds,
        jti: randomUUID(),
        iss: 'Vonage',
        payload_hash: createHash('sha256').update(body).digest('hex'),
        api_key: application.apiKey,
        application_id: application.id,
      };
      const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
      const signature = createHmac('sha256', forge ?? application.signatureSecret)
        .update(signed)
        .digest('base64url');
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${signed}.${signature}` };
      return postTo(port, message.webhookUrl, headers, options.body ?? body);
    },
  };
}

function parse(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

// https://developer.vonage.com/en/api-errors: RFC 7807
function problem(status: number, code: string, title: string, detail: string): Answer {
  return refusal(status, `https://developer.vonage.com/api-errors/messages#${code}`, title, detail);
}

function generic(status: number, code: string, title: string, detail: string): Answer {
  return refusal(status, `https://developer.vonage.com/api-errors#${code}`, title, detail);
}

function refusal(status: number, type: string, title: string, detail: string): Answer {
  const headers = { 'content-type': 'application/problem+json' };
  return { status, headers, json: { type, title, detail, instance: randomUUID() } };
}
