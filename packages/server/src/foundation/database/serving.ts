/**
 * The serving side of the database: the connections the running server works with.
 */
import type pg from 'pg';
import type { Logger } from '../logging/index.ts';
import { type ConnectionTarget, openPool, openQueries, type Queries } from './connect.ts';
import { createTransactions, type RunTransaction } from './transaction.ts';
import { toRefusal } from './unavailable.ts';

export type Database = {
  /** Single statements outside a transaction, as the serving role. */
  readonly reader: Queries;
  /** Runs `work` in one transaction that holds the locks of the named customers. */
  readonly transaction: RunTransaction;
  /** Tells `listener` after each committed transaction of this process; returns how to stop telling it. */
  onCommit(listener: () => void): () => void;
  /** `role`: the server cannot change the ledger. `trigger-only`: it could but for the trigger. */
  readonly ledgerProtection: 'role' | 'trigger-only';
  /** A pool of its own, straight to PostgreSQL past any pooler, for what needs LISTEN. The caller ends it. */
  openDirectPool(max: number): pg.Pool;
  /** Ends the connections, and the embedded server with them. */
  close(): Promise<void>;
};

/** Opens the serving connections of a migrated database. */
export async function openServing(
  target: ConnectionTarget,
  direct: ConnectionTarget,
  max: number,
  logger: Logger,
): Promise<Database> {
  const pool = openPool(target, { max, logger });
  const reader = openQueries(pool, target);
  const listeners = new Set<() => void>();
  let closing: Promise<void> | undefined;
  const transaction = createTransactions({
    queries: reader,
    logger,
    onCommitted: () => {
      for (const listener of listeners) listener();
    },
  });
  const ledgerProtection = await protectionOf(pool);
  if (ledgerProtection === 'trigger-only') {
    logger.warn(
      'The server acts with the rights of the owner, so only a trigger protects the ledger. Set DATABASE_OWNER_URL to a login apart from DATABASE_URL',
    );
  }
  return {
    reader,
    transaction,
    ledgerProtection,
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    openDirectPool: (size) => openPool(direct, { max: size, logger }),
    close: () => {
      closing ??= pool.end();
      return closing;
    },
  };
}

async function protectionOf(pool: pg.Pool): Promise<'role' | 'trigger-only'> {
  const answer = await pool
    .query<{ may_change: boolean }>(
      `select has_table_privilege('ledger_entries', 'update, delete, truncate') as may_change`,
    )
    .catch(async (error: unknown) => {
      await pool.end();
      throw toRefusal(error);
    });
  return answer.rows[0]?.may_change === false ? 'role' : 'trigger-only';
}
