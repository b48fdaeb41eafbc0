/**
 * Nothing is kept longer than it is of use: once an hour, rows whose time is over leave in small batches, so that no
 * lock is held long. The job asks for itself again, in the transaction of its own run.
 */
import type { Clock } from '../../foundation/clock/index.ts';
import type { Database, Queries } from '../../foundation/database/index.ts';
import type { Jobs } from '../../foundation/jobs/index.ts';

/** Removes at most `limit` rows whose time is over and says how many went. */
export type Purge = (queries: Queries, limit: number) => Promise<number>;

export type PurgeDependencies = {
  readonly database: Database;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly purges: readonly Purge[];
};

export const purgeTask = 'purge-expired';
const batch = 1000;
const hour = 60 * 60 * 1000;

/** Removes everything that is over and asks for the next run. */
export async function purgeExpired(deps: PurgeDependencies): Promise<void> {
  for (const purge of deps.purges) {
    while ((await purge(deps.database.reader, batch)) === batch);
  }
  await scheduleNext(deps);
}

async function scheduleNext({ database, jobs, clock }: PurgeDependencies): Promise<void> {
  const runAt = new Date(clock.now().getTime() + hour);
  await database.transaction({}, (tx) => jobs.add(tx, purgeTask, {}, { key: purgeTask, runAt }));
}
