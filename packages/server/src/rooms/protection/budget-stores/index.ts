/**
 * Which store counts: PostgreSQL, or Valkey where one is configured. While Valkey is away PostgreSQL counts with a quarter
 * of each budget: what is lost tightens, and never opens.
 */
import type { Database } from '../../../foundation/database/index.ts';
import type { Valkey } from '../../../foundation/valkey/index.ts';
import type { BudgetStore } from './budget-store.ts';
import { budgetsInPostgresql } from './in-postgresql.ts';
import { budgetsInValkey } from './in-valkey.ts';

export type { BudgetStore } from './budget-store.ts';

const tightnessWithoutValkey = 4;

export function openBudgetStore(database: Pick<Database, 'reader'>, valkey: Valkey | null): BudgetStore {
  if (valkey === null) return budgetsInPostgresql(database);
  const usual = budgetsInValkey(valkey, database);
  const tight = budgetsInPostgresql(database, tightnessWithoutValkey);
  const current = () => (valkey.isThere() ? usual : tight);
  return {
    async charge(tenantId, rows, along) {
      // What is written along needs no Valkey, and must not be written twice.
      const full = await usual.charge(tenantId, rows, []).catch(() => tight.charge(tenantId, rows, []));
      if (full === null && along.length > 0) await usual.charge(tenantId, [], along);
      return full;
    },
    refund: (...given) => current().refund(...given),
    forgive: (...given) => usual.forgive(...given).catch(() => tight.forgive(...given)),
    absolve: (...given) => current().absolve(...given),
  };
}
