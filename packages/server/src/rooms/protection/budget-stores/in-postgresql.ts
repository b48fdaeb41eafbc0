/** Budgets in the database that holds everything else: the usual way, shared by all nodes and there after a crash. */
import type { Database } from '../../../foundation/database/index.ts';
import { absolve, charge, findFull, forgive, refund } from '../store.ts';
import type { BudgetStore } from './budget-store.ts';

/** `tightness`: by how much bursts and bounds of failures are divided, where something else usually counts. */
export function budgetsInPostgresql({ reader }: Pick<Database, 'reader'>, tightness = 1): BudgetStore {
  return {
    async charge(tenantId, rows, along) {
      const charged = await charge(reader, tenantId, rows, { along, tightness });
      if (charged.size === rows.length) return null;
      // Whoever is refused by one budget must not use up another's account.
      const granted = rows.filter(({ budget }) => charged.has(budget));
      if (granted.length > 0) await forgive(reader, tenantId, granted);
      return findFull(reader, tenantId, rows, tightness);
    },
    refund,
    forgive: (tenantId, rows) => forgive(reader, tenantId, rows),
    absolve,
  };
}
