/**
 * The protection room, its small beginning: every attempt is paid for before the work is done. Keys are digests, the
 * answer is the same for accounts that exist and for those that do not, and a known browser keeps a lane of its own,
 * so that nobody can be locked out by strangers (case 24).
 */
import type { Database, FilledPart, Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';
import type { Logger } from '../../foundation/logging/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Charge } from './budgets.ts';
import { createClientAttempts } from './client-attempts.ts';
import { networkKeys } from './network.ts';
import { listDevices } from './store/devices.ts';
import { purgeNetworks } from './store/known-networks.ts';
import {
  absolve,
  findDevice,
  forgetDevices,
  forgive,
  purgeBudgets,
  purgeDevices,
  refund,
  rememberDevice,
} from './store.ts';
import { toRows, tryCharge } from './try-charge.ts';

export type { BudgetName, Charge } from './budgets.ts';
export { networkKeys } from './network.ts';
export { createRepeats, type Repeats } from './repeats.ts';
export { purgeRepeats } from './store/repeats.ts';

export type Protection = ReturnType<typeof createProtection>;

/** Whether a customer has signed in with a browser before; fresh when it was noted within a day. */
export type KnownDevice = { readonly isKnown: boolean; readonly isFresh: boolean };

/** Opens the room. */
export function createProtection(deps: { database: Database; ledger: Ledger; logger: Logger }) {
  const { database } = deps;

  /**
   * Charges all of these budgets, or none and refuses with 429 and the time to wait. What is to be written `along` is
   * written in the same statement.
   */
  async function demand(
    tenantId: string,
    charges: readonly Charge[],
    along: readonly FilledPart[] = [],
  ): Promise<void> {
    const refusal = await tryCharge(database, tenantId, charges, along);
    if (refusal === null) return;
    throw new ProblemError('attempts.exhausted', { retryAfterSeconds: refusal.retryAfterSeconds });
  }

  return {
    demand,

    /** Guesses at the secrets of applications. */
    clientAttempts: createClientAttempts(deps),

    /** Charges all of these budgets and says whether there was room; for refusals that must not be noticed. */
    async spend(tenantId: string, charges: readonly Charge[]): Promise<boolean> {
      try {
        await demand(tenantId, charges);
        return true;
      } catch (error) {
        if (error instanceof ProblemError && error.code === 'attempts.exhausted') return false;
        throw error;
      }
    },

    /**
     * Gives charges back after a success, at the end of the transaction that records it. The secret was right, so none of the
     * `lanes` that lead to it has seen consecutive failures any more (NIST SP 800-63B-4 §3.2.2).
     */
    settle: (tx: Transaction, tenantId: string, charges: readonly Charge[], lanes: readonly Charge[]): void =>
      refund(tx, tenantId, toRows(charges), toRows(lanes)),

    /** Takes charges back when the attempt was never made, for example because the server was too busy to look. */
    forgive: (tenantId: string, charges: readonly Charge[]): Promise<void> =>
      forgive(database.reader, tenantId, toRows(charges)),

    /** Makes these budgets whole again: their owner has proven themselves by another way. */
    absolve: (tx: Transaction, tenantId: string, lanes: readonly Charge[]): Promise<void> =>
      absolve(tx, tenantId, toRows(lanes)),

    /** The charges of a request's network address under two budgets, one for the source, one for its neighbourhood. */
    networkCharges(
      address: string,
      action:
        | 'sign-in'
        | 'sign-up'
        | 'code'
        | 'flow'
        | 'sms'
        | 'device-code'
        | 'device-flow'
        | 'registration'
        | 'document',
    ): Charge[] {
      const { source, neighbourhood } = networkKeys(address);
      return [
        { budget: `${action}.source`, key: source },
        { budget: `${action}.neighbourhood`, key: neighbourhood },
      ];
    },

    /** What a browser's secret is known by. */
    deviceHash: (deviceSecret: string): Buffer => hashSecret(deviceSecret),

    /** What is known of this customer's browser. Reads once, for nobody too. */
    async deviceOf(
      tenantId: string,
      customerId: string | null,
      deviceSecret: string | null,
      rememberDays: number,
    ): Promise<KnownDevice> {
      const place = { tenantId, customerId: customerId ?? '', deviceHash: hashSecret(deviceSecret ?? '') };
      const device = await findDevice(database.reader, place, rememberDays);
      return { isKnown: device !== undefined, isFresh: device?.isFresh === true };
    },

    /** Remembers the browser after a sign-in; true when the customer had never used it before. */
    rememberDevice: (
      tx: Transaction,
      tenantId: string,
      customerId: string,
      deviceSecret: string,
      rememberDays: number,
    ): Promise<boolean> => rememberDevice(tx, tenantId, customerId, hashSecret(deviceSecret), rememberDays),

    /** When the browsers that are still remembered were first and last used, the last used first, at most 100. */
    async devices(
      tenantId: string,
      customerId: string,
      rememberDays: number,
    ): Promise<{ readonly firstSeenAt: Date; readonly lastSeenAt: Date }[]> {
      const rows = await listDevices(database.reader, tenantId, customerId, { rememberDays, limit: 100 });
      return rows.map((row) => ({ firstSeenAt: row.first_seen_at, lastSeenAt: row.last_seen_at }));
    },

    /** Forgets the browsers of this customer, all or all but one; returns how many. */
    forgetDevices: (
      tx: Transaction,
      tenantId: string,
      customerId: string,
      keptSecret: string | null,
    ): Promise<number> => forgetDevices(tx, tenantId, customerId, hashSecret(keptSecret ?? '')),

    /** Remove long-untouched budgets, devices and networks, a bounded number at a time; return how many went. */
    purgeBudgets,
    purgeDevices,
    purgeNetworks,
  };
}
