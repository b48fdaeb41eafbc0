/**
 * A number that its owner proves and makes a factor in one: inside a journey that asks for a factor, where the account
 * has no number yet. One that is somebody else's takes the same path to the same answer; only they learn of it (case 56).
 */
import type { Queries, Transaction } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import { type Customers, parsePhoneNumber } from '../../../customers/index.ts';
import type { Composition, QueuedMessage } from '../../../messaging/index.ts';
import { describeDevice } from '../../../sessions/index.ts';
import { deriveTheme, type Tenant } from '../../../tenants/index.ts';
import type { Flow } from '../../flow.ts';
import type { Flows } from '../../flows.ts';
import type { Answers, Asked } from '../method.ts';
import type { Phone } from './phone.ts';
import { placeOf, type SmsCodeDependencies } from './send-code.ts';

export type NewNumberDependencies = SmsCodeDependencies & {
  readonly flows: Pick<Flows, 'peek' | 'open' | 'carry'>;
  readonly customers: Pick<Customers, 'identifierKey' | 'findByIdentifier' | 'replaceIdentifier'>;
};

export type NewNumber = Omit<Phone, 'identifierId'>;

/** Sealed and bound to the journey. */
type Carried = { readonly newNumber?: { readonly value: string; readonly userAgent: string } };

/** The number that this journey asks about, or null; of a journey of this customer alone. */
export async function waitingNewNumber(
  deps: NewNumberDependencies,
  queries: Queries,
  about: { readonly tenantId: string; readonly customerId: string; readonly flowId: string },
): Promise<(NewNumber & { readonly flow: Flow; readonly userAgent: string }) | null> {
  const { tenantId, customerId, flowId } = about;
  const journey = await deps.flows.open<Carried>(queries, tenantId, flowId);
  const carried = journey?.payload.newNumber;
  if (!journey || carried === undefined || journey.flow.customerId !== customerId) return null;
  const { value: number, userAgent } = carried;
  const subject = await deps.customers.identifierKey(queries, tenantId, { normalised: number });
  return { number, subject, userAgent, flow: journey.flow };
}

/** Notes the number that was typed and has a code sent to it. */
export async function sendToNewNumber(deps: NewNumberDependencies, asked: Asked, answers: Answers): Promise<NewNumber> {
  const { tenant, customerId, boundTo, visitor } = asked;
  const { tenantId } = tenant;
  const { reader } = deps.database;
  if (boundTo.kind !== 'flow') throw new ProblemError('factor.number_needed');
  if (!deps.sms.isOn(tenant)) throw new ProblemError('sms.unavailable');
  const { flowId } = boundTo;
  const flow = await deps.flows.peek(tenantId, flowId, visitor.browserSecret);
  if (flow === null) throw new ProblemError('flow.unknown');
  const number =
    typedNumber(tenant, answers) ?? (await waitingNewNumber(deps, reader, { ...flow, customerId }))?.number;
  if (number === undefined) throw new ProblemError('form.invalid', { fields: { phone: 'phone.malformed' } });
  const subject = await deps.customers.identifierKey(reader, tenantId, { normalised: number });
  await deps.protection.demand(tenantId, [
    { budget: 'sms.account', key: customerId },
    ...deps.protection.networkCharges(visitor.client.address, 'sms'),
  ]);
  await deps.sms.demand(tenant, number);
  // Whoever receives it may be a stranger to whoever asks: beyond their budget the answer is the same, and nothing goes.
  const maySend = await deps.protection.spend(tenantId, [{ budget: 'sms.recipient', key: subject }]);
  const payload: Carried = { newNumber: { value: number, userAgent: visitor.client.userAgent } };
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await deps.flows.carry(tx, flow, { payload, locale: flow.locale });
    if (!maySend) return;
    const proofId = await deps.proofs.request(tx, tenantId, { purpose: 'verify-phone', subject, ...placeOf(asked) });
    await deps.ledger.append(tx, {
      tenantId,
      customerId,
      event: 'sms_code.requested',
      actor: { kind: 'customer', id: customerId },
      requestId: visitor.requestId,
      data: { proofId, use: 'verify-phone', flowId },
    });
  });
  return { number, subject };
}

function typedNumber(tenant: Tenant, { phone = '' }: Answers): string | undefined {
  if (phone.trim() === '') return undefined;
  const parsed = parsePhoneNumber(phone, tenant.settings.identifiers.defaultCountry);
  if (parsed === null) throw new ProblemError('form.invalid', { fields: { phone: 'phone.malformed' } });
  return parsed.value;
}

/** Gives the proven number to the customer; its identifier. Refused when somebody else proved it meanwhile. */
export async function keepNewNumber(
  deps: NewNumberDependencies,
  tx: Transaction,
  { tenant, customerId, visitor }: Asked,
  { number }: NewNumber,
): Promise<string> {
  const { tenantId } = tenant;
  const identifier = { type: 'phone', value: number, normalised: number } as const;
  const replaced = await deps.customers.replaceIdentifier(tx, tenantId, customerId, {
    identifier,
    verifiedBy: 'sms-code',
  });
  if (replaced.kind === 'taken') throw new ProblemError('identifier.taken');
  const { identifierId } = replaced;
  const actor = { kind: 'customer', id: customerId } as const;
  const entry = { tenantId, customerId, actor, requestId: visitor.requestId };
  await deps.ledger.appendAll(tx, [
    { ...entry, event: 'identifier.added', data: { identifierId, type: 'phone' }, personal: visitor.client },
    { ...entry, event: 'identifier.verified', data: { identifierId, method: 'sms-code' } },
  ]);
  return identifierId;
}

/** Writes the message to the new number: its code, or the word that somebody else wanted a number that is taken. */
export async function composeToNewNumber(
  deps: NewNumberDependencies,
  { tenantId, queuedAt }: QueuedMessage,
  about: { readonly customerId: string; readonly flowId: string; readonly proofId: string },
): Promise<Composition> {
  const { reader } = deps.database;
  const { customerId, flowId, proofId } = about;
  const tenant = await deps.tenants.byId(tenantId);
  const waiting = await waitingNewNumber(deps, reader, { tenantId, customerId, flowId });
  if (tenant === null || waiting === null) return { kind: 'cancel', reason: 'journey_over' };
  const { number: to, subject, flow, userAgent } = waiting;
  const minted = await deps.proofs.mint(reader, tenantId, proofId, subject);
  if (minted === null) return { kind: 'cancel', reason: 'proof_superseded' };
  const { name: tenantName, settings } = tenant;
  const holder = await deps.customers.findByIdentifier(reader, tenantId, { normalised: to });
  if (holder !== null && holder.customerId !== customerId) {
    const asked = { at: queuedAt, device: describeDevice(userAgent) };
    const variables = { tenantName, asked, theme: deriveTheme(settings.branding) };
    return { kind: 'send', to, locale: holder.locale, template: 'phone-in-use', variables };
  }
  const { host } = new URL(tenant.origin);
  const variables = { tenantName, code: minted.code, host };
  return { kind: 'send', to, locale: flow.locale, template: 'enrol-phone', variables };
}
