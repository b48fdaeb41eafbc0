/**
 * The protection room, its small beginning: every attempt is paid for before the work is done. Keys are digests, the
 * answer is the same for accounts that exist and for those that do not, and a known browser keeps a lane of its own,
 * so that nobody can be locked out by strangers (case 24).
 */
import type { Clock } from '../../foundation/clock/index.ts';
import type { Database, FilledPart, Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';
import type { Logger } from '../../foundation/logging/index.ts';
import type { Valkey } from '../../foundation/valkey/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { createAddressCharges } from './address-charges.ts';
import { openBudgetStore } from './budget-stores/index.ts';
import type { Charge } from './budgets.ts';
import { createChallenges, type LevelFor } from './challenges/index.ts';
import { createClientAttempts } from './client-attempts.ts';
import type { Detection } from './detection/index.ts';
import { createDevices } from './devices/index.ts';
import { refusesAddress } from './disposable-addresses/index.ts';
import { findDevice, purgeDevices } from './store/devices.ts';
import { purgeNetworks } from './store/known-networks.ts';
import { purgeBudgets } from './store.ts';
import { toRows, tryCharge } from './try-charge.ts';
import { createUnlistedProxies } from './unlisted-proxies/index.ts';

export type { BudgetName, Charge } from './budgets.ts';
export type { LevelFor } from './challenges/index.ts';
export {
  type Arrival,
  type ConfirmReason,
  createDetection,
  type Detection,
  type DetectionAuthor,
  detectionPurges,
  type Finding,
  type Outcome,
} from './detection/index.ts';
export type { DeviceRow, DeviceStanding, Presented } from './devices/index.ts';
export { deviceKeyOf, secretIn } from './devices/stamp.ts';
export { networkKeys } from './network.ts';
export { createRepeats, type Repeats } from './repeats.ts';
export { purgeRepeats } from './store/repeats.ts';
export { findProxies } from './store/unlisted-proxies.ts';

export type Protection = ReturnType<typeof createProtection>;

/** Whether a customer has signed in with a browser before. */
type KnownDevice = { readonly isKnown: boolean };

/** Opens the room. */
export function createProtection(deps: {
  database: Database;
  encryption: Encryption;
  clock: Clock;
  ledger: Ledger;
  logger: Logger;
  detection: Detection;
  /** How much work is asked of whom before anything is looked up. */
  levelFor: LevelFor;
  trustedProxies: readonly string[];
  /** Counts the budgets, where there is one. */
  valkey: Valkey | null;
  /** Whether an address belongs to a private network, and which network (ASN) it is of where that is known. */
  isPrivate(address: string): boolean;
  networkOf(address: string): string | null;
}) {
  const { database, detection } = deps;
  const unlistedProxies = createUnlistedProxies(deps);
  const store = openBudgetStore(database, deps.valkey);
  const standsForMany = unlistedProxies.has;

  /**
   * Charges all of these budgets, or none and refuses with 429 and the time to wait. What is to be written `along` is
   * written in the same statement.
   */
  async function demand(
    tenantId: string,
    charges: readonly Charge[],
    along: readonly FilledPart[] = [],
  ): Promise<void> {
    const refusal = await tryCharge(store, tenantId, charges, along);
    if (refusal === null) return;
    detection.refused(tenantId, refusal.refused, charges);
    throw new ProblemError('attempts.exhausted', { retryAfterSeconds: refusal.retryAfterSeconds });
  }

  /** Charges all of these budgets and says whether there was room; for refusals that must not be noticed. */
  async function spend(tenantId: string, charges: readonly Charge[]): Promise<boolean> {
    try {
      await demand(tenantId, charges);
      return true;
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'attempts.exhausted') return false;
      throw error;
    }
  }

  return {
    demand,
    spend,

    /** Attacks that no single account shows. */
    detection,

    /** Proof of work, before anything is looked up. */
    challenges: createChallenges({
      ...{ ...deps, spend, standsForMany },
      onChallenged: detection.challenged,
    }),

    /** Whether nobody may register with this address, or change to it, by the tenant's `registration` settings. */
    refusesAddress,

    /** Guesses at the secrets of applications. */
    clientAttempts: createClientAttempts({ ...deps, store, standsForMany }),

    /**
     * Gives charges back after a success, at the end of the transaction that records it. The secret was right, so none of the
     * `lanes` that lead to it has seen consecutive failures any more (NIST SP 800-63B-4 §3.2.2).
     */
    settle: (tx: Transaction, tenantId: string, charges: readonly Charge[], lanes: readonly Charge[]): void =>
      store.refund(tx, tenantId, toRows(charges), toRows(lanes)),

    /** Takes charges back when the attempt was never made, for example because the server was too busy to look. */
    forgive: (tenantId: string, charges: readonly Charge[]): Promise<void> => store.forgive(tenantId, toRows(charges)),

    /** Makes these budgets whole again: their owner has proven themselves by another way. */
    absolve: (tx: Transaction, tenantId: string, lanes: readonly Charge[]): Promise<void> =>
      store.absolve(tx, tenantId, toRows(lanes)),

    /** The charges of a request's network address: its own, its neighbourhood's, and its network's where that is known. */
    networkCharges: createAddressCharges({ networkOf: deps.networkOf, standsForMany }),

    /** Proxies in private networks that nobody has listed. */
    unlistedProxies,

    /** What a browser's secret is known by. */
    deviceHash: (deviceSecret: string): Buffer => hashSecret(deviceSecret),

    /**
     * What is known of a browser that shows no key here: good for whose budget pays, and for nothing that opens an account.
     * Reads once, for nobody too.
     */
    async deviceOf(
      tenantId: string,
      customerId: string | null,
      deviceSecret: string | null,
      rememberDays: number,
    ): Promise<KnownDevice> {
      const place = { tenantId, customerId: customerId ?? '', deviceHash: hashSecret(deviceSecret ?? '') };
      const device = await findDevice(database.reader, place, rememberDays);
      return { isKnown: device?.is_remembered === true };
    },

    /** Browsers that an account knows, by secret and key. */
    devices: createDevices({ ...deps, isHarvested: detection.isHarvested }),

    /** Remove long-untouched budgets, devices and networks, a bounded number at a time; return how many went. */
    purgeBudgets,
    purgeDevices,
    purgeNetworks,
  };
}
