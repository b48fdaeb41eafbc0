/**
 * Accounts that staff pause or close, counted for each of them over a day in the database: ten at once, ten one by one and
 * five times two are the same to owners, who are told of the tenth, the hundredth, the thousandth.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { isId } from '../../foundation/ids/index.ts';
import type { LedgerEntry } from '../ledger/index.ts';
import { addEndings, markTold, type StaffActor } from './store/endings.ts';

/** What is counted. */
export const endingEvents = ['bulk.started', 'account.closing', 'customer.disabled'] as const;

export type Endings = {
  readonly tenantId: string;
  readonly actor: StaffActor;
  readonly accounts: number;
  /** The last of what was counted. */
  readonly entry: LedgerEntry;
};

/** What each of the staff ended by these entries, always in the same order. Pure. */
export function endingsIn(entries: readonly LedgerEntry[]): Endings[] {
  const found = new Map<string, Endings>();
  for (const entry of entries) {
    const { tenantId, actor } = entry;
    const accounts = accountsEndedBy(entry);
    const { kind, id } = actor;
    if (accounts === 0 || (kind !== 'administrator' && kind !== 'application') || id === undefined) continue;
    const key = JSON.stringify([tenantId, kind, id]);
    const former = found.get(key)?.accounts ?? 0;
    found.set(key, { tenantId, actor: { kind, id }, accounts: former + accounts, entry });
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, endings]) => endings);
}

/** Counts them; true when owners are to be told. */
export async function countEndings(tx: Transaction, { tenantId, actor, accounts }: Endings): Promise<boolean> {
  const { total, told } = await addEndings(tx, tenantId, actor, accounts);
  const tens = String(total).length - 1;
  if (tens <= told) return false;
  await markTold(tx, tenantId, actor, tens);
  return true;
}

function accountsEndedBy(entry: LedgerEntry): number {
  if (entry.event === 'bulk.started') return entry.data.action === 'end_sessions' ? 0 : entry.data.total;
  const isEnding = entry.event === 'account.closing' || entry.event === 'customer.disabled';
  // Those of a bulk action were counted when it began.
  return isEnding && !isId('bulk', entry.requestId) ? 1 : 0;
}
