/**
 * The mailboxes and telephones behind a product in development, which writes its messages into files beside its data and
 * keeps the latest of them only: they are read whenever somebody looks.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Mail, type Mailbox, readMail } from './mailbox.ts';

type Item = {
  readonly id: string;
  readonly channel: 'email' | 'sms';
  readonly to: string;
  readonly subject: string;
  readonly text: string;
};

const pauseMilliseconds = 20;

/** The outbox of the product with this data folder. */
export function openOutbox(dataFolder: string): Mailbox {
  const folder = join(dataFolder, 'outbox');
  const known = new Set<string>();
  const mails: Mail[] = [];
  const byAddress = new Map<string, Mail[]>();

  /** What has come since the last look; true when there was something. */
  function look(): boolean {
    const fresh = namesIn(folder).filter((name) => name.endsWith('.json') && !known.has(name));
    for (const name of fresh.sort()) {
      const mail = readItem(join(folder, name));
      if (mail === undefined) continue;
      known.add(name);
      mails.push(mail);
      byAddress.set(mail.to, [...(byAddress.get(mail.to) ?? []), mail]);
    }
    return fresh.length > 0;
  }

  const mailbox: Mailbox = {
    url: '',
    get mails() {
      look();
      return mails;
    },
    to(address) {
      look();
      return byAddress.get(address) ?? [];
    },
    async newer(address, count, patienceMilliseconds) {
      const until = performance.now() + patienceMilliseconds;
      for (;;) {
        const held = mailbox.to(address);
        if (held.length > count) return held.at(-1);
        const left = until - performance.now();
        if (left <= 0) return undefined;
        await mailbox.next(left);
      }
    },
    async next(patienceMilliseconds) {
      const until = performance.now() + patienceMilliseconds;
      while (!look() && performance.now() < until) await sleep(pauseMilliseconds);
    },
    answerDelay: () => 0,
    close: async () => undefined,
  };
  return mailbox;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Undefined when it was an old one, removed at this very moment. */
function readItem(file: string): Mail | undefined {
  try {
    const { id, channel, to, subject, text } = JSON.parse(readFileSync(file, 'utf8')) as Item;
    return readMail({ to, messageId: id, subject: channel === 'sms' ? text : subject, text, at: performance.now() });
  } catch {
    return undefined;
  }
}
