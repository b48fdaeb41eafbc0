/**
 * Has a code sent to a number of the customer's. It is paid for first, by the number, the account, the network, the
 * numbers around it and the day (cases 76, 80); an earlier code of the same journey or session ends.
 */
import type { Database } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import { hashSecret } from '../../../../foundation/ids/index.ts';
import type { Ledger } from '../../../ledger/index.ts';
import type { Composition, MessageRules, QueuedMessage, Sms } from '../../../messaging/index.ts';
import type { Proofs } from '../../../proofs/index.ts';
import type { Protection } from '../../../protection/index.ts';
import type { Tenants } from '../../../tenants/index.ts';
import type { Asked } from '../method.ts';
import { enrolledPhone, type Phone, type PhoneDependencies, provenPhone } from './phone.ts';

export type SmsCodeDependencies = PhoneDependencies & {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly proofs: Proofs;
  readonly protection: Protection;
  readonly sms: Pick<Sms, 'isOn' | 'demand' | 'confirmed'>;
  readonly tenants: Pick<Tenants, 'byId'>;
};

/** A code to prove oneself by is none to set a factor up by (case 48). */
export type CodeUse = 'sign-in' | 'verify-phone';

/** Which entries become messages. */
export const smsCodeRules: MessageRules = {
  'sms_code.requested': ({ customerId, data }) => ({
    template: 'sms-code',
    channel: 'sms',
    customerId,
    reference: { proofId: data.proofId, use: data.use, ...(data.flowId === undefined ? {} : { flowId: data.flowId }) },
  }),
  'sign_in.sms_requested': ({ data: { flowId, proofId } }) => ({
    template: 'sms-sign-in',
    channel: 'sms',
    customerId: null,
    reference: { flowId, proofId },
  }),
};

/** What a code belongs to: nowhere else is it worth anything (case 78). */
export const placeOf = ({ boundTo, visitor }: Pick<Asked, 'boundTo' | 'visitor'>) => ({
  flowId: boundTo.kind === 'flow' ? boundTo.flowId : boundTo.sessionId,
  browserHash: hashSecret(visitor.browserSecret ?? ''),
});

/** Pays for the message and asks for it. */
export async function sendCode(deps: SmsCodeDependencies, asked: Asked, phone: Phone, use: CodeUse): Promise<void> {
  const { tenant, customerId, visitor } = asked;
  const { tenantId } = tenant;
  if (!deps.sms.isOn(tenant)) throw new ProblemError('sms.unavailable');
  await deps.protection.demand(tenantId, [
    { budget: 'sms.recipient', key: phone.subject },
    { budget: 'sms.account', key: customerId },
    ...deps.protection.networkCharges(visitor.client.address, 'sms'),
  ]);
  await deps.sms.demand(tenant, phone.number);
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const proof = { purpose: use, subject: phone.subject, ...placeOf(asked) };
    const proofId = await deps.proofs.request(tx, tenantId, proof);
    await deps.ledger.append(tx, {
      tenantId,
      customerId,
      event: 'sms_code.requested',
      actor: { kind: 'customer', id: customerId },
      requestId: visitor.requestId,
      data: { proofId, use },
    });
  });
}

/** Writes the message, minting its code now; cancelled when the number is another by then. */
export async function composeSmsCode(deps: SmsCodeDependencies, message: QueuedMessage): Promise<Composition> {
  const { tenantId, customerId } = message;
  const { reader } = deps.database;
  const { proofId, use } = message.reference as { proofId: string; use: CodeUse };
  const tenant = await deps.tenants.byId(tenantId);
  const find = use === 'sign-in' ? enrolledPhone : provenPhone;
  const phone = customerId === null ? null : await find(deps, reader, tenantId, customerId);
  const profile = customerId === null ? null : await deps.customers.profile(reader, tenantId, customerId);
  if (tenant === null || phone === null || profile === null) return { kind: 'cancel', reason: 'number_gone' };
  const minted = await deps.proofs.mint(reader, tenantId, proofId, phone.subject);
  if (minted === null) return { kind: 'cancel', reason: 'proof_superseded' };
  const { host } = new URL(tenant.origin);
  return {
    kind: 'send',
    to: phone.number,
    locale: profile.locale,
    template: use === 'sign-in' ? 'sign-in-code' : 'enrol-phone',
    variables: { tenantName: tenant.name, code: minted.code, host },
  };
}
