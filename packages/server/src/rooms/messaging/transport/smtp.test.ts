import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../../test/mail-server.ts';
import type { MailTransport } from './mail-transport.ts';
import { createSmtpTransport } from './smtp.ts';

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
    expect(await transport.send(mail)).toEqual({ kind: 'refused', reason: 'recipient_refused' });
    server.contentAnswers.push(554);
    expect(await transport.send(mail)).toEqual({ kind: 'refused', reason: 'content_refused' });
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
