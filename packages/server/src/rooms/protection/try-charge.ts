/** All of these charges or none: the form in which every attempt is paid for. */
import type { Database, FilledPart } from '../../foundation/database/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';
import type { Charge } from './budgets.ts';
import { charge, findFull, forgive } from './store.ts';

export type Refusal = { readonly refused: readonly Charge[]; readonly retryAfterSeconds: number };

/**
 * Charges all of these budgets and returns null, or none of them and says which had no room, and when they will. What
 * is to be written `along` is written when all were charged.
 */
export async function tryCharge(
  database: Database,
  tenantId: string,
  charges: readonly Charge[],
  along: readonly FilledPart[] = [],
): Promise<Refusal | null> {
  const rows = toRows(charges);
  const charged = await charge(database.reader, tenantId, rows, along);
  if (charged.size === rows.length) return null;
  // Whoever is refused by one budget must not use up another's account.
  const granted = rows.filter(({ budget }) => charged.has(budget));
  if (granted.length > 0) await forgive(database.reader, tenantId, granted);
  const full = await findFull(database.reader, tenantId, rows);
  return {
    refused: charges.filter(({ budget }) => full.has(budget)),
    retryAfterSeconds: Math.max(1, ...full.values()),
  };
}

/** Charges with hashed keys, always in the same order, so that two requests cannot wait for one another. */
export function toRows(charges: readonly Charge[]) {
  return charges
    .map(({ budget, key }) => ({ budget, keyHash: hashSecret(key) }))
    .sort((a, b) => (a.budget < b.budget ? -1 : a.budget > b.budget ? 1 : 0));
}
