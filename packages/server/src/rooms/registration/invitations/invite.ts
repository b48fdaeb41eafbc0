/**
 * Invites somebody to register. The address is sealed; the link is made when the mail is written. A further invitation
 * to the same address takes the place of the former, whose link is worth nothing from then on.
 */
import type { Transaction } from '../../../foundation/database/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { newId } from '../../../foundation/ids/index.ts';
import { type EmailAddress, parseEmailAddress } from '../../customers/index.ts';
import type { Actor } from '../../ledger/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import { demandMayRegister } from '../may-register.ts';
import type { RegistrationDependencies } from '../pending-customer.ts';
import { insertInvitation, revokeInvitations } from '../store.ts';

export type NewInvitation = {
  readonly tenant: Tenant;
  readonly email: string;
  /** The application that they are invited to, if to one. */
  readonly applicationId: string | null;
  readonly locale: string;
  /** Who invites; the house itself when nobody is named. */
  readonly actor?: Actor;
  readonly requestId?: string;
};

export type Invited = { readonly invitationId: string; readonly expiresAt: Date };

/** Where the address of an invitation is sealed. */
export function invitationPlace(tenantId: string, invitationId: string) {
  return { tenantId, subjectId: null, field: `invitation.email:${invitationId}` } as const;
}

/** Notes the invitation and asks for its mail. */
export async function invite(deps: RegistrationDependencies, wanted: NewInvitation): Promise<Invited> {
  const { tenant, applicationId, locale } = wanted;
  const { tenantId } = tenant;
  const email = parseEmailAddress(wanted.email);
  if (email === null) throw new ProblemError('form.invalid', { fields: { email: 'email.malformed' } });
  if (applicationId !== null && (await deps.applications.find(tenantId, applicationId))?.state !== 'active')
    throw new ProblemError('application.not_found');
  await demandMayRegister(deps, tenant, { applicationId, isInvited: true });

  return noteInvitation(deps, { tenant, email, applicationId, locale }, wanted);
}

/** Asks a customer who has no password yet to choose one; null for everybody else. */
export async function inviteCustomer(
  deps: RegistrationDependencies,
  tenantId: string,
  customerId: string,
): Promise<Invited | null> {
  const { reader } = deps.database;
  const tenant = await deps.tenants.byId(tenantId);
  if (tenant === null || (await deps.customers.state(reader, tenantId, customerId)) !== 'active') return null;
  if ((await deps.credentials.passwordSetAt(reader, tenantId, customerId)) !== null) return null;
  const profile = await deps.customers.profile(reader, tenantId, customerId);
  const email = profile && parseEmailAddress(profile.email ?? '');
  if (email === null) return null;
  return noteInvitation(deps, { tenant, email, applicationId: null, locale: profile?.locale ?? 'en', customerId });
}

async function noteInvitation(
  deps: RegistrationDependencies,
  invitation: {
    readonly tenant: Tenant;
    readonly email: EmailAddress;
    readonly applicationId: string | null;
    readonly locale: string;
    readonly customerId?: string;
  },
  by: Pick<NewInvitation, 'actor' | 'requestId'> = {},
): Promise<Invited> {
  const { tenant, email, ...rest } = invitation;
  const { tenantId } = tenant;
  const { applicationId } = rest;
  const invitationId = newId('invitation');
  const subject = await deps.customers.emailKey(deps.database.reader, tenantId, email);
  return deps.database.transaction({ customers: [subject] }, async (tx) => {
    for (const former of await revokeInvitations(tx, tenantId, { subject }))
      await tellRevoked(deps, tx, { tenantId, invitationId: former, reason: 'replaced' });
    const sealed = await deps.encryption.seal(tx, invitationPlace(tenantId, invitationId), email.value);
    const { invitationDays: days } = tenant.settings.registration;
    const row = { tenantId, invitationId, subject, email: sealed, days, ...rest };
    const expiresAt = await insertInvitation(tx, row);
    await deps.ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'invitation.sent',
      actor: by.actor ?? { kind: 'system' },
      requestId: by.requestId,
      data: { invitationId, applicationId },
    });
    return { invitationId, expiresAt };
  });
}

/** Takes an open invitation back; false when there is none of this id. */
export async function revokeInvitation(
  deps: RegistrationDependencies,
  tenantId: string,
  invitationId: string,
): Promise<boolean> {
  return deps.database.transaction({}, async (tx) => {
    const revoked = await revokeInvitations(tx, tenantId, { invitationId });
    if (revoked.length === 0) return false;
    await tellRevoked(deps, tx, { tenantId, invitationId, reason: 'withdrawn' });
    return true;
  });
}

async function tellRevoked(
  deps: RegistrationDependencies,
  tx: Transaction,
  ended: { tenantId: string; invitationId: string; reason: 'withdrawn' | 'replaced' },
): Promise<void> {
  const { tenantId, invitationId, reason } = ended;
  await deps.proofs.voidSubject(tx, tenantId, invitationId);
  await deps.ledger.append(tx, {
    tenantId,
    customerId: null,
    event: 'invitation.revoked',
    actor: { kind: 'system' },
    data: { invitationId, reason },
  });
}
