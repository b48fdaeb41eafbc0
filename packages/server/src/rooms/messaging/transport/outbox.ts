/**
 * The outbox of development: mails and text messages become files in the data directory instead of leaving the machine.
 * The newest 200 are kept, they outlive a restart, and every process sees them.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../foundation/clock/index.ts';
import type { Delivery, MailTransport, SmsTransport } from './mail-transport.ts';

export type OutboxItem = {
  readonly id: string;
  readonly channel: 'email' | 'sms';
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** RFC 3339, UTC. */
  readonly at: string;
};

export type Outbox = MailTransport & {
  readonly sms: SmsTransport;
  /** Newest first. */
  list(): Promise<OutboxItem[]>;
};

const kept = 200;
const itemFile = /^\d{15}-(?<id>[a-z0-9_]+)\.json$/;

/** An outbox in `<dataDirectory>/outbox`. */
export function createOutbox({ dataDirectory, clock }: { dataDirectory: string; clock: Clock }): Outbox {
  const directory = join(dataDirectory, 'outbox');
  // What was written stays as it is until it is forgotten, and whoever waits for a mail looks often.
  const read = new LRUCache<string, OutboxItem>({ max: kept });
  let latest = 0;

  /** Names of complete items, oldest first. */
  async function names(): Promise<string[]> {
    const found = await readdir(directory).catch(absentAs([]));
    return found.filter((name) => itemFile.test(name)).sort();
  }

  async function itemOf(name: string): Promise<OutboxItem | null> {
    const known = read.get(name);
    if (known !== undefined) return known;
    const text = await readFile(join(directory, name), 'utf8').catch(absentAs(null));
    if (text === null) return null;
    const item = JSON.parse(text) as OutboxItem;
    read.set(name, item);
    return item;
  }

  async function forget(forgotten: readonly string[]): Promise<void> {
    await Promise.all(forgotten.map((name) => rm(join(directory, name), { force: true })));
  }

  async function keep(message: Omit<OutboxItem, 'at'>): Promise<Delivery> {
    // Of two in one millisecond the second is the newer one.
    latest = Math.max(clock.now().getTime(), latest + 1);
    const at = new Date(latest);
    const item: OutboxItem = { ...message, at: at.toISOString() };
    const name = `${String(at.getTime()).padStart(15, '0')}-${message.id}.json`;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    // Written aside and renamed: a reader never meets half a message, whenever the process dies.
    await writeFile(join(directory, `${name}.part`), JSON.stringify(item), { mode: 0o600 });
    await rename(join(directory, `${name}.part`), join(directory, name));
    const present = await names();
    const repeated = present.filter((other) => other !== name && itemFile.exec(other)?.groups?.['id'] === message.id);
    await forget(repeated);
    await forget(present.slice(0, -kept));
    return { kind: 'accepted' };
  }

  return {
    send: ({ messageId, to, subject, text, html }) =>
      keep({ id: messageId, channel: 'email', to, subject, text, html }),
    sms: {
      send: ({ messageId, to, text }) => keep({ id: messageId, channel: 'sms', to, subject: '', text, html: '' }),
    },

    async list() {
      const newest = (await names()).slice(-kept).reverse();
      const items = await Promise.all(newest.map(itemOf));
      return items.filter((item) => item !== null);
    },

    async close() {},
  };
}

// Another process may remove what this one has just seen.
function absentAs<Value>(value: Value): (error: NodeJS.ErrnoException) => Value {
  return (error) => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}
