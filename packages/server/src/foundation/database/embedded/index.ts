/**
 * Our own PostgreSQL: one server in DATA_DIR that starts and stops with Cardea, is taken over when a killed Cardea left
 * it running, comes back when it dies, and is never served by two at once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Clock } from '../../clock/index.ts';
import { settingsRefusal } from '../../config/index.ts';
import type { Logger } from '../../logging/index.ts';
import { findBinaries } from './binaries.ts';
import { ensureCluster, ownerLogin } from './cluster.ts';
import { contact, takeLock } from './guard.ts';
import { choosePlaces, type Places, removeTemporaryFolder } from './places.ts';
import { type Child, findPostmaster, lastWords, spawnPostgres, stopPostmaster } from './postmaster.ts';

export type EmbeddedPostgres = {
  /** How the owner of everything connects; the server takes on the serving role with the same login. */
  readonly ownerUrl: string;
  /** Whether a server that was running already has been taken over. */
  readonly adopted: boolean;
  /** Shuts the server down cleanly and waits until it is gone. */
  stop(): Promise<void>;
};

const databaseName = 'cardea';
const startPatienceMilliseconds = 10_000;

/** Starts or takes over the server of a data directory; refuses, with a sentence, when another Cardea serves it. */
export async function startEmbeddedPostgres(options: {
  dataDirectory: string;
  logger: Logger;
  clock: Clock;
  /** Called when the server had died and another Cardea serves the directory by now: this one must end. */
  onLost?: (error: unknown) => void;
}): Promise<EmbeddedPostgres> {
  const { logger, clock } = options;
  const places = choosePlaces(options.dataDirectory);
  const binaries = findBinaries(places.account);
  const password = await ensureCluster(places, binaries);
  const urlOf = (name: string): string => ownerUrlOf(places, password, name);

  let stopping = false;
  let child: Child | undefined;
  let recovering: Promise<void> = Promise.resolve();

  /** Reaches the server, starting it as often as needed; gives up only when `patience` is spent without any life. */
  async function reach(patience: number): Promise<pg.Client | undefined> {
    const began = clock.monotonicMilliseconds();
    let pause = 50;
    while (!stopping) {
      const answer = await contact(urlOf('postgres'));
      if (answer.outcome === 'connected') return answer.client;
      if (answer.outcome === 'refused') {
        throw settingsRefusal([`The database in ${places.cluster} does not let us in: ${answer.error.message}`]);
      }
      // Alive, but not listening yet: replaying its log after a crash can take long, and must not be disturbed.
      const alive = answer.outcome === 'starting' || findPostmaster(places) !== undefined || child?.exited === false;
      if (alive) {
        await sleep(20);
        continue;
      }
      if (clock.monotonicMilliseconds() - began > patience) {
        throw settingsRefusal([`The database in ${places.cluster} does not start: ${lastWords(places)}`]);
      }
      if (child !== undefined) await sleep(pause);
      pause = Math.min(pause * 2, 250);
      child = await spawnPostgres(places, binaries);
    }
    return undefined;
  }

  async function hold(client: pg.Client): Promise<void> {
    try {
      await takeLock(client, places.dataDirectory, clock);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.once('end', () => {
      if (!stopping) recovering = recover();
    });
  }

  async function recover(): Promise<void> {
    logger.error('The database was lost; it is being started again');
    while (!stopping) {
      try {
        const client = await reach(Number.POSITIVE_INFINITY);
        if (client === undefined) return;
        guard = client;
        await hold(client);
        logger.info('The database is back');
        return;
      } catch (error) {
        if (error instanceof Error && error.name === 'SettingsRefusal') {
          logger.error('The database cannot be served any longer', { error });
          options.onLost?.(error);
          return;
        }
        await sleep(200);
      }
    }
  }

  const first = await reach(startPatienceMilliseconds);
  if (first === undefined) throw new Error('The start was cancelled');
  let guard = first;
  const adopted = child === undefined;
  await hold(first);

  async function stop(): Promise<void> {
    if (stopping) return;
    stopping = true;
    await recovering; // it may be about to start the server once more
    await stopPostmaster(places, clock, child);
    removeTemporaryFolder(places);
    await guard.end().catch(() => undefined);
  }

  await ensureDatabase(first).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  if (adopted) logger.warn('A database left running by an earlier Cardea was taken over');
  return { ownerUrl: urlOf(databaseName), adopted, stop };
}

/**
 * How the owner connects to the server that runs for this directory already, or undefined when none does. Nothing is
 * started, locked or stopped: it is for a second process that works beside the one that serves.
 */
export async function findEmbeddedPostgres(dataDirectory: string, clock: Clock): Promise<string | undefined> {
  const places = choosePlaces(dataDirectory);
  const began = clock.monotonicMilliseconds();
  while (findPostmaster(places) !== undefined) {
    const password = await ensureCluster(places, findBinaries(places.account));
    const url = ownerUrlOf(places, password, databaseName);
    const answer = await contact(url);
    if (answer.outcome === 'connected') {
      await answer.client.end();
      return url;
    }
    if (clock.monotonicMilliseconds() - began > startPatienceMilliseconds) return undefined;
    await sleep(50);
  }
  return undefined;
}

function ownerUrlOf(places: Places, password: string, database: string): string {
  return `postgresql://${ownerLogin}:${password}@localhost/${database}?host=${encodeURIComponent(places.socketFolder)}`;
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const known = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
  if (known.rowCount === 0) await client.query(`create database ${databaseName}`);
}
