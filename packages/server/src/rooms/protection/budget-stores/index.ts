/**
 * Which store counts: PostgreSQL, or Valkey where one is configured. While Valkey is away PostgreSQL counts with a quarter
 * of each budget: what is lost tightens, and never opens. A charge is given back where it was made, and nowhere else.
 */
import type { Database } from '../../../foundation/database/index.ts';
import type { Valkey } from '../../../foundation/valkey/index.ts';
import { boundsInValkey, boundsWithoutValkey } from './bounds.ts';
import type { BudgetRow, BudgetStore } from './budget-store.ts';
import { budgetsInPostgresql } from './in-postgresql.ts';
import { budgetsInValkey } from './in-valkey.ts';

export type { BudgetStore } from './budget-store.ts';

export function openBudgetStore(database: Pick<Database, 'reader'>, valkey: Valkey | null): BudgetStore {
  if (valkey === null) return budgetsInPostgresql(database);
  const usual = budgetsInValkey(valkey, database, boundsInValkey);
  const tight = budgetsInPostgresql(database, boundsWithoutValkey);
  // Charged in PostgreSQL. A charge keeps its row for as long as anybody holds it.
  const elsewhere = new WeakSet<BudgetRow>();
  const isElsewhere = (row: BudgetRow) => elsewhere.has(row);
  const isHere = (row: BudgetRow) => !elsewhere.has(row);

  return {
    async charge(tenantId, rows, along) {
      // What is written along needs no Valkey, and must not be written twice.
      const { full, isTight } = await usual.charge(tenantId, rows, []).then(
        (answer) => ({ full: answer, isTight: false }),
        async () => ({ full: await tight.charge(tenantId, rows, []), isTight: true }),
      );
      if (full !== null) return full;
      for (const row of rows) {
        if (isTight) elsewhere.add(row);
        else elsewhere.delete(row);
      }
      if (along.length > 0) await usual.charge(tenantId, [], along);
      return null;
    },
    refund(tx, tenantId, charged, lanes) {
      // A success forgets the failures that each store knows of; while all is well only Valkey is asked.
      if (charged.some(isElsewhere) || !valkey.isThere()) {
        tight.refund(tx, tenantId, charged.filter(isElsewhere), lanes);
      }
      usual.refund(tx, tenantId, charged.filter(isHere), lanes);
    },
    async forgive(tenantId, rows) {
      await tight.forgive(tenantId, rows.filter(isElsewhere));
      // What is lost stays spent: PostgreSQL has never counted it.
      await usual.forgive(tenantId, rows.filter(isHere)).catch(() => undefined);
    },
    async absolve(tx, tenantId, rows) {
      await tight.absolve(tx, tenantId, rows);
      await usual.absolve(tx, tenantId, rows);
    },
  };
}
