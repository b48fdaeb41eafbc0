/** Budgets in the database that holds everything else: the usual way, shared by all nodes and there after a crash. */
import type { Database } from '../../../foundation/database/index.ts';
import { absolve, charge, findFull, forgive, refund } from '../store.ts';
import { type Bounds, wholeBounds } from './bounds.ts';
import type { BudgetStore } from './budget-store.ts';

export function budgetsInPostgresql({ reader }: Pick<Database, 'reader'>, bounds: Bounds = wholeBounds): BudgetStore {
  return {
    async charge(tenantId, rows, along) {
      const charged = await charge(reader, tenantId, rows, { along, bounds });
      if (charged.size === rows.length) return null;
      // Whoever is refused by one budget must not use up another's account.
      const granted = rows.filter(({ budget }) => charged.has(budget));
      if (granted.length > 0) await forgive(reader, tenantId, granted);
      return findFull(reader, tenantId, rows, bounds);
    },
    refund,
    forgive: (tenantId, rows) => forgive(reader, tenantId, rows),
    absolve,
  };
}
