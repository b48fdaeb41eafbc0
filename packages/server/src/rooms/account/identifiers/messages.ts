/**
 * What is sent about a change: the code to the new address or number, or a note when that is somebody else's or may yet be; and
 * to the address that a change took away, the way to undo it. Decided when it is sent.
 */
import { z } from 'zod';
import { maskKnownBy } from '../../customers/index.ts';
import type { LedgerEntry } from '../../ledger/index.ts';
import type { Composition, MessageRequest, MessageRules, QueuedMessage } from '../../messaging/index.ts';
import { describeDevice } from '../../sessions/index.ts';
import { deriveTheme, type Tenant } from '../../tenants/index.ts';
import type { IdentifierDependencies } from './dependencies.ts';
import type { PendingChange, ProvableType } from './pending-change.ts';

const change = z.object({ changeId: z.string(), entryId: z.string(), recordedAt: z.iso.datetime() });
const client = z.object({ address: z.string(), userAgent: z.string() });

export const changeRules: MessageRules = {
  'identifier.change_requested': ({ customerId, data }): MessageRequest => ({
    template: 'identifier-change',
    channel: data.type === 'phone' ? 'sms' : 'email',
    customerId,
    reference: { flowId: data.flowId, proofId: data.proofId, type: data.type },
  }),
};

/** The note to an address that a change took away; null for every other change. */
export function formerAddressMessage(entry: LedgerEntry<'identifier.changed'>): MessageRequest | null {
  const { changeId } = entry.data;
  if (changeId === undefined) return null;
  const { entryId, customerId } = entry;
  const reference = { changeId, entryId, recordedAt: entry.recordedAt.toISOString() };
  return { template: 'email-changed', channel: 'email', customerId, reference };
}

/** Composes the message to the new address or number, minting its code now; cancelled when the request is over. */
export async function composeChange(deps: IdentifierDependencies, message: QueuedMessage): Promise<Composition> {
  const { tenantId } = message;
  const { reader } = deps.database;
  const { flowId, proofId, type } = message.reference as { flowId: string; proofId: string; type: ProvableType };
  const tenant = await deps.tenants.byId(tenantId);
  const journey = await deps.authentication.flows.open<PendingChange>(reader, tenantId, flowId);
  if (tenant === null || journey === null) return { kind: 'cancel', reason: 'journey_over' };
  const { customerId, identifier, userAgent } = journey.payload;
  const subject = await deps.customers.identifierKey(reader, tenantId, identifier);
  // Minted for one that is taken too, and sent to nobody: a wrong code must cost the same work for both.
  const minted = await deps.proofs.mint(reader, tenantId, proofId, subject);
  if (minted === null) return { kind: 'cancel', reason: 'proof_superseded' };

  const facts = factsOf(tenant, { at: message.queuedAt, userAgent });
  const to = { kind: 'send', to: identifier.value, locale: journey.flow.locale } as const;
  const holder = await deps.customers.findByIdentifier(reader, tenantId, identifier);
  if (holder !== null && holder.customerId !== customerId) {
    if (type === 'phone') return { ...to, locale: holder.locale, template: 'phone-in-use', variables: facts };
    const profile = await deps.customers.profile(reader, tenantId, holder.customerId);
    if (profile === null || profile.email === null) return { kind: 'cancel', reason: 'customer_gone' };
    // To the address on record, not to the one typed: they may differ in ways that only look alike (case 11).
    const signInLink = `${tenant.origin}/sign-in`;
    const variables = { ...facts, signInLink, ...(profile.name !== null && { name: profile.name }) };
    return { ...to, to: profile.email, locale: holder.locale, template: 'address-in-use', variables };
  }
  if (type === 'email') {
    const reserved = await deps.customers.reservation(reader, tenantId, identifier, customerId);
    if (reserved !== null) {
      const { address, locale, changedAt, until } = reserved;
      return { ...to, to: address, locale, template: 'address-reserved', variables: { ...facts, changedAt, until } };
    }
  }
  const code = { code: minted.code, lifetimeMinutes: minted.codeSeconds / 60 };
  if (type === 'phone') {
    const { host } = new URL(tenant.origin);
    return { ...to, template: 'change-phone', variables: { ...facts, ...code, host } };
  }
  return { ...to, template: 'change-email', variables: { ...facts, ...code } };
}

/** Composes the note to the former address, with the link that undoes; cancelled when it was undone already. */
export async function composeFormerAddress(deps: IdentifierDependencies, message: QueuedMessage): Promise<Composition> {
  const { tenantId, messageId, customerId } = message;
  const { reader } = deps.database;
  const { changeId, entryId, recordedAt } = change.parse(message.reference);
  const tenant = await deps.tenants.byId(tenantId);
  const changed = await deps.customers.emailChange(reader, tenantId, changeId);
  const profile = customerId === null ? null : await deps.customers.profile(reader, tenantId, customerId);
  if (tenant === null || customerId === null || profile === null || changed === null) {
    return { kind: 'cancel', reason: 'notice_over' };
  }
  const at = new Date(recordedAt);
  const { address, userAgent } = client.parse(
    await deps.ledger.personalOf(reader, { tenantId, customerId, entryId, recordedAt: at }),
  );
  const token = await deps.database.transaction({}, async (tx) => {
    await deps.customers.reserveFor(tx, tenantId, changeId, deps.proofs.linkSeconds('undo-email-change'));
    return deps.proofs.linkOf(tx, tenantId, { purpose: 'undo-email-change', subject: changeId, messageId });
  });
  if (token === null) return { kind: 'cancel', reason: 'notice_over' };
  return {
    kind: 'send',
    to: changed.formerEmail,
    locale: profile.locale,
    template: 'email-changed',
    variables: {
      ...factsOf(tenant, { at, userAgent, address }),
      ...(profile.name !== null && { name: profile.name }),
      maskedEmail: maskKnownBy(profile),
      link: `${tenant.origin}/undo-email-change?token=${token}`,
    },
  };
}

function factsOf(
  tenant: Tenant,
  asked: { readonly at: Date; readonly userAgent: string; readonly address?: string },
): Readonly<Record<string, unknown>> {
  const { at, userAgent, address } = asked;
  return {
    tenantName: tenant.name,
    asked: { at, device: describeDevice(userAgent), ...(address === undefined ? {} : { address }) },
    theme: deriveTheme(tenant.settings.branding),
  };
}
