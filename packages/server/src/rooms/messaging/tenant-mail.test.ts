import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import type { Visitor } from '../../../test/visitor.ts';

let house: TestHouse;
let first: MailServer;
let second: MailServer;
let tenantId: string;
const password = 'the quiet river bends twice';

beforeAll(async () => {
  first = await startMailServer();
  second = await startMailServer();
  house = await startTestHouse({
    SMTP_URL: first.url,
    SMTP_FALLBACK_URL: second.url,
    MAIL_FROM: 'Operator <no-reply@operator.example>',
    MAIL_DOMAINS: 'acme.example',
  });
  [tenantId = ''] = await house.house.tenants.listIds();
  await house.house.tenants.changeSettings(tenantId, {
    mail: { senderName: 'Acme', senderAddress: 'hello@acme.example', replyTo: 'help@acme.example' },
    links: { imprint: 'https://acme.example/imprint' },
  });
});
afterAll(async () => {
  await house.stop();
  await first.stop();
  await second.stop();
});

const mailsTo = (server: MailServer, address: string) => server.received.filter((mail) => mail.to.includes(address));
const anna = 'anna@people.example';
let visitor: Visitor;

it('a mail is from the tenant, answered to the tenant, and carries its links', async () => {
  visitor = house.visitor();
  const accepted = await visitor.fill('/sign-up', { email: anna, password });
  await expect.poll(() => mailsTo(first, anna).length).toBe(1);
  const [mail] = mailsTo(first, anna);
  expect(mail?.from).toBe('no-reply@operator.example');
  expect(mail?.headers).toContain('From: Acme <hello@acme.example>');
  expect(mail?.headers).toContain('Reply-To: help@acme.example');
  expect(mail?.raw).toContain('https://acme.example/imprint');
  const subject = mail?.headers.find((line) => line.startsWith('Subject: ')) ?? '';
  const code = /(\d{3}) (\d{3})/.exec(subject)?.slice(1).join('') ?? '';
  const answer = await visitor.fill(accepted.headers['location'] ?? '', { code });
  expect(answer.headers['location']).toBe('/account');
});

it('a mail that the first server cannot take goes by the second at once', async () => {
  first.recipientAnswers.push(451);
  await house.visitor().fill('/sign-up', { email: 'bert@people.example', password });
  await expect.poll(() => mailsTo(second, 'bert@people.example').length).toBe(1);
});

it('an address that refuses our mails is shown to its owner, noted in the ledger, and forgiven when it takes one', async () => {
  const askForMail = async () => {
    // A browser that the customer never used is told by mail.
    await house.visitor().fill('/sign-in', { identifier: anna, password });
  };
  first.recipientAnswers.push(550);
  await askForMail();
  const bounced = () =>
    house.sql(
      `select entry.data ->> 'status' as status, message.state, message.smtp_status
       from ledger_entries entry join messages message on message.message_id = entry.data ->> 'messageId'
       where entry.event = 'message.bounced'`,
    );
  await expect.poll(bounced).toEqual([{ status: '5.0.0', state: 'failed', smtp_status: '5.0.0' }]);
  expect((await visitor.get('/account/sign-in')).body).toContain('We could not deliver to this address');
  expect(mailsTo(second, anna)).toEqual([]);

  await askForMail();
  const noted = () => house.sql('select 1 from customer_identifiers where undeliverable_since is not null');
  await expect.poll(noted).toEqual([]);
  expect((await visitor.get('/account/sign-in')).body).not.toContain('We could not deliver');
});

it('an address that nobody has proven is noted nowhere', async () => {
  first.recipientAnswers.push(550);
  await house.visitor().fill('/sign-up', { email: 'carl@people.example', password });
  const settled = () => house.sql(`select reason from messages where state = 'failed' and customer_id is null`);
  await expect.poll(settled).toEqual([{ reason: 'recipient_refused' }]);
  expect(await house.sql(`select 1 from ledger_entries where event = 'message.bounced'`)).toHaveLength(1);
});
