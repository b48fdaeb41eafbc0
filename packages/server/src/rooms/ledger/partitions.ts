/**
 * Keeps the ledger's monthly partitions ahead of the calendar, so that no entry ever falls into the default one.
 */
import type { Clock } from '../../foundation/clock/index.ts';
import type { Database } from '../../foundation/database/index.ts';
import type { Jobs } from '../../foundation/jobs/index.ts';
import type { Logger } from '../../foundation/logging/index.ts';
import { createPartition } from './store/entries.ts';

export const partitionsTask = 'ledger-partitions';

export type PartitionsDependencies = {
  readonly database: Database;
  readonly jobs: Jobs;
  readonly logger: Logger;
  readonly clock: Clock;
};

const monthsAhead = [0, 1, 2];
const dayMilliseconds = 86_400_000;

/** Creates what is missing of this month and the next two, and asks for the same again in a day. */
export async function ensurePartitions({ database, jobs, logger, clock }: PartitionsDependencies): Promise<void> {
  for (const months of monthsAhead) {
    try {
      await createPartition(database.reader, months);
    } catch (error) {
      // Entries then go to the default partition: slower to read one day, never lost.
      logger.error('a partition of the ledger could not be created', { months, error });
    }
  }
  const runAt = new Date(clock.now().getTime() + dayMilliseconds);
  await database.transaction({}, (tx) => jobs.add(tx, partitionsTask, {}, { key: partitionsTask, runAt }));
}
