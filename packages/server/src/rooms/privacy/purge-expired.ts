/**
 * Nothing is kept longer than it is of use: once an hour, rows whose time is over leave in small batches, so that no
 * lock is held long. The job asks for its next run itself; of several nodes that ask, one is heard.
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
const hourMilliseconds = 60 * 60 * 1000;

/** Removes everything that is over and asks for the next run. */
export async function purgeExpired(deps: PurgeDependencies): Promise<void> {
  await schedulePurge(deps, hourMilliseconds);
  for (const purge of deps.purges) {
    while ((await purge(deps.database.reader, batch)) === batch);
  }
}

/** Asks for a run after this time, in place of any other that waits. */
export async function schedulePurge(deps: PurgeDependencies, delayMilliseconds: number): Promise<void> {
  const runAt = new Date(deps.clock.now().getTime() + delayMilliseconds);
  await deps.database.transaction({}, (tx) => deps.jobs.add(tx, purgeTask, {}, { key: purgeTask, runAt }));
}
