/** All of these charges or none: the form in which every attempt is paid for. */
import type { FilledPart } from '../../foundation/database/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';
import type { BudgetRow } from './budget-stores/budget-store.ts';
import type { BudgetStore } from './budget-stores/index.ts';
import type { Charge } from './budgets.ts';

export type Refusal = { readonly refused: readonly Charge[]; readonly retryAfterSeconds: number };

/**
 * Charges all of these budgets and returns null, or none of them and says which had no room, and when they will. What
 * is to be written `along` is written when all were charged.
 */
export async function tryCharge(
  store: Pick<BudgetStore, 'charge'>,
  tenantId: string,
  charges: readonly Charge[],
  along: readonly FilledPart[] = [],
): Promise<Refusal | null> {
  const full = await store.charge(tenantId, toRows(charges), along);
  if (full === null) return null;
  return {
    refused: charges.filter(({ budget }) => full.has(budget)),
    retryAfterSeconds: Math.max(1, ...full.values()),
  };
}

/** Charges with hashed keys, always in the same order, so that two requests cannot wait for one another. */
export function toRows(charges: readonly Charge[]): BudgetRow[] {
  return charges.map(rowOf).sort((a, b) => (a.budget < b.budget ? -1 : a.budget > b.budget ? 1 : 0));
}

// One row for each charge, so that what is given back is known for what was charged; and it is hashed once.
const rows = new WeakMap<Charge, BudgetRow>();

function rowOf(charge: Charge): BudgetRow {
  const known = rows.get(charge);
  if (known !== undefined) return known;
  const row = { budget: charge.budget, keyHash: hashSecret(charge.key) };
  rows.set(charge, row);
  return row;
}
