/**
 * What a recovery's message says, decided when it is sent: a code and a link for the owner of an account, at most once
 * a day a friendly note for a mailbox that has none or lost it, and nothing at all about accounts that cannot be opened.
 */
import { composeForNobody } from '../authentication/index.ts';
import type { Composition, QueuedMessage } from '../messaging/index.ts';
import { describeDevice } from '../sessions/index.ts';
import { deriveTheme } from '../tenants/index.ts';
import type { RecoveryDependencies, WantedAccount } from './dependencies.ts';
import { ownerOf, subjectOf, weaknessOf } from './wanted.ts';

/** Composes the message, minting its code now; cancelled when the journey is over or further on. */
export async function composeRecoveryMessage(deps: RecoveryDependencies, message: QueuedMessage): Promise<Composition> {
  const { tenantId } = message;
  const { reader } = deps.database;
  const { flowId, proofId } = message.reference as { flowId: string; proofId: string };
  const tenant = await deps.tenants.byId(tenantId);
  const journey = await deps.authentication.flows.open<WantedAccount>(reader, tenantId, flowId);
  if (tenant === null || journey === null) return { kind: 'cancel', reason: 'journey_over' };
  const { flow, payload } = journey;
  // Bound to the address: a code goes to no other (case 57).
  const subject = await subjectOf(deps, reader, tenantId, payload);
  const minted = await deps.proofs.mint(reader, tenantId, proofId, subject);
  if (minted === null) return { kind: 'cancel', reason: 'proof_superseded' };

  const facts = {
    tenantName: tenant.name,
    asked: { at: message.queuedAt, device: describeDevice(payload.userAgent) },
    theme: deriveTheme(tenant.settings.branding),
  };
  const holder = await ownerOf(deps, reader, tenantId, payload);
  if (holder === null) {
    if (payload.email === null) return { kind: 'cancel', reason: 'nobody' };
    return composeForNobody(deps, message, { tenant, email: payload.email, subject, locale: flow.locale, facts });
  }
  const customerState = await deps.customers.state(reader, tenantId, holder.customerId);
  const permission = deps.gate.mayAuthenticate({ tenantState: tenant.state, customerState });
  if (!permission.allowed && permission.reason !== 'customer_closing') return { kind: 'cancel', reason: 'not_allowed' };
  const link = `${tenant.origin}/recover/link?token=${minted.linkToken}`;
  if (payload.phone !== undefined) {
    const to = { channel: 'sms', to: payload.phone.value, locale: holder.locale } as const;
    if (payload.isByStaff === true) {
      const minutes = deps.proofs.linkSeconds('recover-account') / 60;
      const variables = { tenantName: tenant.name, minutes, link };
      return { kind: 'send', ...to, template: 'recovery-link', variables };
    }
    // What it costs is counted when it goes: most numbers that are typed are nobody's.
    const admission = await deps.sms.admit(tenant, payload.phone.value);
    if (admission.kind !== 'admitted') return { kind: 'cancel', reason: `sms_${admission.kind}` };
    const { host } = new URL(tenant.origin);
    const variables = { tenantName: tenant.name, code: minted.code, host };
    return { kind: 'send', ...to, template: 'recover-by-number', variables };
  }
  const profile = await deps.customers.profile(reader, tenantId, holder.customerId);
  if (profile === null || profile.email === null) return { kind: 'cancel', reason: 'customer_gone' };
  if (payload.isByStaff === true) {
    const lifetimeMinutes = deps.proofs.linkSeconds('recover-account') / 60;
    return {
      kind: 'send',
      to: profile.email,
      locale: holder.locale,
      template: 'password-link',
      variables: {
        ...facts,
        ...(profile.name !== null && { name: profile.name }),
        link,
        lifetimeMinutes,
        recoverLink: `${tenant.origin}/recover`,
      },
    };
  }
  return {
    kind: 'send',
    // To the address on record, not to the one typed: they may differ in ways that only look alike (case 11).
    to: profile.email,
    locale: holder.locale,
    template: 'recover-account',
    variables: {
      ...facts,
      ...(profile.name !== null && { name: profile.name }),
      code: minted.code,
      lifetimeMinutes: minted.codeSeconds / 60,
      link,
      weakness: weaknessOf(payload),
    },
  };
}
