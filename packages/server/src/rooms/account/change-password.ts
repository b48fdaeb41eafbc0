/**
 * A new password by somebody who is signed in. It takes the present one, however fresh the session is (ASVS 5.0 6.2.3):
 * an unattended browser is not enough, and of whoever has a second factor the password is not either (7.5.1). Other
 * sessions end unless their owner says otherwise; what was pending always does.
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import { renewWith, type Visitor } from '../authentication/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { StartedSession } from '../sessions/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { LifeDependencies } from './life-dependencies.ts';

export type PasswordChange = {
  readonly tenant: Tenant;
  readonly current: CurrentSession;
  readonly currentPassword: string;
  readonly password: string;
  /** Whether every other session, and every other remembered browser, ends with it. */
  readonly endOthers: boolean;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

/** Changes it and renews the session that asks; refuses with the fields that need attention. */
export async function changePassword(deps: LifeDependencies, change: PasswordChange): Promise<StartedSession> {
  const { tenant, current, password, visitor } = change;
  const { tenantId } = tenant;
  const { customerId, sessionId } = current;
  await deps.authentication.demandFresh(tenant, current, 'owners-of-factors');
  const profile = await deps.customers.profile(deps.database.reader, tenantId, customerId);
  if (profile === null) throw new ProblemError('session.required');
  const held = await deps.customers.identifiers(deps.database.reader, tenantId, customerId);
  const context = [tenant.name, profile.name ?? '', ...held.map(({ value }) => value)];
  const refusal = await deps.credentials.refusePassword(password, context);
  if (refusal !== null) throw new ProblemError('form.invalid', { fields: { password: `password.${refusal}` } });
  if (password === change.currentPassword)
    throw new ProblemError('form.invalid', { fields: { password: 'password.same' } });
  const confirmed = await deps.authentication.checkOwnPassword({ ...change, password: change.currentPassword });
  if (confirmed === null)
    throw new ProblemError('form.invalid', { fields: { current_password: 'password.not_yours' } });
  const prepared = await deps.credentials.prepare(tenantId, customerId, password);

  const renewed = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    if (!(await deps.credentials.isCurrent(tx, tenantId, customerId, confirmed.credentialId))) return null;
    const { requestId } = visitor;
    // First: a session that has ended meanwhile changes nothing.
    await deps.authentication.holdFresh(tx, tenant, current, 'owners-of-factors');
    const fresh = await renewWith(deps, tx, { tenantId, customerId, sessionId, requestId }, { method: 'password' });
    if (fresh === null) return null;
    deps.protection.settle(tx, tenantId, confirmed.charges, confirmed.lanes);
    // Who guessed at the second factor knew the former password.
    await deps.protection.absolve(tx, tenantId, [{ budget: 'second-factor.customer', key: customerId }]);
    await deps.authentication.endPending(tx, { tenantId, customerId });
    await deps.credentials.rememberedDevices.endAll(tx, tenantId, customerId);
    await deps.credentials.lostFactors.stop(tx, tenantId, customerId);
    if (change.endOthers) {
      await deps.sessions.endOthers(tx, { tenantId, customerId, sessionId, reason: 'password_changed', requestId });
      const kept = deps.protection.deviceHash(visitor.deviceSecret);
      await deps.protection.devices.forgetAll(tx, tenantId, customerId, kept);
    }
    const credentialId = await deps.credentials.replace(tx, tenantId, customerId, prepared);
    await deps.ledger.append(tx, {
      tenantId,
      customerId,
      event: 'password.changed',
      actor: { kind: 'customer', id: customerId },
      requestId,
      data: { credentialId, occasion: 'changed' },
      personal: visitor.client,
    });
    return fresh;
  });
  if (renewed === null) throw new ProblemError('session.required');
  return renewed;
}
