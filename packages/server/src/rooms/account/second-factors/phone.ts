/**
 * The number of an account as a second factor: made one by a code of its own in a session that was proven in the last
 * minutes, and taken away again. The owner hears of both by mail.
 */
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Asked } from '../../authentication/index.ts';
import { maskPhoneNumber } from '../../customers/index.ts';
import type { Sms } from '../../messaging/index.ts';
import type { StartedSession } from '../../sessions/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import { demandAddress } from '../identifiers/rules.ts';
import type { Acting, SecondFactorDependencies } from './dependencies.ts';
import { dropPhoneFactor } from './drop-phone.ts';

export type PhoneFactorDependencies = SecondFactorDependencies & { readonly sms: Pick<Sms, 'isOn'> };

export type PhoneFactorView = {
  /** Whether codes by text message are a way to prove oneself here. */
  readonly isOffered: boolean;
  /** The proven number, masked; null without one. */
  readonly maskedNumber: string | null;
  readonly enrolledAt: Date | null;
  /** It leads back into the account and cannot be taken away yet. */
  readonly isNeeded: boolean;
  readonly lastUsedAt: Date | null;
};

export async function viewPhone(
  deps: PhoneFactorDependencies,
  tenant: Tenant,
  customerId: string,
): Promise<PhoneFactorView> {
  const { reader } = deps.database;
  const { tenantId } = tenant;
  const seconds = deps.proofs.linkSeconds('secure-account');
  const [held, factor, isNeeded] = await Promise.all([
    deps.customers.identifiers(reader, tenantId, customerId),
    deps.credentials.phoneFactors.find(reader, tenantId, customerId),
    deps.customers.isNumberNeeded(reader, tenantId, customerId, { seconds }),
  ]);
  const phone = held.find(({ type, verifiedAt }) => type === 'phone' && verifiedAt !== null);
  return {
    isOffered: tenant.settings.signIn.methods.smsCode !== 'off' && deps.sms.isOn(tenant),
    maskedNumber: phone === undefined ? null : maskPhoneNumber(phone.value),
    enrolledAt: factor?.enrolledAt ?? null,
    isNeeded,
    lastUsedAt: factor?.lastUsedAt ?? null,
  };
}

/** Sends the code; returns where, masked. */
export async function sendPhoneCode(deps: PhoneFactorDependencies, acting: Acting): Promise<string> {
  await demandOffer(deps, acting);
  const { sentTo } = await deps.authentication.phoneEnrolment.begin(askedOf(acting));
  return String(sentTo);
}

/** Makes the number a factor, if this is the code; the session that asks goes on with a fresh secret. */
export async function enrolPhone(
  deps: PhoneFactorDependencies,
  acting: Acting & { readonly code: string },
): Promise<StartedSession> {
  await demandOffer(deps, acting);
  const { tenant, current, code, visitor } = acting;
  const { tenantId } = tenant;
  const { customerId } = current;
  const settle = await deps.authentication.phoneEnrolment.finish(askedOf(acting), { code });
  await deps.protection.demand(tenantId, [
    { budget: 'second-factor.customer', key: customerId },
    ...deps.protection.networkCharges(visitor.client.address, 'code'),
  ]);
  // A refused code returns instead of throwing, so that the try it cost is committed.
  const renewed = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await deps.authentication.holdFresh(tx, tenant, current);
    const proof = await settle(tx);
    if (proof === null) return 'refused';
    return deps.authentication.raise(tx, { tenantId, current, requestId: visitor.requestId }, proof);
  });
  if (renewed === 'refused') throw new ProblemError('proof.refused');
  if (renewed === null) throw new ProblemError('session.required');
  return renewed;
}

/** Takes it away; it stays the number of the account. Taking away what is not there changes nothing. */
export async function removePhone(deps: PhoneFactorDependencies, { tenant, current, visitor }: Acting): Promise<void> {
  await deps.authentication.demandFresh(tenant, current);
  const { tenantId } = tenant;
  const { customerId } = current;
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await deps.authentication.holdFresh(tx, tenant, current);
    await demandAddress(deps, tx, tenantId, customerId);
    await dropPhoneFactor(deps, tx, { tenantId, customerId, visitor });
  });
}

async function demandOffer(deps: PhoneFactorDependencies, { tenant, current }: Acting): Promise<void> {
  const { isOffered } = await viewPhone(deps, tenant, current.customerId);
  if (!isOffered) throw new ProblemError('factor.not_offered');
  await deps.authentication.demandFresh(tenant, current);
}

const askedOf = ({ tenant, current, visitor }: Acting): Asked => ({
  tenant,
  customerId: current.customerId,
  boundTo: { kind: 'session', sessionId: current.sessionId },
  // Nothing is remembered of the browser here.
  visitor: { ...visitor, deviceSecret: visitor.deviceSecret ?? '' },
});
