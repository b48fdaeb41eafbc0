/** The way mails leave the machine, as the settings describe it: one server or two, signed or not. */
import type { Clock } from '../../../foundation/clock/index.ts';
import { type Settings, settingsRefusal } from '../../../foundation/config/index.ts';
import { publicHalfOf } from '../../../foundation/encryption/index.ts';
import { createFallbackTransport } from './fallback.ts';
import type { MailTransport } from './mail-transport.ts';
import { createSmtpTransport } from './smtp.ts';

/** Opens no connection yet. Refuses settings without a mail server, which only development has. */
export function createMailServers(settings: Settings, clock: Clock): MailTransport {
  const { smtpUrl, smtpFallbackUrl, mailFrom, mailDomains, mailSignature: signature } = settings;
  // The settings refuse to be read without these two outside development.
  if (smtpUrl === undefined || mailFrom === undefined) throw new Error('SMTP_URL and MAIL_FROM are needed');
  if (signature !== undefined && publicHalfOf(signature.privateKey) === null)
    throw settingsRefusal([
      'DKIM_PRIVATE_KEY must be an RSA key of 2048 bits or more. Make one with: openssl genrsa 2048',
    ]);
  const shared = { from: mailFrom, domains: mailDomains, signature };
  const first = createSmtpTransport({ url: smtpUrl, ...shared });
  if (smtpFallbackUrl === undefined) return first;
  return createFallbackTransport({ first, second: createSmtpTransport({ url: smtpFallbackUrl, ...shared }), clock });
}
