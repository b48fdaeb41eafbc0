/**
 * Recovery codes by their owner: made anew, which ends all earlier ones, and counted. They stand for other factors and
 * are never a factor of their own, so there is nothing to make them for without one (case 58).
 */
import type { Queries } from '../../../foundation/database/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { isSecondFactor, type RecoveryCodesHeld } from '../../credentials/index.ts';
import type { Acting, SecondFactorDependencies } from './dependencies.ts';

/** How many are left, and whether there is a factor that they stand for. */
export async function readRecoveryCodes(
  deps: SecondFactorDependencies,
  tenantId: string,
  customerId: string,
): Promise<RecoveryCodesHeld & { readonly hasFactor: boolean }> {
  const { reader } = deps.database;
  const [held, isNeeded] = await Promise.all([
    deps.credentials.recoveryCodes.held(reader, tenantId, customerId),
    hasFactor(deps, reader, tenantId, customerId),
  ]);
  return { ...held, hasFactor: isNeeded };
}

/** Makes ten in the place of all earlier ones and returns them, this once; asks for a fresh proof. */
export async function makeRecoveryCodes(
  deps: SecondFactorDependencies,
  { tenant, current, visitor }: Acting,
): Promise<readonly string[]> {
  await deps.authentication.demandFresh(tenant, current);
  const { tenantId } = tenant;
  const { customerId } = current;
  await deps.protection.demand(tenantId, [{ budget: 'factor.change', key: customerId }]);
  return deps.database.transaction({ customers: [customerId] }, async (tx) => {
    // Whoever secures the account at this moment is seen here: a session that is over makes nothing.
    await deps.authentication.holdFresh(tx, tenant, current);
    if (!(await hasFactor(deps, tx, tenantId, customerId))) throw new ProblemError('factor.none');
    const codes = await deps.credentials.recoveryCodes.make(tx, tenantId, customerId);
    await deps.ledger.append(tx, {
      tenantId,
      customerId,
      event: 'recovery_codes.made',
      actor: { kind: 'customer', id: customerId },
      requestId: visitor.requestId,
      data: { count: codes.length },
      personal: visitor.client,
    });
    return codes;
  });
}

/** Whether there is a factor that the codes would stand for. */
async function hasFactor(
  deps: SecondFactorDependencies,
  queries: Queries,
  tenantId: string,
  customerId: string,
): Promise<boolean> {
  const methods = await deps.credentials.methodsOf(queries, tenantId, customerId);
  return methods.some(isSecondFactor);
}

/** Whether these are the customer's codes, made just now. */
export function areFreshCodes(
  deps: SecondFactorDependencies,
  tenantId: string,
  customerId: string,
  codes: readonly string[],
): Promise<boolean> {
  return deps.credentials.recoveryCodes.wereJustMade(deps.database.reader, tenantId, customerId, codes);
}
