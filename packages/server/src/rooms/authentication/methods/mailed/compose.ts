/**
 * What the mails of this method say, decided when they are sent: to the owner of an account the code, the link or both,
 * as the policy ahead has it; to anybody else at most once a day that there is none.
 */
import type { Composition, QueuedMessage } from '../../../messaging/index.ts';
import { describeDevice } from '../../../sessions/index.ts';
import { deriveTheme, type Tenant } from '../../../tenants/index.ts';
import { policyToward } from '../../facts.ts';
import { composeForNobody } from '../../mail-to-nobody.ts';
import type { MailedDependencies, WantedSignIn } from './wanted-sign-in.ts';

/** The mail that begins a sign-in; cancelled when the journey is over or further on. */
export async function composeSignInMail(deps: MailedDependencies, message: QueuedMessage): Promise<Composition> {
  const { tenantId } = message;
  const { reader } = deps.database;
  const { flowId, proofId } = message.reference as { flowId: string; proofId: string };
  const tenant = await deps.tenants.byId(tenantId);
  const journey = await deps.flows.open<WantedSignIn>(reader, tenantId, flowId);
  // The journey may wait for a text message by now.
  if (tenant === null || journey === null || !('email' in journey.payload))
    return { kind: 'cancel', reason: 'journey_over' };
  const { flow, payload } = journey;
  const { email } = payload;
  // Bound to the address: a code goes to no other (case 57).
  const subject = await deps.customers.emailKey(reader, tenantId, email);
  const minted = await deps.proofs.mint(reader, tenantId, proofId, subject);
  if (minted === null) return { kind: 'cancel', reason: 'proof_superseded' };
  const facts = factsOf(tenant, message, payload.userAgent);
  const holder = await deps.customers.findByEmail(reader, tenantId, email);
  if (holder === null) return composeForNobody(deps, message, { tenant, email, subject, locale: flow.locale, facts });
  const customerState = await deps.customers.state(reader, tenantId, holder.customerId);
  const permission = deps.gate.mayAuthenticate({ tenantState: tenant.state, customerState });
  if (!permission.allowed && permission.reason !== 'customer_closing') return { kind: 'cancel', reason: 'not_allowed' };
  const profile = await deps.customers.profile(reader, tenantId, holder.customerId);
  if (profile === null || profile.email === null) return { kind: 'cancel', reason: 'customer_gone' };
  const { first } = await policyToward(deps, tenant, flow.interaction?.applicationId ?? null);
  return {
    kind: 'send',
    // To the address on record, not to the one typed: they may differ in ways that only look alike (case 11).
    to: profile.email,
    locale: holder.locale,
    template: 'sign-in',
    variables: {
      ...facts,
      ...(profile.name !== null && { name: profile.name }),
      lifetimeMinutes: minted.codeSeconds / 60,
      ...(first.includes('email-code') || payload.inPlaceOfWork === true ? { code: minted.code } : {}),
      ...(first.includes('email-link') ? { link: `${tenant.origin}/sign-in/link?token=${minted.linkToken}` } : {}),
    },
  };
}

/** The code for "confirm it is you"; cancelled when another was asked for since. */
export async function composeConfirmationMail(deps: MailedDependencies, message: QueuedMessage): Promise<Composition> {
  const { tenantId, customerId } = message;
  const { reader } = deps.database;
  const { proofId, flowId } = message.reference as { proofId: string; flowId?: string };
  const tenant = await deps.tenants.byId(tenantId);
  const profile = customerId === null ? null : await deps.customers.profile(reader, tenantId, customerId);
  if (tenant === null || customerId === null || profile === null || profile.email === null)
    return { kind: 'cancel', reason: 'customer_gone' };
  const minted = await deps.proofs.mint(reader, tenantId, proofId, customerId);
  if (minted === null) return { kind: 'cancel', reason: 'proof_superseded' };
  return {
    kind: 'send',
    to: profile.email,
    locale: profile.locale,
    template: 'confirm',
    variables: {
      ...factsOf(tenant, message, ''),
      ...(profile.name !== null && { name: profile.name }),
      lifetimeMinutes: minted.codeSeconds / 60,
      code: minted.code,
      isSignIn: flowId !== undefined,
    },
  };
}

const factsOf = (tenant: Tenant, message: QueuedMessage, userAgent: string) => ({
  tenantName: tenant.name,
  asked: { at: message.queuedAt, device: describeDevice(userAgent) },
  theme: deriveTheme(tenant.settings.branding),
});
