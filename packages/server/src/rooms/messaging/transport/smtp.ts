/**
 * Sends by SMTP. Beyond this machine the connection is always encrypted; a mail has exactly one receiver, headers
 * cannot be forged through any value, and nothing in it can make this server read a file or open an address.
 */
import { createTransport } from 'nodemailer';
import { isSingleAddress, parseSender } from './mail-address.ts';
import type { Delivery, MailTransport } from './mail-transport.ts';

export type SmtpSettings = {
  /** `smtp://` (upgraded by STARTTLS) or `smtps://`, with user and password where needed. */
  readonly url: string;
  /** `no-reply@example.com` or `Example <no-reply@example.com>`. */
  readonly from: string;
};

/** Opens connections when they are needed and keeps a few of them. */
export function createSmtpTransport(settings: SmtpSettings): MailTransport {
  const sender = parseSender(settings.from);
  const mailer = createTransport({
    ...connection(new URL(settings.url)),
    pool: true,
    maxConnections: 4,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    dnsTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  return {
    async send(mail) {
      if (!isSingleAddress(mail.to)) return { kind: 'refused', reason: 'address_invalid' };
      try {
        await mailer.sendMail({
          from: { name: sender.name, address: sender.address },
          to: { name: '', address: mail.to },
          subject: oneLine(mail.subject),
          text: mail.text,
          html: mail.html,
          messageId: `<${oneLine(mail.messageId)}@${sender.host}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
        return { kind: 'accepted' };
      } catch (error) {
        return judge(error);
      }
    },
    async close() {
      mailer.close();
    },
  };
}

// Options in the query of the address are ignored: they could switch off the checks of certificates.
function connection(url: URL) {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'smtps:';
  const local = host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
  const auth = url.username === '' ? {} : { auth: { user: decode(url.username), pass: decode(url.password) } };
  return {
    host,
    port: url.port === '' ? (secure ? 465 : local ? 25 : 587) : Number(url.port),
    secure,
    ...(local && !secure ? { ignoreTLS: true } : { requireTLS: !secure }),
    ...auth,
  };
}

const decode = (text: string) => decodeURIComponent(text);

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

// Only what the server says for good about this receiver or this content ends the message. A refused sign-in or
// sender is the operator's to mend, and the message waits for it.
function judge(error: unknown): Delivery {
  if (typeof error === 'object' && error !== null && 'responseCode' in error && 'command' in error) {
    const permanent = typeof error.responseCode === 'number' && error.responseCode >= 500 && error.responseCode < 600;
    if (permanent && error.command === 'RCPT TO') return { kind: 'refused', reason: 'recipient_refused' };
    if (permanent && error.command === 'DATA') return { kind: 'refused', reason: 'content_refused' };
  }
  return { kind: 'deferred', cause: error };
}
