/** How attempts of one tenant ended since they were last written down, by kind. */
import type { ArrivalAction, Outcome } from '../vocabulary.ts';

export const countedColumns = [
  'attempts',
  'successes',
  'failures',
  'challenged',
  'refused',
  'unknown',
  'tokenless',
  'tokenless_failures',
  'tokenless_unknown',
] as const;
export type CountedColumn = (typeof countedColumns)[number];
export type CountRow = Record<CountedColumn, number>;
export type Pending = { readonly action: ArrivalAction; readonly underAttack: boolean; readonly row: CountRow };

const resultColumn = {
  success: 'successes',
  failure: 'failures',
  challenged: 'challenged',
  refused: 'refused',
  turned_away: 'refused',
} as const;

const emptyRow = (): CountRow => ({
  attempts: 0,
  successes: 0,
  failures: 0,
  challenged: 0,
  refused: 0,
  unknown: 0,
  tokenless: 0,
  tokenless_failures: 0,
  tokenless_unknown: 0,
});

export function createCounts() {
  let pending = new Map<string, Pending>();
  return {
    /** `countsForTenant`: whether it is among those that what is usual is learned from. */
    count(
      { action, result, isKnownAccount, isRequest = false }: Outcome,
      { underAttack, countsForTenant }: { readonly underAttack: boolean; readonly countsForTenant: boolean },
    ): void {
      const name = `${action} ${underAttack}`;
      let held = pending.get(name);
      if (held === undefined) {
        held = { action, underAttack, row: emptyRow() };
        pending.set(name, held);
      }
      const { row } = held;
      row.attempts += 1;
      row[resultColumn[result]] += 1;
      // Nothing has been looked up for whoever was asked to do some work first, or found no place.
      const wasLookedUp = result !== 'challenged' && result !== 'turned_away';
      if (wasLookedUp && !isKnownAccount) row.unknown += 1;
      // The columns are called after tokens; what counts is what the tenant's test counts, so that the two agree.
      if (!countsForTenant || !wasLookedUp || isRequest) return;
      row.tokenless += 1;
      if (result !== 'success') row.tokenless_failures += 1;
      if (!isKnownAccount) row.tokenless_unknown += 1;
    },

    /** What is to be written; counting begins anew. */
    take(): Pending[] {
      const taken = [...pending.values()];
      pending = new Map();
      return taken;
    },

    /** What could not be written is kept for the next time. */
    giveBack(rows: readonly Pending[]): void {
      for (const { action, underAttack, row } of rows) {
        const name = `${action} ${underAttack}`;
        const held = pending.get(name);
        if (held === undefined) pending.set(name, { action, underAttack, row });
        else for (const column of countedColumns) held.row[column] += row[column];
      }
    },
  };
}
