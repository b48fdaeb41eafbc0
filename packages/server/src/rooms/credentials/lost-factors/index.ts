/**
 * Factors that their owner says are lost. They go on counting until a delay is over, so that whoever else says so can
 * be stopped (case 83).
 */
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import { newId } from '../../../foundation/ids/index.ts';
import { endReport, findReport, insertReport, purgeReports } from '../store/lost-factors.ts';

export type LostFactorReport = {
  readonly recoveryId: string;
  readonly reportedAt: Date;
  readonly dueAt: Date;
  /** The delay is over. */
  readonly isDue: boolean;
};

/** This part of the room. */
export const lostFactors = {
  /** Begins the delay. */
  async report(
    tx: Transaction,
    tenantId: string,
    { customerId, delayHours }: { customerId: string; delayHours: number },
  ): Promise<{ readonly recoveryId: string; readonly dueAt: Date }> {
    const recoveryId = newId('lostFactor');
    return { recoveryId, dueAt: await insertReport(tx, tenantId, { customerId, recoveryId, delayHours }) };
  },

  /** The report that waits, or null; one that nobody came back for has lapsed. */
  async find(queries: Queries, tenantId: string, customerId: string): Promise<LostFactorReport | null> {
    const row = await findReport(queries, tenantId, customerId);
    if (row === undefined) return null;
    return { recoveryId: row.recovery_id, reportedAt: row.asked_at, dueAt: row.due_at, isDue: row.is_due };
  },

  /** Stops it; its id, or null when there was none. */
  stop: (tx: Transaction, tenantId: string, customerId: string): Promise<string | null> =>
    endReport(tx, tenantId, customerId, 'stopped'),

  /** Uses it up when its delay is over; its id, or null. */
  finish: (tx: Transaction, tenantId: string, customerId: string): Promise<string | null> =>
    endReport(tx, tenantId, customerId, 'done'),

  /** Removes reports that lapsed long ago, a bounded number at a time; returns how many went. */
  purge: purgeReports,
};
