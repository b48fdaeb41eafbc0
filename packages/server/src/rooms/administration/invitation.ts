/** An invitation as its link finds it, without using it; and by whose authority it still counts. */
import { type AdministratorRole, administratorRoleNames, permissionNames } from '@cardea/contract';
import type { Queries } from '../../foundation/database/index.ts';
import { type Author, permissionsAmong } from '../access/index.ts';
import { type EmailAddress, parseEmailAddress } from '../customers/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { AdministrationDependencies } from './dependencies.ts';
import { invitationPlace } from './invite.ts';
import { findOpenInvitation } from './store.ts';

export type OpenInvitation = {
  readonly invitationId: string;
  readonly roles: readonly AdministratorRole[];
  /** The address it was made for, and the digest that stands for it; null: whoever holds the link. */
  readonly invited: { readonly email: EmailAddress; readonly subject: string } | null;
  /** Who has that address already. */
  readonly holderId: string | null;
  readonly locale: string;
  readonly expiresAt: Date;
  /** Whether it came by mail, so that its link proves the address. */
  readonly isMailed: boolean;
  readonly by: { readonly kind: string; readonly id: string | null };
};

/** The invitation behind a link; null when it is no longer good. A set-up link is none once there is an owner. */
export async function viewInvitation(
  deps: AdministrationDependencies,
  tenantId: string,
  token: string,
): Promise<OpenInvitation | null> {
  const { reader } = deps.database;
  const link = await deps.proofs.peekLink(reader, tenantId, 'become-administrator', token);
  return link && openInvitation(deps, reader, tenantId, link.subject);
}

/** An invitation that counts. */
export async function openInvitation(
  deps: AdministrationDependencies,
  queries: Queries,
  tenantId: string,
  invitationId: string,
): Promise<OpenInvitation | null> {
  const row = await findOpenInvitation(queries, tenantId, invitationId);
  if (row === undefined) return null;
  const shared = {
    invitationId,
    roles: administratorRoleNames.filter((role) => row.roles.includes(role)),
    locale: row.locale,
    expiresAt: row.expires_at,
    isMailed: row.invited_by_kind !== 'system',
    by: { kind: row.invited_by_kind, id: row.invited_by },
  };
  if (row.subject === null) {
    const isOver = (await deps.access.owners(queries, tenantId)).length > 0;
    return isOver ? null : { ...shared, invited: null, holderId: null };
  }
  if (row.email === null) return null;
  const email = parseEmailAddress(
    await deps.encryption.open(queries, invitationPlace(tenantId, invitationId), row.email),
  );
  if (email === null) return null;
  const holder = await deps.customers.findByEmail(queries, tenantId, email);
  return { ...shared, invited: { email, subject: row.subject }, holderId: holder?.customerId ?? null };
}

/**
 * Whoever invited, with what they hold now: an invitation is worth no more than its author is at the moment it is
 * accepted.
 */
export async function inviterOf(
  deps: Pick<AdministrationDependencies, 'applications'>,
  tenant: Tenant,
  { by }: Pick<OpenInvitation, 'by'>,
): Promise<Author> {
  if (by.kind === 'system' || by.id === null) return { caller: 'house' };
  if (by.kind === 'administrator')
    return {
      caller: { kind: 'administrator', customerId: by.id, sessionId: '', permissions: new Set(permissionNames) },
    };
  const application = await deps.applications.find(tenant.tenantId, by.id);
  const scopes = application?.state === 'active' ? application.metadata.scope.split(' ') : [];
  return { caller: { kind: 'client', applicationId: by.id, permissions: permissionsAmong(scopes, tenant) } };
}
