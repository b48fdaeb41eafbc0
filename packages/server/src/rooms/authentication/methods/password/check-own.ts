/**
 * Checks the password of a customer who is known, under the same budgets as at sign-in: an open session, or a journey
 * half done, is no better place to guess at it.
 */
import type { Transaction } from '../../../../foundation/database/index.ts';
import type { Charge } from '../../../protection/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import type { Visitor } from '../../complete-sign-in.ts';
import { laneOf } from './lane.ts';
import { lanesFor, type PasswordDependencies, reserve } from './submit.ts';

export type OwnPassword = {
  readonly tenant: Tenant;
  readonly customerId: string;
  readonly password: string;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

/** A password that was right, to be settled in the transaction that builds on it. */
export type ConfirmedPassword = {
  readonly credentialId: string;
  readonly charges: readonly Charge[];
  readonly lanes: readonly Charge[];
};

/** Pays for the guess and checks it; null when it is not the customer's. */
export async function checkOwn(
  deps: PasswordDependencies,
  { tenant, customerId, password, visitor }: OwnPassword,
): Promise<ConfirmedPassword | null> {
  const { tenantId } = tenant;
  const { reader } = deps.database;
  const [accountKey = customerId] = await deps.customers.identifierKeys(reader, tenantId, customerId);
  const { rememberDays } = tenant.settings.devices;
  const { isKnown } = await deps.protection.deviceOf(tenantId, customerId, visitor.deviceSecret, rememberDays);
  const lanes = lanesFor(accountKey, visitor, customerId);
  const charges = await reserve(deps, tenantId, { lanes, isKnown, visitor });
  const lane = laneOf(visitor, isKnown);
  const check = await deps.credentials
    .check(reader, tenantId, customerId, password, lane)
    .catch(async (error: unknown) => {
      await deps.protection.forgive(tenantId, charges);
      throw error;
    });
  if (!check.matches) return null;
  return { credentialId: check.credentialId, charges, lanes: [lanes.own, lanes.common, lanes.shared] };
}

/** Gives the charges back under the customer's lock; false when the password has been replaced since it was checked. */
export async function settleOwn(
  deps: PasswordDependencies,
  tx: Transaction,
  tenantId: string,
  customerId: string,
  { credentialId, charges, lanes }: ConfirmedPassword,
): Promise<boolean> {
  if (!(await deps.credentials.isCurrent(tx, tenantId, customerId, credentialId))) return false;
  await deps.protection.settle(tx, tenantId, charges, lanes);
  return true;
}
