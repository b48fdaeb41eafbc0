/**
 * What a sign-up's message says, decided when it is sent: a code for an address that is free, a friendly note for one
 * that has an account, or may get it back. Only the owner of the mailbox ever learns which.
 */
import type { Composition, QueuedMessage } from '../messaging/index.ts';
import { describeDevice } from '../sessions/index.ts';
import { deriveTheme, type Tenants } from '../tenants/index.ts';
import { identifierOf, subjectOf } from './identifier.ts';
import type { PendingCustomer, RegistrationDependencies } from './pending-customer.ts';

/** Composes the message of a registration journey, minting its code now; cancelled when the journey is over. */
export async function composeSignUpMessage(
  deps: RegistrationDependencies & { tenants: Tenants },
  message: QueuedMessage,
): Promise<Composition> {
  const { tenantId } = message;
  const { reader } = deps.database;
  const { flowId, proofId } = message.reference as { flowId: string; proofId: string };
  const tenant = await deps.tenants.byId(tenantId);
  const journey = await deps.authentication.flows.open<PendingCustomer>(reader, tenantId, flowId);
  if (tenant === null || journey === null) return { kind: 'cancel', reason: 'journey_over' };
  const { flow, payload } = journey;
  const facts = {
    tenantName: tenant.name,
    asked: { at: message.queuedAt, device: describeDevice(payload.userAgent) },
    theme: deriveTheme(tenant.settings.branding),
  };

  // Minted for a taken address too, and sent to nobody: a wrong code must cost the same work for both.
  // Bound to the address, because the journey's address may have been changed since: a code goes to no other (case 57).
  const identifier = identifierOf(payload);
  const subject = await subjectOf(deps, tenantId, identifier);
  const minted = await deps.proofs.mint(reader, tenantId, proofId, subject);
  if (minted === null) return { kind: 'cancel', reason: 'proof_superseded' };

  const holder = await deps.customers.findByIdentifier(reader, tenantId, identifier);
  if (identifier.type === 'phone') {
    const { host } = new URL(tenant.origin);
    const to = { kind: 'send', channel: 'sms', to: identifier.value } as const;
    if (holder !== null)
      return { ...to, locale: holder.locale, template: 'already-registered', variables: { ...facts, host } };
    const variables = { ...facts, code: minted.code, host };
    return { ...to, locale: flow.locale, template: 'verify-number', variables };
  }
  if (holder !== null) {
    // To the address on record, not to the one typed: they may differ in ways that only look alike (case 11).
    const profile = await deps.customers.profile(reader, tenantId, holder.customerId);
    if (profile === null || profile.email === null) return { kind: 'cancel', reason: 'customer_gone' };
    return {
      kind: 'send',
      to: profile.email,
      locale: holder.locale,
      template: 'already-registered',
      variables: {
        ...facts,
        ...(profile.name !== null && { name: profile.name }),
        signInLink: `${tenant.origin}/sign-in`,
      },
    };
  }

  const reserved = await deps.customers.reservation(reader, tenantId, identifier);
  if (reserved !== null) {
    const { address, locale, changedAt, until } = reserved;
    return {
      kind: 'send',
      to: address,
      locale,
      template: 'address-reserved',
      variables: { ...facts, changedAt, until },
    };
  }

  return {
    kind: 'send',
    to: identifier.value,
    locale: flow.locale,
    template: 'verify-address',
    // The token rides in the query, not in a fragment, so that the page works without JavaScript.
    variables: {
      ...facts,
      code: minted.code,
      lifetimeMinutes: minted.codeSeconds / 60,
      link: `${tenant.origin}/verify/link?token=${minted.linkToken}`,
    },
  };
}
