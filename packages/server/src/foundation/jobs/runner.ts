/**
 * Runs jobs with graphile-worker. A runner that fails is replaced by a new one; jobs that a dead runner had taken are
 * given back, see claims.ts.
 */
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Runner as GraphileRunner, run, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import type { Database } from '../database/index.ts';
import type { Logger } from '../logging/index.ts';
import { plain } from '../logging/index.ts';
import { type Claims, createClaims } from './claims.ts';
import { nameOfFailure, runnerLog } from './runner-log.ts';

// Without a batch, a result that could not be recorded is dropped and its job stays taken for hours; with one, the runner
// ends, a new one begins, and the job is given back.
const settlingInBatches: GraphileConfig.Preset = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

export type Tasks = Readonly<Record<string, (payload: unknown) => Promise<void>>>;

export type Runner = { start(tasks: Tasks): Promise<void>; stop(): Promise<void> };

type Dependencies = { database: Pick<Database, 'openDirectPool'>; logger: Logger; concurrency: number };

const pollMilliseconds = 1_000; // for jobs of a later time; new ones are announced at once
const pauseMilliseconds = 500;
const patienceMilliseconds = 2_000;
const failuresBeforeRestart = 3; // of each worker, one poll apart

export function createRunner({ database, logger, concurrency }: Dependencies): Runner {
  let stopping = new AbortController();
  let working: Promise<void> = Promise.resolve();
  let current: GraphileRunner | undefined;
  const running = new Set<Promise<void>>();

  async function keepRunning(claims: Claims, tasks: Tasks, started: () => void): Promise<void> {
    while (!stopping.signal.aborted) {
      const pool = database.openDirectPool(concurrency + 1);
      try {
        await runOnce(pool, claims, tasks, started);
        if (!stopping.signal.aborted) logger.warn('The job runner ended and is started again');
      } catch (error) {
        logger.warn('The job runner failed and is started again', { error });
      }
      claims.release();
      await Promise.race([pool.end(), sleep(patienceMilliseconds)]).catch(() => undefined);
      await sleep(pauseMilliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  async function runOnce(pool: pg.Pool, claims: Claims, tasks: Tasks, started: () => void): Promise<void> {
    const events: WorkerEvents = new EventEmitter();
    let id = '';
    events.on('pool:create', ({ workerPool }) => {
      id = workerPool.id;
    });
    // Its own end can hang when the database is gone; it is waited for only as long as our tasks run, and a little more.
    const abandoned = new Promise<void>((resolve) => {
      events.once('pool:gracefulShutdown', async () => {
        await Promise.allSettled(running);
        await sleep(patienceMilliseconds);
        resolve();
      });
    });
    const runner = await run({
      pgPool: pool,
      taskList: guarded(tasks, running, logger),
      concurrency,
      pollInterval: pollMilliseconds,
      noHandleSignals: true,
      preset: settlingInBatches,
      events,
      logger: runnerLog(logger),
    });
    current = runner;
    claims.hold(id);
    started();
    restartWhenStuck(events, concurrency, () => void runner.stop().catch(() => undefined));
    if (stopping.signal.aborted) void runner.stop().catch(() => undefined);
    await Promise.race([runner.promise, abandoned]);
  }

  return {
    async start(tasks) {
      stopping = new AbortController();
      const pool = database.openDirectPool(1);
      const claims = createClaims(pool, logger);
      await new Promise<void>((resolve) => {
        working = keepRunning(claims, tasks, resolve).finally(async () => {
          resolve();
          await claims.close();
          await pool.end();
        });
      });
    },
    async stop() {
      stopping.abort();
      void current?.stop().catch(() => undefined);
      await working;
      await Promise.allSettled(running);
      current = undefined;
    },
  };
}

// A connection lost at the wrong moment is remembered by graphile-worker as the answer to every later look at the queue.
function restartWhenStuck(events: WorkerEvents, concurrency: number, restart: () => void): void {
  let failures = 0;
  for (const event of ['worker:getJob:empty', 'job:start'] as const) {
    events.on(event, () => {
      failures = 0;
    });
  }
  events.on('worker:getJob:error', () => {
    failures++;
    if (failures === failuresBeforeRestart * concurrency) restart();
  });
}

// A failure is kept in the job's row, where a dump would show it: its name is kept, its text goes to the log alone.
function guarded(tasks: Tasks, running: Set<Promise<void>>, logger: Logger): Tasks {
  const wrapped: Record<string, (payload: unknown) => Promise<void>> = {};
  for (const [name, task] of Object.entries(tasks)) {
    wrapped[name] = async (payload) => {
      const work = Promise.resolve(payload).then(task);
      running.add(work);
      try {
        await work;
      } catch (error) {
        logger.warn('A job failed and will be tried again, unless it was its last try', { task: plain(name), error });
        throw new Error(nameOfFailure(error));
      } finally {
        running.delete(work);
      }
    };
  }
  return wrapped;
}
