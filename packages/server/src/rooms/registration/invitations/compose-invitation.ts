/** The mail of an invitation: who invites to what, until when, and the link. Cancelled when it counts no more. */
import type { Composition, QueuedMessage } from '../../messaging/index.ts';
import { deriveTheme } from '../../tenants/index.ts';
import type { RegistrationDependencies } from '../pending-customer.ts';
import { openInvitation } from './accept-invitation.ts';

/** Composes it, making its link now. */
export async function composeInvitation(deps: RegistrationDependencies, message: QueuedMessage): Promise<Composition> {
  const { tenantId, messageId } = message;
  const { reader } = deps.database;
  const { invitationId } = message.reference as { invitationId: string };
  const tenant = await deps.tenants.byId(tenantId);
  const invitation = await openInvitation(deps, reader, tenantId, invitationId);
  if (tenant === null || invitation === null) return { kind: 'cancel', reason: 'invitation_over' };
  const token = await deps.database.transaction({}, (tx) =>
    deps.proofs.linkOf(tx, tenantId, { purpose: 'accept-invitation', subject: invitationId, messageId }),
  );
  if (token === null) return { kind: 'cancel', reason: 'invitation_over' };
  return {
    kind: 'send',
    to: invitation.email.value,
    locale: invitation.locale,
    template: 'invitation',
    variables: {
      tenantName: tenant.name,
      asked: { at: message.queuedAt, device: {} },
      theme: deriveTheme(tenant.settings.branding),
      expiresAt: invitation.expiresAt,
      link: `${tenant.origin}/invitation?token=${token}`,
    },
  };
}
