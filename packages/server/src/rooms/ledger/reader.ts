/**
 * A reader of the ledger: it claims lanes that have settled entries, reads them batch by batch, and rests. It wakes at
 * once after a commit of this process and looks by itself for what other nodes wrote. It keeps nothing in memory.
 */
import type { Database, Transaction } from '../../foundation/database/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import { type Logger, plain } from '../../foundation/logging/index.ts';
import type { Metrics } from '../../foundation/telemetry/index.ts';
import type { LedgerEntry } from './entry.ts';
import { laneOf } from './lane.ts';
import { readLane } from './read-lane.ts';
import { claimLanes, createLanes } from './store/lanes.ts';
import { createWakeSignal } from './wake-signal.ts';

export type ReaderOptions = {
  /** Under this name the reader remembers how far it has come; all nodes share it. */
  readonly name: string;
  /**
   * Handles entries in order. Its transaction carries no side effects but those in the database. Keep it short: while
   * it has written and not ended, no reader can see past it.
   */
  readonly handle: (tx: Transaction, entries: readonly LedgerEntry[]) => Promise<void>;
  /** The events that it handles, and that wake it at once; all when absent. Others it is mostly spared. */
  readonly handles?: ReadonlySet<string>;
  /** After this time without an answer another node may take the lane over. */
  readonly leaseSeconds?: number;
  /** How often to look for what other nodes wrote. */
  readonly pollMilliseconds?: number;
};

export type Reader = {
  start(): void;
  /** Finishes the batches that are running, and reads no more. */
  stop(): Promise<void>;
};

const batchLimit = 100;
const lanesAtOnce = 4;
const firstLookMilliseconds = 20;
const longestLookMilliseconds = 250;
const longestOutagePauseMilliseconds = 5_000;

export type ReaderDependencies = {
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics?: Metrics | undefined;
};

/** Told the events of each committed transaction of this process. */
export type AppendListener = (events: readonly string[]) => void;

/** `listeners` holds the wake-up calls of the readers that run in this process. */
export function createReader(deps: ReaderDependencies, listeners: Set<AppendListener>, options: ReaderOptions): Reader {
  const { name, handle, handles, leaseSeconds = 30, pollMilliseconds = 500 } = options;
  const logger = deps.logger.child({ reader: plain(name) });
  const lanes = { database: deps.database, logger, handle, batchLimit };
  const holder = newId('node');
  // Nodes drift apart by up to a quarter, so that they do not all look in the same moment.
  const pause = pollMilliseconds * (1 + laneOf(holder) / 64);
  const signal = createWakeSignal();
  const listener: AppendListener = (events) => {
    if (handles === undefined || events.some((event) => handles.has(event))) signal.wake();
  };
  const request = {
    ...{ reader: name, holder, leaseSeconds, limit: lanesAtOnce, window: batchLimit },
    handles: handles === undefined ? null : [...handles],
  };
  let stopping = false;
  let running: Promise<void> | null = null;

  async function round(): Promise<'read' | 'soon' | 'idle'> {
    const { claims, unsettled, hasMore, lagSeconds } = await claimLanes(deps.database.reader, request);
    deps.metrics?.readerLag(name, lagSeconds);
    const finished = await Promise.all(claims.map((claim) => readLane(lanes, claim)));
    if (finished.some(Boolean) || hasMore) return 'read';
    return unsettled || claims.length > 0 ? 'soon' : 'idle';
  }

  async function run(): Promise<void> {
    let prepared = false;
    let looks = 0;
    let outages = 0;
    while (!stopping) {
      signal.clear();
      try {
        if (!prepared) await createLanes(deps.database.reader, name);
        prepared = true;
        const outcome = await round();
        if (outages > 0) logger.info('the ledger can be read again');
        outages = 0;
        looks = outcome === 'soon' ? looks + 1 : 0;
        if (outcome === 'soon') {
          await signal.wait(Math.min(firstLookMilliseconds * 1.25 ** (looks - 1), longestLookMilliseconds));
        } else if (outcome === 'idle') await signal.wait(pause);
      } catch (error) {
        if (outages === 0) logger.warn('the ledger cannot be read at the moment', { error });
        outages += 1;
        await signal.wait(Math.min(pause * 2 ** Math.min(outages, 8), longestOutagePauseMilliseconds));
      }
    }
  }

  return {
    start() {
      if (running !== null) return;
      stopping = false;
      listeners.add(listener);
      running = run();
    },
    async stop() {
      stopping = true;
      listeners.delete(listener);
      signal.wake();
      await running;
      running = null;
    },
  };
}
