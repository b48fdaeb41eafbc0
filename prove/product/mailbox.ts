/**
 * The mail server of a proof, and the mailboxes behind it: which mails each address holds, and what they say.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startMailServer } from '../../packages/server/test/mail-server.ts';

export type Mail = {
  readonly to: string;
  readonly messageId: string;
  /** Just before the mail server answered that it has taken the mail. */
  readonly at: number;
  readonly code: string | undefined;
  readonly linkToken: string | undefined;
  /** The first link of ours that carries a secret, whatever it is for. */
  readonly link: { readonly page: string; readonly token: string } | undefined;
};

export type Mailbox = {
  readonly url: string;
  /** Every mail taken, oldest first. */
  readonly mails: readonly Mail[];
  to(address: string): readonly Mail[];
  /** Waits for more than `known` mails to an address; undefined when none came in time. */
  newer(address: string, known: number, patienceMilliseconds: number): Promise<Mail | undefined>;
  /** Resolves when the next mail has been taken and is not answered yet, or when the time is over. */
  next(patienceMilliseconds: number): Promise<void>;
  /** How long the mail server keeps its answer back, asked for each mail. */
  answerDelay: () => number;
  close(): Promise<void>;
};

export async function openMailbox(): Promise<Mailbox> {
  const server = await startMailServer();
  const mails: Mail[] = [];
  const byAddress = new Map<string, Mail[]>();
  let waiting: (() => void)[] = [];

  server.onAccepted = async () => {
    for (const received of server.received.splice(0)) {
      const header = (name: string) => received.headers.find((line) => line.toLowerCase().startsWith(`${name}:`)) ?? '';
      const mail = readMail({
        to: received.to[0] ?? '',
        messageId: /<([^@>]+)@/.exec(header('message-id'))?.[1] ?? '',
        subject: header('subject'),
        text: received.raw.replace(/=\r\n/g, '').replaceAll('=3D', '='),
        at: received.at,
      });
      mails.push(mail);
      byAddress.set(mail.to, [...(byAddress.get(mail.to) ?? []), mail]);
    }
    for (const wake of waiting.splice(0)) wake();
    const delay = mailbox.answerDelay();
    if (delay > 0) await sleep(delay);
  };

  const mailbox: Mailbox = {
    url: server.url,
    mails,
    to: (address) => byAddress.get(address) ?? [],
    async newer(address, known, patienceMilliseconds) {
      const until = performance.now() + patienceMilliseconds;
      for (;;) {
        const held = mailbox.to(address);
        if (held.length > known) return held.at(-1);
        const left = until - performance.now();
        if (left <= 0) return undefined;
        await mailbox.next(left);
      }
    },
    async next(patienceMilliseconds) {
      const over = new AbortController();
      const taken = new Promise<void>((resolve) => waiting.push(resolve));
      const late = sleep(patienceMilliseconds, undefined, { signal: over.signal }).catch(() => undefined);
      await Promise.race([taken, late]);
      over.abort();
    },
    answerDelay: () => 0,
    async close() {
      waiting = [];
      await server.stop();
    },
  };
  return mailbox;
}

/** What a message says. */
export function readMail(message: {
  readonly to: string;
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly at: number;
}): Mail {
  const { to, messageId, subject, text, at } = message;
  const [, page, token] = /\/([a-z-]+(?:\/link)?)\?token=([\w-]{43})/.exec(text) ?? [];
  return {
    to,
    at,
    messageId,
    code: /\b(\d{3}) ?(\d{3})\b/.exec(subject)?.slice(1).join(''),
    linkToken: page === 'verify/link' ? token : undefined,
    link: page === undefined || token === undefined ? undefined : { page, token },
  };
}
