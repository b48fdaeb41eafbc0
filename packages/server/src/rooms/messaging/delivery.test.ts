import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { eventually } from '../../../test/ledger-world.ts';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import { silentLogger } from '../../../test/silent-logger.ts';
import { systemClock } from '../../foundation/clock/index.ts';
import { createEncryption, masterKeyFrom } from '../../foundation/encryption/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import { createJobs, type Jobs } from '../../foundation/jobs/index.ts';
import { createLedger, type Ledger } from '../ledger/index.ts';
import { createMessaging, createSmtpTransport, type MailTransport, type Messaging } from './index.ts';

let test: TestDatabase;
let server: MailServer;
let ledger: Ledger;
let jobs: Jobs;
let messaging: Messaging;
let transport: MailTransport;
const tenantId = newId('tenant');
/** What was paid for messages and given back. */
const paid = { times: 0, givenBack: 0 };

beforeAll(async () => {
  test = await createTestDatabase();
  const { database } = test;
  server = await startMailServer();
  transport = createSmtpTransport({ url: server.url, from: 'no-reply@acme.example' });
  const encryption = createEncryption({ masterKey: masterKeyFrom(Buffer.alloc(32, 7)), clock: systemClock });
  jobs = createJobs({ database, logger: silentLogger });
  ledger = createLedger({ database, encryption, jobs, logger: silentLogger, clock: systemClock });
  messaging = createMessaging({
    database,
    ledger,
    jobs,
    tenants: { byId: async () => null },
    customers: { noteDelivery: async () => false },
    transport,
    logger: silentLogger,
    rules: {
      'registration.requested': (entry) => ({
        template: 'hello',
        channel: 'email',
        customerId: null,
        reference: { flowId: entry.data.flowId },
      }),
    },
    composers: {
      hello: async (message) => {
        const variables = { flowId: message.reference['flowId'] };
        paid.times += 1;
        const giveBack = async () => {
          paid.givenBack += 1;
        };
        return { kind: 'send', to: 'ann@example.com', locale: 'en', template: 'hello', variables, giveBack };
      },
    },
    renderMail: (_template, _locale, { flowId }) => ({ subject: String(flowId), text: 'text', html: '<p>html</p>' }),
  });
  await jobs.start({ ...ledger.tasks, ...messaging.tasks });
  messaging.reader.start();
});
afterAll(async () => {
  await messaging.reader.stop();
  await jobs.stop();
  await transport.close();
  await server.stop();
  await test.drop();
});

async function request(): Promise<string> {
  const flowId = newId('flow');
  await test.database.transaction({}, (tx) =>
    ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'registration.requested',
      actor: { kind: 'visitor' },
      data: { flowId, proofId: newId('proof') },
    }),
  );
  return flowId;
}
const arrived = (flowId: string) => server.received.filter((mail) => mail.headers.includes(`Subject: ${flowId}`));

describe('what is written into the ledger', () => {
  it('is a mail in the hands of the mail server after the commit, once each', async () => {
    for (let index = 0; index < 20; index += 1) {
      const flowId = await request();
      await eventually(() => expect(arrived(flowId)).toHaveLength(1));
    }
    await eventually(async () => {
      expect(await test.sql("select 1 from messages where state <> 'sent'")).toEqual([]);
    });
    expect(server.received).toHaveLength(20);
  });

  it('arrives once when the mail server was away for a while', async () => {
    const port = Number(new URL(server.url).port);
    await server.stop();
    const flowId = await request();
    await eventually(async () => {
      expect(await test.sql("select attempts from messages where state = 'queued'")).toEqual([{ attempts: 1 }]);
    });
    server = await startMailServer({}, port);
    await eventually(() => expect(arrived(flowId)).toHaveLength(1));
    await eventually(async () => {
      expect(await test.sql("select 1 from messages where state <> 'sent'")).toEqual([]);
    });
    expect(server.received).toHaveLength(1);
    // Paid for once in the end, however often it was tried.
    expect(paid.times).toBeGreaterThan(21);
    expect(paid.times - paid.givenBack).toBe(21);
  });
});
