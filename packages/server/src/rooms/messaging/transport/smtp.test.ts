import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../../test/mail-server.ts';
import { createFallbackTransport } from './fallback.ts';
import type { MailTransport } from './mail-transport.ts';
import { createSmtpTransport } from './smtp.ts';
import { smtpStatus } from './smtp-status.ts';

let server: MailServer;
let transport: MailTransport;
const from = 'Acme <no-reply@acme.example>';
const mail = { messageId: 'msg_1', to: 'ann@example.com', subject: 'Hello', text: 'text', html: '<p>html</p>' };
const header = (name: string) => server.received[0]?.headers.filter((line) => line.startsWith(`${name}: `));

beforeEach(async () => {
  server = await startMailServer();
  transport = createSmtpTransport({ url: server.url, from });
});
afterEach(async () => {
  await transport.close();
  await server.stop();
});

describe('a mail sent by SMTP', () => {
  it('arrives as text and HTML, marked as automatic, with the Message-ID of its message', async () => {
    expect(await transport.send(mail)).toEqual({ kind: 'accepted' });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({ from: 'no-reply@acme.example', to: ['ann@example.com'] });
    expect(header('Message-ID')).toEqual(['Message-ID: <msg_1@acme.example>']);
    expect(header('From')).toEqual(['From: Acme <no-reply@acme.example>']);
    expect(header('Auto-Submitted')).toEqual(['Auto-Submitted: auto-generated']);
    expect(header('X-Auto-Response-Suppress')).toEqual(['X-Auto-Response-Suppress: All']);
    expect(server.received[0]?.raw).toContain('Content-Type: text/plain');
    expect(server.received[0]?.raw).toContain('Content-Type: text/html');
    expect(server.received[0]?.headers.some((line) => /nodemailer/i.test(line))).toBe(false);
  });

  it.each([
    "o'brien+news@example.com",
    '"quoted,part"@example.com',
    'käthe@example.com',
    'a!#$%&*/=?^_`{|}~@example.com',
  ])('reaches exactly the odd address %s', async (to) => {
    expect(await transport.send({ ...mail, to })).toEqual({ kind: 'accepted' });
    expect(server.received.map((received) => received.to)).toEqual([[to]]);
  });

  it('reaches a domain with other letters under its ASCII name', async () => {
    await transport.send({ ...mail, to: 'ann@exämple.com' });
    expect(header('To')).toEqual(['To: ann@xn--exmple-cua.com']);
    expect(server.received[0]?.to).toEqual(['ann@exämple.com']); // as the server reads it back
  });

  it.each([
    'a@example.com, b@evil.example',
    'a@example.com\r\nBcc: b@evil.example',
    'a@example.com>\r\nRCPT TO:<b@evil.example',
  ])('is refused when its receiver is more than one address: %j', async (to) => {
    expect(await transport.send({ ...mail, to })).toEqual({ kind: 'refused', reason: 'address_invalid' });
    expect(server.received).toEqual([]);
  });

  it.each([
    'Hello\r\nBcc: b@evil.example',
    'Hello\nX-Evil: 1',
    'Hello\r\n\r\n<b>body</b>',
    'Hello\u2028Bcc: b@evil.example',
  ])('keeps its headers whatever a value holds: %j', async (subject) => {
    expect(await transport.send({ ...mail, subject })).toEqual({ kind: 'accepted' });
    expect(server.received[0]?.to).toEqual(['ann@example.com']);
    expect(header('Bcc')).toEqual([]);
    expect(header('X-Evil')).toEqual([]);
    expect(header('Subject')).toHaveLength(1);
    expect(server.received[0]?.headers).toContain('Auto-Submitted: auto-generated');
  });

  it('cannot end early through a line that holds a dot alone', async () => {
    await transport.send({ ...mail, text: 'before\r\n.\r\nRCPT TO:<b@evil.example>\r\nafter' });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.raw).toContain('after');
  });

  it('is refused for good when the server refuses its receiver or its content for good', async () => {
    server.recipientAnswers.push(550);
    expect(await transport.send(mail)).toMatchObject({ kind: 'refused', reason: 'recipient_refused' });
    server.contentAnswers.push(554);
    expect(await transport.send(mail)).toMatchObject({ kind: 'refused', reason: 'content_refused' });
    expect(await transport.send(mail)).toEqual({ kind: 'accepted' });
  });

  it('is deferred when the server asks to come again, for the receiver or the content', async () => {
    server.recipientAnswers.push(451);
    expect(await transport.send(mail)).toMatchObject({ kind: 'deferred' });
    server.contentAnswers.push(452);
    expect(await transport.send(mail)).toMatchObject({ kind: 'deferred' });
    expect(await transport.send(mail)).toEqual({ kind: 'accepted' });
  });

  it('is deferred while the server cannot be reached, and goes through when it is back', async () => {
    await server.stop();
    expect(await transport.send(mail)).toMatchObject({ kind: 'deferred' });
    server = await startMailServer({}, Number(new URL(server.url).port));
    expect(await transport.send(mail)).toEqual({ kind: 'accepted' });
  });
});

describe('the connection', () => {
  it('is deferred, not given up, when the server refuses the sign-in', async () => {
    const strict = await startMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, callback) => callback(Object.assign(new Error('no'), { responseCode: 535 })),
    });
    const url = strict.url.replace('smtp://', 'smtp://user:p%40ss@');
    const signed = createSmtpTransport({ url, from });
    expect(await signed.send(mail)).toMatchObject({ kind: 'deferred' });
    await signed.close();
    await strict.stop();
  });

  it('never carries a mail in clear beyond this machine', async () => {
    // `127.1` is this machine too, but not in a spelling that counts as such.
    const remote = createSmtpTransport({ url: server.url.replace('127.0.0.1', '127.1'), from });
    expect(await remote.send(mail)).toMatchObject({ kind: 'deferred', cause: { code: 'ETLS' } });
    expect(server.received).toEqual([]);
    await remote.close();
  });

  it('is refused when the certificate is not trusted, whatever the address asks for', async () => {
    const encrypted = await startMailServer({ secure: true });
    const url = `${encrypted.url.replace('smtp:', 'smtps:')}?tls.rejectUnauthorized=false&requireTLS=false`;
    const careful = createSmtpTransport({ url, from });
    expect(await careful.send(mail)).toMatchObject({ kind: 'deferred' });
    expect(encrypted.received).toEqual([]);
    await careful.close();
    await encrypted.stop();
  });
});

describe('the sender of a mail', () => {
  const sent = async (settings: { domains?: string[] }, sender: object) => {
    const dressed = createSmtpTransport({ url: server.url, from, ...settings });
    expect(await dressed.send({ ...mail, sender })).toEqual({ kind: 'accepted' });
    await dressed.close();
  };

  it('is the tenant of a domain that is set up, while bounces come back to the operator', async () => {
    await sent(
      { domains: ['shop.example'] },
      { name: 'Shop', address: 'hello@shop.example', replyTo: 'help@shop.example' },
    );
    expect(header('From')).toEqual(['From: Shop <hello@shop.example>']);
    expect(header('Reply-To')).toEqual(['Reply-To: help@shop.example']);
    expect(server.received[0]?.from).toBe('no-reply@acme.example');
    expect(header('Message-ID')).toEqual(['Message-ID: <msg_1@acme.example>']);
  });

  it('is never of a domain that is not set up; its owner receives the answers', async () => {
    await sent({}, { name: 'Bank', address: 'ceo@bank.example' });
    expect(header('From')).toEqual(['From: Bank <no-reply@acme.example>']);
    expect(header('Reply-To')).toEqual(['Reply-To: ceo@bank.example']);
  });

  it('cannot smuggle a header or a second address', async () => {
    await sent({}, { name: 'A\r\nBcc: b@evil.example', replyTo: 'a@b.example, c@evil.example' });
    expect(server.received[0]?.to).toEqual(['ann@example.com']);
    expect(header('Bcc')).toEqual([]);
    expect(header('Reply-To')).toEqual([]);
  });
});

describe('a signed mail', () => {
  it('carries a signature of the domain that the settings name, over what matters', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const signature = { domain: 'acme.example', selector: 'cardea', privateKey: pem };
    const signing = createSmtpTransport({ url: server.url, from, signature });
    expect(await signing.send(mail)).toEqual({ kind: 'accepted' });
    await signing.close();
    const [line = ''] = header('DKIM-Signature') ?? [];
    expect(line).toContain('d=acme.example');
    expect(line).toContain('s=cardea');
    expect(line).toMatch(/h=[^;]*from[^;]*subject/i);
  });
});

describe('a refusal for good', () => {
  it('is kept as its status code and nothing else of what the server said', async () => {
    server.recipientAnswers.push(550);
    expect(await transport.send(mail)).toEqual({ kind: 'refused', reason: 'recipient_refused', status: '5.0.0' });
    expect(smtpStatus('550 5.1.1 <ann@example.com> no such user')).toBe('5.1.1');
    expect(smtpStatus('550-5.7.26 first line\r\n550 5.7.26 second')).toBe('5.7.26');
    expect(smtpStatus('550 5.1.1.1 odd')).toBe('5.0.0');
    expect(smtpStatus(undefined)).toBe('5.0.0');
  });
});

describe('with a second mail server', () => {
  let other: MailServer;
  let both: MailTransport;
  let now = 0;
  const clock = { now: () => new Date(now), monotonicMilliseconds: () => now };
  beforeEach(async () => {
    other = await startMailServer();
    now = 1_000_000;
    both = createFallbackTransport({
      first: createSmtpTransport({ url: server.url, from }),
      second: createSmtpTransport({ url: other.url, from }),
      clock,
    });
  });
  afterEach(async () => {
    await both.close();
    await other.stop();
  });
  const counts = () => [server.received.length, other.received.length];

  it('a mail goes by the first as long as that takes it', async () => {
    expect(await both.send(mail)).toEqual({ kind: 'accepted' });
    expect(counts()).toEqual([1, 0]);
  });

  it.each([421, 450, 451])(
    'what the first cannot take now (%i) goes by the second, under the same Message-ID',
    async (code) => {
      server.recipientAnswers.push(code);
      expect(await both.send(mail)).toEqual({ kind: 'accepted' });
      expect(counts()).toEqual([0, 1]);
      expect(other.received[0]?.headers).toContain('Message-ID: <msg_1@acme.example>');
    },
  );

  it('what the first refuses for good is not tried again', async () => {
    server.recipientAnswers.push(550);
    expect(await both.send(mail)).toMatchObject({ kind: 'refused' });
    expect(counts()).toEqual([0, 0]);
  });

  it('a first that cannot be reached is left alone for a while, and comes back', async () => {
    const port = Number(new URL(server.url).port);
    await server.stop();
    expect(await both.send(mail)).toEqual({ kind: 'accepted' });
    server = await startMailServer({}, port);
    expect(await both.send(mail)).toEqual({ kind: 'accepted' });
    expect(counts()).toEqual([0, 2]);
    now += 31_000;
    expect(await both.send(mail)).toEqual({ kind: 'accepted' });
    expect(counts()).toEqual([1, 2]);
  });

  it('a second that will not send for us ends no mail: it waits for the first', async () => {
    const denied = Object.assign(new Error('5.7.1 relay access denied'), { responseCode: 554 });
    await other.stop();
    other = await startMailServer({ onRcptTo: (_to, _session, done) => done(denied) }, Number(new URL(other.url).port));
    server.recipientAnswers.push(451);
    expect(await both.send(mail)).toMatchObject({ kind: 'deferred' });
    const port = Number(new URL(server.url).port);
    await server.stop();
    for (const _try of ['reached for', 'left alone']) expect(await both.send(mail)).toMatchObject({ kind: 'deferred' });
    server = await startMailServer({}, port);
    expect(await both.send(mail)).toEqual({ kind: 'accepted' });
  });

  it('a mail waits when neither takes it', async () => {
    server.recipientAnswers.push(451);
    other.recipientAnswers.push(451);
    expect(await both.send(mail)).toMatchObject({ kind: 'deferred' });
  });
});
