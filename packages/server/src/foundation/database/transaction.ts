/**
 * Transactions. A transaction names the customers it will write and holds each one's lock from before its first write
 * until it ends: one writer per customer, so transaction ids of one customer rise in the true order.
 */
import { type Transaction as KyselyTransaction, sql } from 'kysely';
import type { Logger } from '../logging/index.ts';
import type { Queries } from './connect.ts';
import type { Tables } from './tables.ts';

export type Transaction = KyselyTransaction<Tables> & {
  /** The customers whose lock this transaction holds. */
  readonly lockedCustomers: ReadonlySet<string>;
  /** Runs `work` once the transaction has been committed; never after a rollback. For wake-up calls, not for duties. */
  afterCommit(work: () => void): void;
};

export type TransactionOptions = {
  /** The ids of the customers that `work` may write about. */
  readonly customers?: readonly string[];
};

export type RunTransaction = <T>(options: TransactionOptions, work: (tx: Transaction) => Promise<T>) => Promise<T>;

/** A name as ids and digests are written, which means the same wherever it stands in a statement. */
function plainName(name: string): string {
  if (!/^[\w-]{1,100}$/.test(name)) throw new Error('Only ids and digests can be locked.');
  return name;
}

export function createTransactions(dependencies: {
  queries: Queries;
  logger: Logger;
  onCommitted: () => void;
}): RunTransaction {
  const { queries, logger, onCommitted } = dependencies;

  function runSafely(work: () => void): void {
    try {
      work();
    } catch (error) {
      logger.error('Work after a commit failed', { error: error instanceof Error ? error : undefined });
    }
  }

  return async (options, work) => {
    // Sorted, so that two transactions over the same customers can never wait for each other.
    const customers = [...new Set(options.customers ?? [])].sort();
    const afterwards: (() => void)[] = [];
    const result = await queries.transaction().execute(async (plain) => {
      if (customers.length > 0) {
        // Written out, without parameters, so that it travels together with the beginning of the transaction.
        const named = sql.join(customers.map((customer) => sql.lit(plainName(customer))));
        await sql`select pg_advisory_xact_lock(hashtextextended(customer, 0)) from unnest(array[${named}]) customer`.execute(
          plain,
        );
      }
      const tx: Transaction = Object.assign(plain, {
        lockedCustomers: new Set(customers),
        afterCommit: (then: () => void) => {
          afterwards.push(then);
        },
      });
      return await work(tx);
    });
    for (const then of afterwards) runSafely(then);
    runSafely(onCommitted);
    return result;
  };
}
