/** Sends one mail by the settings as they are, past every queue, and says what the mail server answered. */
import { systemClock } from '../../foundation/clock/index.ts';
import { isSingleAddress, type Settings } from '../../foundation/config/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import { createMailServers } from '../../rooms/messaging/index.ts';
import type { Finding } from './finding.ts';

const name = 'test mail';

export async function sendTestMail(settings: Settings, to: string): Promise<Finding> {
  if (settings.smtpUrl === undefined) {
    const remedy = 'Set SMTP_URL and MAIL_FROM: without them mails stay in the outbox of this machine.';
    return { name, ok: false, detail: 'there is no mail server', remedy };
  }
  if (!isSingleAddress(to))
    return { name, ok: false, detail: 'not sent', remedy: 'Give one address, such as ann@example.com.' };
  const text = `This mail shows that ${settings.publicUrl.origin} can send.\n`;
  const transport = createMailServers(settings, systemClock);
  try {
    const mail = {
      messageId: newId('message'),
      to,
      subject: 'A test of your mail server',
      text,
      html: `<p>${text}</p>`,
    };
    const delivery = await transport.send(mail);
    switch (delivery.kind) {
      case 'accepted':
        return { name, ok: true, detail: 'the mail server has taken it; see whether it arrives', remedy: null };
      case 'refused':
        return {
          name,
          ok: false,
          detail: `refused for good (${delivery.status ?? delivery.reason})`,
          remedy: 'Check the address and what your mail server allows.',
        };
      case 'deferred':
        return {
          name,
          ok: false,
          detail: delivery.cause instanceof Error ? delivery.cause.message : 'not taken this time',
          remedy: 'Check SMTP_URL: host, port, user and password, and whether this machine may reach it.',
        };
    }
  } finally {
    await transport.close();
  }
}
