/**
 * Transactions. A transaction names the customers it will write and holds each one's lock from before its first write
 * until it ends: one writer per customer, so transaction ids of one customer rise in the true order.
 */
import { type Transaction as KyselyTransaction, sql } from 'kysely';
import type { Logger } from '../logging/index.ts';
import type { Queries } from './connect.ts';
import { type FilledPart, runParts } from './prepared.ts';
import type { Tables } from './tables.ts';

export type Transaction = KyselyTransaction<Tables> & {
  /** The customers whose lock this transaction holds. */
  readonly lockedCustomers: ReadonlySet<string>;
  /**
   * Writes this last, together with everything else that waits for the end, in as few statements as there can be.
   * `then` is told what was returned, and may write more. For what nothing in this transaction reads.
   */
  lastly(part: FilledPart, then?: (rows: readonly unknown[]) => void | Promise<void>): void;
  /** Runs `work` once the transaction has been committed; never after a rollback. For wake-up calls, not for duties. */
  afterCommit(work: () => void): void;
};

export type TransactionOptions = {
  /** The ids of the customers that `work` may write about. */
  readonly customers?: readonly string[];
};

export type RunTransaction = <T>(options: TransactionOptions, work: (tx: Transaction) => Promise<T>) => Promise<T>;

type LastStep = { readonly part: FilledPart; readonly then: (rows: readonly unknown[]) => void | Promise<void> };

/** Runs what waits, in one statement for as many steps as are of different kinds. */
async function runLast(tx: Transaction, waiting: LastStep[]): Promise<void> {
  while (waiting.length > 0) {
    const chosen: LastStep[] = [];
    const kinds = new Set<string>();
    for (let next = waiting[0]; next !== undefined && !kinds.has(next.part.part.kind); next = waiting[0]) {
      kinds.add(next.part.part.kind);
      chosen.push(next);
      waiting.shift();
    }
    const answers = await runParts(
      tx,
      chosen.map(({ part }) => part),
    );
    for (const [index, { then }] of chosen.entries()) await then(answers[index] ?? []);
  }
}

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
    const waiting: LastStep[] = [];
    const result = await queries.transaction().execute(async (plain) => {
      if (customers.length > 0) {
        // Written out, without parameters, so that it travels together with the beginning of the transaction.
        const named = customers.map((customer) => sql.lit(plainName(customer)));
        const [only] = named.length === 1 ? named : [];
        await (only === undefined
          ? sql`select pg_advisory_xact_lock(hashtextextended(customer, 0)) from unnest(array[${sql.join(named)}]) customer`
          : sql`select pg_advisory_xact_lock(hashtextextended(${only}, 0))`
        ).execute(plain);
      }
      const tx: Transaction = Object.assign(plain, {
        lockedCustomers: new Set(customers),
        afterCommit: (then: () => void) => {
          afterwards.push(then);
        },
        lastly: (part: FilledPart, then: LastStep['then'] = () => undefined) => {
          waiting.push({ part, then });
        },
      });
      const result = await work(tx);
      await runLast(tx, waiting);
      return result;
    });
    for (const then of afterwards) runSafely(then);
    runSafely(onCommitted);
    return result;
  };
}
