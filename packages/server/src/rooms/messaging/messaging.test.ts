import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import { silentLogger } from '../../../test/silent-logger.ts';
import { newId } from '../../foundation/ids/index.ts';
import type { Jobs } from '../../foundation/jobs/index.ts';
import type { Logger } from '../../foundation/logging/index.ts';
import type { LedgerEntry } from '../ledger/index.ts';
import type { Composer, MessageRules } from './message.ts';
import { queueMessages } from './queue.ts';
import { createSendMessage, maxAttempts } from './send-message.ts';
import { createSmtpTransport } from './transport/smtp.ts';

let test: TestDatabase;
let server: MailServer;
let transport: ReturnType<typeof createSmtpTransport>;
let queued: { task: string; payload: object; key: string | undefined }[] = [];
let logged: unknown[] = [];
const tenantId = newId('tenant');

const jobs: Pick<Jobs, 'add'> = {
  add: async (_tx, task, payload, options) => void queued.push({ task, payload, key: options?.key }),
};
const logger: Logger = { ...silentLogger, warn: (...line) => logged.push(line), error: (...line) => logged.push(line) };
const rules: MessageRules = {
  'registration.requested': (entry) => ({
    template: 'verify-address',
    channel: 'email',
    customerId: null,
    reference: { flowId: entry.data.flowId },
  }),
  'password.set': () => null,
};
const greeting: Composer = async (message) => ({
  kind: 'send',
  to: 'ann@example.com',
  locale: 'en',
  template: message.template,
  variables: { code: `code ${message.attempts}` },
});
const renderMail = (template: string, locale: string, variables: Readonly<Record<string, unknown>>) => ({
  subject: `${template} in ${locale}`,
  text: String(variables['code']),
  html: `<p>${variables['code']}</p>`,
});

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
  queued = [];
  logged = [];
  server = await startMailServer();
  transport = createSmtpTransport({ url: server.url, from: 'Acme <no-reply@acme.example>' });
});
afterEach(async () => {
  await transport.close();
  await server.stop();
});

let entryId = 0;
function entryOf(event: string): LedgerEntry {
  entryId += 1;
  const data = { flowId: newId('flow'), proofId: newId('proof') };
  const who = { tenantId, customerId: null, actor: { kind: 'visitor' }, requestId: null };
  return { ...who, entryId: String(entryId), recordedAt: new Date(), event, data } as LedgerEntry;
}

const queue = (...entries: LedgerEntry[]) =>
  test.database.transaction({}, (tx) => queueMessages({ jobs: jobs as Jobs, rules }, tx, entries));

const sender = (
  composer: Composer | undefined = greeting,
  deps: Partial<Parameters<typeof createSendMessage>[0]> = {},
) =>
  createSendMessage({
    database: test.database,
    ledger: { append: async () => undefined },
    tenants: { byId: async () => null },
    customers: { noteDelivery: async () => false },
    composers: { 'verify-address': composer },
    renderMail,
    transport,
    logger,
    ...deps,
  });

/** Queues one message and returns the payload of its job. */
async function queueOne(): Promise<{ tenantId: string; messageId: string }> {
  await queue(entryOf('registration.requested'));
  return queued.at(-1)?.payload as { tenantId: string; messageId: string };
}

async function rowOf({ messageId }: { messageId: string }) {
  const [row] = await test.sql('select state, reason, attempts from messages where message_id = $1', [messageId]);
  return row;
}
const messageIds = () => server.received.map((mail) => mail.headers.find((line) => line.startsWith('Message-ID')));

describe('a ledger entry', () => {
  it('becomes one message with its job, however often it is read', async () => {
    const entry = entryOf('registration.requested');
    await queue(entry);
    await queue(entry);
    const rows = await test.sql('select * from messages where entry_id = $1', [entry.entryId]);
    expect(rows).toMatchObject([
      { tenant_id: tenantId, template: 'verify-address', state: 'queued', attempts: 0, customer_id: null },
    ]);
    expect(Object.keys(rows[0]?.['reference'] as object)).toEqual(['flowId']);
    const messageId = rows[0]?.['message_id'];
    expect(queued).toEqual([{ task: 'send-message', payload: { tenantId, messageId }, key: messageId }]);
  });

  it('without a rule, or with an event of a newer version, becomes none', async () => {
    await queue(
      entryOf('password.set'),
      entryOf('tenant.created'),
      entryOf('something.invented_later'),
      entryOf('constructor'),
    );
    expect(queued).toEqual([]);
  });
});

describe('a message', () => {
  it('is composed, sent and settled once', async () => {
    const payload = await queueOne();
    await sender()(payload);
    await sender()(payload);
    expect(await rowOf(payload)).toEqual({ state: 'sent', reason: null, attempts: 1 });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.headers).toContain('Subject: verify-address in en');
    expect(messageIds()).toEqual([`Message-ID: <${payload.messageId}@acme.example>`]);
  });

  it('is tried again after a temporary refusal, with the same Message-ID and fresh words', async () => {
    server.recipientAnswers.push(451);
    server.contentAnswers.push(452);
    const payload = await queueOne();
    await expect(sender()(payload)).rejects.toThrow();
    await expect(sender()(payload)).rejects.toThrow();
    await sender()(payload);
    expect(await rowOf(payload)).toEqual({ state: 'sent', reason: null, attempts: 3 });
    expect(server.received.map((mail) => mail.raw.includes('code 3'))).toEqual([true]);
  });

  it('fails for good when its receiver is refused for good', async () => {
    server.recipientAnswers.push(550);
    const payload = await queueOne();
    await sender()(payload);
    await sender()(payload);
    expect(await rowOf(payload)).toEqual({ state: 'failed', reason: 'recipient_refused', attempts: 1 });
    expect(server.received).toEqual([]);
  });

  it('waits while the mail server is away, and is delivered once when it is back', async () => {
    const port = Number(new URL(server.url).port);
    await server.stop();
    const payload = await queueOne();
    for (let attempt = 0; attempt < 3; attempt += 1) await expect(sender()(payload)).rejects.toThrow();
    expect(await rowOf(payload)).toEqual({ state: 'queued', reason: null, attempts: 3 });
    server = await startMailServer({}, port);
    await sender()(payload);
    await sender()(payload);
    expect(server.received).toHaveLength(1);
    expect(await rowOf(payload)).toMatchObject({ state: 'sent' });
  });

  it('repeats with the same Message-ID when the process dies between the answer of the mail server and the commit', async () => {
    const payload = await queueOne();
    // The mail is taken, but that it was taken cannot be written down any more.
    server.onAccepted = async () => void (await test.sql('alter table messages rename to messages_away'));
    await expect(sender()(payload)).rejects.toThrow();
    server.onAccepted = undefined;
    await test.sql('alter table messages_away rename to messages');
    expect(await rowOf(payload)).toMatchObject({ state: 'queued' });
    await sender()(payload);
    expect(await rowOf(payload)).toMatchObject({ state: 'sent', attempts: 2 });
    expect(messageIds()).toEqual(Array(2).fill(`Message-ID: <${payload.messageId}@acme.example>`));
  });

  it('is cancelled when its composer has nothing to say any more', async () => {
    const payload = await queueOne();
    await sender(async () => ({ kind: 'cancel', reason: 'flow_finished' }))(payload);
    expect(await rowOf(payload)).toEqual({ state: 'cancelled', reason: 'flow_finished', attempts: 1 });
    expect(server.received).toEqual([]);
  });

  it('is given up, and says so, after the last attempt', async () => {
    const payload = await queueOne();
    await test.sql('update messages set attempts = $1 where message_id = $2', [maxAttempts - 2, payload.messageId]);
    server.recipientAnswers.push(451, 451);
    await expect(sender()(payload)).rejects.toThrow();
    await sender()(payload);
    expect(await rowOf(payload)).toEqual({ state: 'failed', reason: 'given_up', attempts: maxAttempts });
    expect(JSON.stringify(logged)).toContain('a message was given up');
  });

  it('leaves no word about its receiver in the error of its job', async () => {
    const payload = await queueOne();
    const failing = sender(async () => {
      throw new Error('nothing known about ann@example.com');
    });
    await expect(failing(payload)).rejects.toThrow(/^the message could not be sent this time$/);
    const error = await failing(payload).catch((caught: unknown) => caught);
    expect((error as Error).cause).toBeUndefined();
  });

  it('waits for a node that knows its template', async () => {
    const payload = await queueOne();
    await expect(sender(undefined, { composers: {} })(payload)).rejects.toThrow();
    await sender()(payload);
    expect(await rowOf(payload)).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('of one tenant cannot be sent in the name of another', async () => {
    const payload = await queueOne();
    await sender()({ ...payload, tenantId: newId('tenant') });
    expect(await rowOf(payload)).toMatchObject({ state: 'queued', attempts: 0 });
    expect(server.received).toEqual([]);
  });
});
