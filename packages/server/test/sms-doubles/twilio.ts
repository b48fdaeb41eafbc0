/**
 * A double of Twilio's Messages resource, written from Twilio's public documentation alone. What is not documented
 * there is refused with Twilio's own errors.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { type Answer, type Failure, postTo, type Received, startDouble } from './double.ts';

export type TwilioMessage = {
  readonly sid: string;
  readonly to: string;
  readonly from: string | null;
  readonly body: string;
  readonly statusCallback: string | null;
};

// https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource, "Request body parameters"
const documented = new Set([
  'To',
  'StatusCallback',
  'ApplicationSid',
  'MaxPrice',
  'ProvideFeedback',
  'Attempt',
  'ValidityPeriod',
  'ForceDelivery',
  'ContentRetention',
  'AddressRetention',
  'SmartEncoded',
  'PersistentAction',
  'TrafficType',
  'ShortenUrls',
  'ScheduleType',
  'SendAt',
  'SendAsMms',
  'ContentVariables',
  'RiskCheck',
  'From',
  'MessagingServiceSid',
  'Body',
  'MediaUrl',
  'ContentSid',
]);

/** Starts one for an account that owns these senders; numbers in `unreachable` are refused as Twilio refuses them. */
export async function startTwilio(account: {
  readonly sid: string;
  readonly authToken: string;
  readonly senders: readonly string[];
  readonly services?: readonly string[];
}) {
  const messages: TwilioMessage[] = [];
  const failures: Failure[] = [];
  const unsubscribed = new Set<string>();
  const closedRegions = new Set<string>();

  // https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
  function create(form: URLSearchParams): Answer {
    for (const name of form.keys()) if (!documented.has(name)) return refusal(400, 20001, 'Unknown parameters');
    const [to, from, service, body] = ['To', 'From', 'MessagingServiceSid', 'Body'].map((name) => form.get(name));
    // https://www.twilio.com/docs/api/errors/21604
    if (!to) return refusal(400, 21604, "A 'To' phone number is required.");
    // https://www.twilio.com/docs/api/errors/21603
    if (!from && !service) return refusal(400, 21603, "A 'From' phone number is required.");
    // https://www.twilio.com/docs/api/errors/21602
    if (!body) return refusal(400, 21602, 'Message body is required.');
    // https://www.twilio.com/docs/api/errors/21617: "Body … up to 1,600 characters in length"
    if (body.length > 1600)
      return refusal(400, 21617, 'The concatenated message body exceeds the 1600 character limit');
    // https://www.twilio.com/docs/api/errors/21211
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return refusal(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
    // https://www.twilio.com/docs/api/errors/21606
    if (from && !account.senders.includes(from))
      return refusal(400, 21606, `The 'From' phone number ${from} is not a valid, SMS-capable Twilio number.`);
    // https://www.twilio.com/docs/api/errors/21701
    if (service && account.services?.includes(service) !== true)
      return refusal(400, 21701, 'The Messaging Service does not exist.');
    const callback = form.get('StatusCallback');
    // https://www.twilio.com/docs/api/errors/21609
    if (callback !== null && !/^https?:\/\//.test(callback))
      return refusal(400, 21609, `The 'StatusCallback' URL ${callback} is not a valid URL.`);
    // https://www.twilio.com/docs/api/errors/21408
    if ([...closedRegions].some((prefix) => to.startsWith(prefix)))
      return refusal(400, 21408, `Permission to send an SMS has not been enabled for the region of ${to}.`);
    // https://www.twilio.com/docs/api/errors/21610
    if (unsubscribed.has(to)) return refusal(400, 21610, 'Attempt to send to unsubscribed recipient');
    const sid = `SM${randomBytes(16).toString('hex')}`;
    messages.push({ sid, to, from: from ?? null, body, statusCallback: callback });
    const uri = `/2010-04-01/Accounts/${account.sid}/Messages/${sid}`;
    const now = new Date().toUTCString();
    return {
      status: 201,
      // https://www.twilio.com/docs/messaging/api/message-resource#message-properties
      json: {
        account_sid: account.sid,
        api_version: '2010-04-01',
        body,
        date_created: now,
        date_sent: null,
        date_updated: now,
        direction: 'outbound-api',
        error_code: null,
        error_message: null,
        from: from ?? null,
        messaging_service_sid: service ?? null,
        num_media: '0',
        num_segments: service ? '0' : '1',
        price: null,
        price_unit: 'USD',
        sid,
        // https://twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
        status: service ? 'accepted' : 'queued',
        subresource_uris: { media: `${uri}/Media.json` },
        to,
        uri: `${uri}.json`,
      },
    };
  }

  function answer({ method, path, headers, body }: Received): Answer {
    // https://www.twilio.com/docs/api/errors/20404
    if (path !== `/2010-04-01/Accounts/${account.sid}/Messages.json`)
      return refusal(404, 20404, `The requested resource ${path} was not found`);
    // https://www.twilio.com/docs/api/errors/20003: Account SID as the username, Auth Token as the password
    const expected = Buffer.from(`${account.sid}:${account.authToken}`).toString('base64');
    if (headers.authorization !== `Basic ${expected}`) return refusal(401, 20003, 'Authenticate');
    // https://www.twilio.com/docs/api/errors/20004
    if (method !== 'POST') return refusal(405, 20004, 'Method not allowed');
    // https://www.twilio.com/docs/usage/requests-to-twilio: parameters travel as form fields
    if (headers['content-type']?.split(';')[0] !== 'application/x-www-form-urlencoded')
      return refusal(400, 21604, "A 'To' phone number is required.");
    return create(new URLSearchParams(body));
  }

  const { host, stop } = await startDouble(answer, failures);
  return {
    host,
    stop,
    messages,
    /** Answers for the next requests instead of its own. */
    failures,
    unsubscribed,
    /** Prefixes that the account may not send to. */
    closedRegions,
    /** https://www.twilio.com/docs/usage/troubleshooting/rest-api-error-429 */
    busy: refusal(429, 20429, 'Too Many Requests'),

    /**
     * Posts a status callback: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status, signed as
     * https://www.twilio.com/docs/usage/security#validating-requests says. `forge` signs with another token.
     */
    async report(
      port: number,
      message: TwilioMessage,
      status: 'sending' | 'sent' | 'delivered' | 'undelivered' | 'failed',
      { errorCode, forge, change }: { errorCode?: string; forge?: string; change?: Record<string, string> } = {},
    ): Promise<number> {
      if (message.statusCallback === null) throw new Error('no callback was asked for');
      const fields: Record<string, string> = {
        AccountSid: account.sid,
        ApiVersion: '2010-04-01',
        From: message.from ?? '',
        MessageSid: message.sid,
        MessageStatus: status,
        SmsSid: message.sid,
        SmsStatus: status,
        To: message.to,
        ...(errorCode === undefined ? {} : { ErrorCode: errorCode }),
      };
      const signed = Object.keys(fields)
        .sort()
        .reduce((text, name) => `${text}${name}${fields[name]}`, message.statusCallback);
      const signature = createHmac('sha1', forge ?? account.authToken)
        .update(signed)
        .digest('base64');
      const headers = {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'x-twilio-signature': signature,
      };
      return postTo(port, message.statusCallback, headers, new URLSearchParams({ ...fields, ...change }).toString());
    },
  };
}

// https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions
function refusal(status: number, code: number, message: string): Answer {
  return { status, json: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}
