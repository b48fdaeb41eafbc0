/** Where budgets are counted. Each way of counting gives the same results; the answer is one step, decided by its own time. */
import type { FilledPart, Transaction } from '../../../foundation/database/index.ts';
import type { BudgetName } from '../budgets.ts';

/** A charge always has the same row, by which a store knows what it has charged. */
export type BudgetRow = { readonly budget: BudgetName; readonly keyHash: Buffer };

export type BudgetStore = {
  /**
   * Charges all of these budgets and returns null, or none of them and returns those that have no room with the seconds
   * until they have. What is to be written `along` is written when all were charged.
   */
  charge(
    tenantId: string,
    rows: readonly BudgetRow[],
    along: readonly FilledPart[],
  ): Promise<ReadonlyMap<string, number> | null>;
  /** Gives charges back, and forgets the failures of these and of the lanes: only if the transaction is committed. */
  refund(tx: Transaction, tenantId: string, charged: readonly BudgetRow[], lanes: readonly BudgetRow[]): void;
  /** Takes charges back as if they had never been made. */
  forgive(tenantId: string, rows: readonly BudgetRow[]): Promise<void>;
  /** Makes budgets whole again, if the transaction is committed. */
  absolve(tx: Transaction, tenantId: string, rows: readonly BudgetRow[]): Promise<void>;
};
