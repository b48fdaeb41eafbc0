/**
 * A whole server for a test: real HTTP on loopback, a database of its own, the outbox of development as its mailbox.
 */
import { rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { composeHouse, type House } from '../src/compose.ts';
import { systemClock } from '../src/foundation/clock/index.ts';
import { readSettings } from '../src/foundation/config/index.ts';
import { openMasterKey } from '../src/foundation/encryption/index.ts';
import type { Logger } from '../src/foundation/logging/index.ts';
import { createMetrics } from '../src/foundation/telemetry/index.ts';
import { createOutbox, type OutboxItem } from '../src/rooms/messaging/index.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { makeFastFolder } from './fast-folder.ts';
import { silentLogger } from './silent-logger.ts';
import { createVisitor, type Visitor, type VisitorOptions } from './visitor.ts';

export type TestHouse = {
  readonly house: House;
  readonly port: number;
  readonly origin: string;
  readonly sql: TestDatabase['sql'];
  readonly database: TestDatabase['database'];
  /** The owner's own way in, for what must be held open. */
  readonly ownerUrl: string;
  /** A browser without JavaScript: cookies, redirects, forms. */
  visitor(options?: VisitorOptions): Visitor;
  /** All mails sent so far, newest first. */
  mails(): Promise<OutboxItem[]>;
  /** Waits for the newest mail to this address. */
  mailTo(address: string, count?: number): Promise<OutboxItem>;
  /** Another server over the same database: a second node, or this one after a restart. */
  anotherNode(): Promise<{ readonly port: number; stop(): Promise<void> }>;
  stop(): Promise<void>;
};

/** Starts a server; every setting may be overridden by its environment name. */
export async function startTestHouse(
  environment: Readonly<Record<string, string>> = {},
  logger: Logger = silentLogger,
  // Tests play attackers all day: what is noticed of them is switched on by those that are about it.
  { levelFor, detects = false }: Pick<Parameters<typeof composeHouse>[0], 'levelFor' | 'detects'> = {},
): Promise<TestHouse> {
  const dataDirectory = makeFastFolder();
  const origin = environment['PUBLIC_URL'] ?? 'http://localhost:4000';
  const settings = readSettings({
    PUBLIC_URL: origin,
    DATA_DIR: dataDirectory,
    TRUSTED_PROXIES: '127.0.0.1/32',
    ...environment,
  });
  const { database, sql, drop, urls } = await createTestDatabase();
  const { masterKey } = await openMasterKey({ queries: database.reader, dataDirectory, given: settings.masterKey });
  const openNode = async () => {
    const metrics = createMetrics();
    const node = await composeHouse({
      settings,
      clock: systemClock,
      logger,
      metrics,
      database,
      masterKey,
      levelFor,
      detects,
    });
    await node.start();
    await node.app.listen({ host: '127.0.0.1', port: 0 });
    return { node, port: (node.app.server.address() as AddressInfo).port };
  };
  const { node: house, port } = await openNode();
  const outbox = createOutbox({ dataDirectory, clock: systemClock });
  const host = new URL(origin).host;

  async function mailTo(address: string, count = 1): Promise<OutboxItem> {
    for (let tries = 0; tries < 800; tries += 1) {
      const mails = (await outbox.list()).filter((mail) => mail.to === address);
      if (mails.length >= count && mails[0] !== undefined) return mails[0];
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`no mail number ${count} to ${address} within twenty seconds`);
  }

  return {
    house,
    port,
    origin,
    sql,
    database,
    ownerUrl: urls.owner,
    visitor: (options = {}) => createVisitor({ port, host, origin, ...options }),
    mails: () => outbox.list(),
    mailTo,
    async anotherNode() {
      const { node, port: itsPort } = await openNode();
      return { port: itsPort, stop: () => node.stop() };
    },
    async stop() {
      await house.stop();
      await drop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
