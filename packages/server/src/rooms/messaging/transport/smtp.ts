/**
 * Sends by SMTP. Beyond this machine the connection is always encrypted; a mail has exactly one receiver, headers
 * cannot be forged through any value, and nothing in it can make this server read a file or open an address.
 */
import { createTransport } from 'nodemailer';
import { isSingleAddress, readSender, type Sender } from '../../../foundation/config/index.ts';
import type { Delivery, MailSender, MailTransport } from './mail-transport.ts';
import { smtpStatus } from './smtp-status.ts';

export type SmtpSettings = {
  /** `smtp://` (upgraded by STARTTLS) or `smtps://`, with user and password where needed. */
  readonly url: string;
  /** `no-reply@example.com` or `Example <no-reply@example.com>`: the envelope's sender, and the one people see by default. */
  readonly from: string;
  /** Further domains that senders may be of: the operator has set them up for mail. */
  readonly domains?: readonly string[] | undefined;
  /** Signs every mail (RFC 6376); without it the mail server may do so. */
  readonly signature?: { readonly domain: string; readonly selector: string; readonly privateKey: string } | undefined;
};

/** Opens connections when they are needed and keeps a few of them. */
export function createSmtpTransport(settings: SmtpSettings): MailTransport {
  const ours = readSender(settings.from);
  if (ours === null) throw new Error('the sender of mails is not an e-mail address');
  const domains = new Set([ours.host, ...(settings.domains ?? [])]);
  const { signature } = settings;
  const mailer = createTransport({
    ...connection(new URL(settings.url)),
    ...(signature === undefined
      ? {}
      : {
          dkim: {
            domainName: signature.domain,
            keySelector: signature.selector,
            privateKey: signature.privateKey,
          },
        }),
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
      const { from, replyTo } = dress(ours, domains, mail.sender ?? {});
      const to = { name: '', address: mail.to };
      try {
        await mailer.sendMail({
          from,
          to,
          ...(replyTo === undefined ? {} : { replyTo: { name: '', address: replyTo } }),
          // Always ours: SPF is asked about the domain in the envelope, and what bounces comes back to the operator.
          envelope: { from: { name: '', address: ours.address }, to },
          subject: oneLine(mail.subject),
          text: mail.text,
          html: mail.html,
          messageId: `<${oneLine(mail.messageId)}@${ours.host}>`,
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

/** Whom a mail is from. A tenant's own address counts where its domain is set up; elsewhere it receives the answers. */
function dress(ours: Sender, domains: ReadonlySet<string>, wanted: MailSender) {
  const name = oneLine(wanted.name ?? ours.name);
  const own = wanted.address === undefined ? null : readSender(wanted.address);
  const isOurs = own !== null && domains.has(own.host);
  const answers = wanted.replyTo ?? (isOurs ? undefined : own?.address);
  return {
    from: { name, address: isOurs ? own.address : ours.address },
    replyTo: answers !== undefined && isSingleAddress(answers) ? answers : undefined,
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
    const status = smtpStatus('response' in error ? error.response : undefined);
    if (permanent && error.command === 'RCPT TO') return { kind: 'refused', reason: 'recipient_refused', status };
    if (permanent && error.command === 'DATA') return { kind: 'refused', reason: 'content_refused', status };
  }
  return { kind: 'deferred', cause: error };
}
