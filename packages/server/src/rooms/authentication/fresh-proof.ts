/**
 * Proving oneself anew in an open session. What is sensitive asks for a proof of the last minutes (ASVS 5.0 7.5.1); the
 * password is checked under the same budgets as at sign-in, so that an open session is no better place to guess at it.
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { Charge } from '../protection/index.ts';
import type { StartedSession } from '../sessions/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Visitor } from './complete-sign-in.ts';
import { lanesFor, type PasswordDependencies, reserve } from './methods/password.ts';

/** Whether the customer has proven themselves recently enough for what is sensitive. */
export function isFresh(current: CurrentSession): boolean {
  return current.isFresh;
}

export type Confirmation = {
  readonly tenant: Tenant;
  readonly current: CurrentSession;
  readonly password: string;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

/** The proof of a password in an open session, to be settled in the transaction that builds on it. */
export type ConfirmedPassword = {
  readonly credentialId: string;
  readonly charges: readonly Charge[];
  readonly lanes: readonly Charge[];
};

/** Checks the customer's own password; a wrong one is noted in the ledger and returns null. */
export async function checkOwnPassword(
  deps: PasswordDependencies,
  { tenant, current, password, visitor }: Confirmation,
): Promise<ConfirmedPassword | null> {
  const { tenantId } = tenant;
  const { customerId, sessionId } = current;
  const { reader } = deps.database;
  const [accountKey = customerId] = await deps.customers.identifierKeys(reader, tenantId, customerId);
  const { rememberDays } = tenant.settings.devices;
  const { isKnown } = await deps.protection.deviceOf(tenantId, customerId, visitor.deviceSecret, rememberDays);
  const lanes = lanesFor(accountKey, visitor, customerId);
  const charges = await reserve(deps, tenantId, { lanes, isKnown, visitor });
  const check = await deps.credentials.check(reader, tenantId, customerId, password).catch(async (error: unknown) => {
    await deps.protection.forgive(tenantId, charges);
    throw error;
  });
  if (check.matches)
    return { credentialId: check.credentialId, charges, lanes: [lanes.own, lanes.common, lanes.shared] };
  await deps.database.transaction({ customers: [customerId] }, (tx) =>
    deps.ledger.append(tx, {
      tenantId,
      customerId,
      event: 'confirmation.failed',
      actor: { kind: 'customer', id: customerId },
      requestId: visitor.requestId,
      data: { sessionId },
    }),
  );
  return null;
}

/** Renews the session by the password: the same session, a fresh secret. Refuses a password that is not the customer's. */
export async function confirmPassword(deps: PasswordDependencies, confirmation: Confirmation): Promise<StartedSession> {
  const { tenant, current, visitor } = confirmation;
  const { tenantId } = tenant;
  const { customerId, sessionId, acr } = current;
  const confirmed = await checkOwnPassword(deps, confirmation);
  if (confirmed === null) throw new ProblemError('form.invalid', { fields: { password: 'password.not_yours' } });
  const renewed = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    if (!(await deps.credentials.isCurrent(tx, tenantId, customerId, confirmed.credentialId))) return null;
    deps.protection.settle(tx, tenantId, confirmed.charges, confirmed.lanes);
    const { requestId } = visitor;
    const amr = [...new Set([...current.amr, 'pwd'])];
    return deps.sessions.renew(tx, { tenantId, customerId, sessionId, amr, acr, requestId });
  });
  if (renewed === null) throw new ProblemError('session.required');
  return renewed;
}
