/**
 * The door of jobs: work that must happen after a commit, even when this process dies in between. Each job runs at
 * least once, so a task must bear being run again.
 */
import { sql } from 'kysely';
import type { Database, Transaction } from '../database/index.ts';
import type { Logger } from '../logging/index.ts';
import { createRunner, type Tasks } from './runner.ts';

export { jobsStatus, type TaskStatus } from './status.ts';

export type JobOptions = {
  /** Of the waiting jobs with one key only the latest remains. */
  readonly key?: string;
  readonly runAt?: Date;
  /** How often it is tried, with growing pauses, before it is left as failed; 25 when absent. */
  readonly maxAttempts?: number;
  /** Jobs of one queue run one after the other. */
  readonly queue?: string;
};

export type Jobs = {
  /** Adds a job that exists if and only if `tx` commits. The payload carries references, never personal data. */
  add(tx: Transaction, task: string, payload: object, options?: JobOptions): Promise<void>;
  /** Begins to run jobs, and keeps on through losses of the database. Call it once. */
  start(tasks: Tasks): Promise<void>;
  /** Takes no further jobs and waits for the running ones. */
  stop(): Promise<void>;
};

/** Jobs over the database's own queue. */
export function createJobs(dependencies: {
  readonly database: Pick<Database, 'openDirectPool'>;
  readonly logger: Logger;
  /** How many jobs run at once in this process. */
  readonly concurrency?: number;
}): Jobs {
  const { database, logger, concurrency = 4 } = dependencies;
  const runner = createRunner({ database, logger, concurrency });
  return {
    async add(tx, task, payload, options = {}) {
      await sql`select graphile_worker.add_job(
        identifier => ${task}::text,
        payload => ${JSON.stringify(payload)}::json,
        queue_name => ${options.queue ?? null}::text,
        run_at => ${options.runAt ?? null}::timestamptz,
        max_attempts => ${options.maxAttempts ?? null}::int,
        job_key => ${options.key ?? null}::text
      )`.execute(tx);
    },
    start: (tasks) => runner.start(tasks),
    stop: () => runner.stop(),
  };
}
