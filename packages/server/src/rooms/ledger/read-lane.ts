/**
 * One batch of one lane: read, handle and advance in a single transaction, which commits only while the lane is still
 * held. So effects in the database happen exactly once, whoever dies when.
 */
import type { Database, Transaction } from '../../foundation/database/index.ts';
import type { Logger } from '../../foundation/logging/index.ts';
import type { LedgerEntry } from './entry.ts';
import { readSettled } from './store/entries.ts';
import { advance, type Claim, postpone } from './store/lanes.ts';

export type ReadLaneDependencies = {
  readonly database: Database;
  readonly logger: Logger;
  readonly handle: (tx: Transaction, entries: readonly LedgerEntry[]) => Promise<void>;
  readonly batchLimit: number;
};

/** Reads one batch; says whether it was finished. A failure is logged and postpones this lane alone; nothing is ever skipped. */
export async function readLane(deps: ReadLaneDependencies, claim: Claim): Promise<boolean> {
  const { database, logger } = deps;
  const lost = new Error('another node holds the lane');
  try {
    await database.transaction({}, async (tx) => {
      const { entries, end } = await readSettled(tx, claim.lane, claim.position, deps.batchLimit);
      if (entries.length > 0) await deps.handle(tx, entries);
      if (!(await advance(tx, claim, end ?? claim.position))) throw lost;
    });
    return true;
  } catch (error) {
    const fields = { lane: claim.lane };
    if (error === lost) {
      logger.warn('a ledger lane was taken over before its batch was finished', fields);
      return false;
    }
    logger.error('a batch of the ledger failed and will be repeated', { ...fields, error });
    await postpone(database.reader, claim).catch((cause: unknown) => {
      // The lease ends by itself, and this reader may take its own lease again.
      logger.warn('a ledger lane could not be given back', { ...fields, error: cause });
    });
    return false;
  }
}
