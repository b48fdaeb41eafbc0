/**
 * What is sent about a lost factor: the code to the mailbox, and to every channel there is the word that somebody says
 * so, with a link that stops it. Decided when it is sent.
 */
import { z } from 'zod';
import type { LedgerEntry } from '../../ledger/index.ts';
import {
  type Composition,
  type MessageRequest,
  type MessageRules,
  payForUrgent,
  type QueuedMessage,
} from '../../messaging/index.ts';
import { describeDevice } from '../../sessions/index.ts';
import { deriveTheme } from '../../tenants/index.ts';
import type { RecoveryDependencies } from '../dependencies.ts';

const moment = z.iso.datetime().transform((text) => new Date(text));
const reference = z.object({
  entryId: z.string(),
  recordedAt: moment,
  proofId: z.string().nullish(),
  dueAt: moment.nullish(),
});
const client = z.object({ address: z.string(), userAgent: z.string() });

const request = (
  { entryId, customerId, recordedAt }: Pick<LedgerEntry, 'entryId' | 'customerId' | 'recordedAt'>,
  message: Pick<MessageRequest, 'template' | 'channel'> & { readonly more: Readonly<Record<string, string>> },
): MessageRequest => {
  const { template, channel, more } = message;
  return { template, channel, customerId, reference: { entryId, recordedAt: recordedAt.toISOString(), ...more } };
};

/** Which entries are told to whom. */
export const lostFactorRules: MessageRules = {
  'lost_factor.code_requested': (entry) =>
    request(entry, { template: 'lost-factor-code', channel: 'email', more: { proofId: entry.data.proofId } }),
  'lost_factor.reported': (entry) =>
    request(entry, { template: 'lost-factor', channel: 'email', more: { dueAt: entry.data.dueAt } }),
  // The same by text message, where there is a number: one entry asks for one message.
  'lost_factor.announced': (entry) =>
    request(entry, { template: 'lost-factor', channel: 'sms', more: { dueAt: entry.data.dueAt } }),
};

/** The mail with the code; cancelled when there is nothing to prove any more. */
export async function composeLostFactorCode(deps: RecoveryDependencies, message: QueuedMessage): Promise<Composition> {
  const told = await readTold(deps, message);
  if (told === null) return { kind: 'cancel', reason: 'customer_gone' };
  const { tenantId, customerId, to, facts, proofId } = told;
  const minted = await deps.proofs.mint(deps.database.reader, tenantId, proofId ?? '', customerId);
  if (minted === null) return { kind: 'cancel', reason: 'proof_superseded' };
  const variables = { ...facts, code: minted.code, lifetimeMinutes: minted.codeSeconds / 60 };
  return { ...to, template: 'lost-factor-code', variables };
}

/** The word that factors are said to be lost, by mail or text message; cancelled when that has been stopped. */
export async function composeLostFactor(deps: RecoveryDependencies, message: QueuedMessage): Promise<Composition> {
  const told = await readTold(deps, message);
  if (told === null) return { kind: 'cancel', reason: 'customer_gone' };
  const { tenant, tenantId, customerId, to, facts, dueAt } = told;
  const report = await deps.credentials.lostFactors.find(deps.database.reader, tenantId, customerId);
  if (report === null || dueAt == null) return { kind: 'cancel', reason: 'notice_over' };
  const { messageId } = message;
  const token = await deps.database.transaction({}, (tx) =>
    deps.proofs.linkOf(tx, tenantId, { purpose: 'stop-lost-factor', subject: customerId, messageId }),
  );
  if (token === null) return { kind: 'cancel', reason: 'notice_over' };
  const link = `${tenant.origin}/stop-lost-factor?token=${token}`;
  if (message.channel === 'email')
    return { ...to, template: 'security-notice', variables: { ...facts, notice: 'factor_lost', dueAt, link } };
  const held = await deps.customers.identifiers(deps.database.reader, tenantId, customerId);
  const phone = held.find(({ type, verifiedAt }) => type === 'phone' && verifiedAt !== null);
  if (phone === undefined) return { kind: 'cancel', reason: 'customer_gone' };
  const paid = await payForUrgent(deps, tenant, { notice: 'factor_lost', customerId, number: phone.value });
  if ('kind' in paid) return paid;
  const variables = { tenantName: facts.tenantName, link };
  return { ...to, ...paid, to: phone.value, template: 'lost-factor', variables };
}

async function readTold(deps: RecoveryDependencies, message: QueuedMessage) {
  const { tenantId, customerId } = message;
  if (customerId === null) return null;
  const { entryId, recordedAt, proofId, dueAt } = reference.parse(message.reference);
  const { reader } = deps.database;
  const tenant = await deps.tenants.byId(tenantId);
  const profile = await deps.customers.profile(reader, tenantId, customerId);
  if (tenant === null || profile === null || profile.email === null) return null;
  const personal = await deps.ledger.personalOf(reader, { tenantId, customerId, entryId, recordedAt });
  const { address, userAgent } = client.parse(personal);
  return {
    tenantId,
    customerId,
    tenant,
    proofId,
    dueAt,
    to: { kind: 'send', to: profile.email, locale: profile.locale } as const,
    facts: {
      tenantName: tenant.name,
      ...(profile.name !== null && { name: profile.name }),
      asked: { at: recordedAt, device: describeDevice(userAgent), address },
      theme: deriveTheme(tenant.settings.branding),
    },
  };
}
