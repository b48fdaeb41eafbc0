/**
 * What a budget allows in the store that counts it. Where one store counts while another is away neither knows of the
 * other's failures, so that both together stay within a hundred in a row (NIST SP 800-63B-4 §3.2.2).
 */
import { type Budget, type BudgetName, budgets } from '../budgets.ts';

export type Bounds = (name: BudgetName) => Budget;

const mostInARow = 100;
const quarter = (bound: number) => Math.max(1, Math.floor(bound / 4));

/** Where one store counts everything. */
export const wholeBounds: Bounds = (name) => budgets[name];

/** Of Valkey: what PostgreSQL lets through while it is away has its place within the hundred. */
export const boundsInValkey: Bounds = (name) => {
  const whole: Budget = budgets[name];
  const { failureLimit } = whole;
  if (failureLimit === undefined || failureLimit + quarter(failureLimit) <= mostInARow) return whole;
  return { ...whole, failureLimit: Math.floor((failureLimit * 5) / 6) };
};

/** Of PostgreSQL while Valkey is away: a quarter of each. */
export const boundsWithoutValkey: Bounds = (name) => {
  const { failureLimit, ...usual } = boundsInValkey(name);
  const burst = quarter(usual.burst);
  return { ...usual, burst, ...(failureLimit === undefined ? {} : { failureLimit: quarter(failureLimit) }) };
};
