/** The mails of this room: what owners are told, and an invitation to administer. Words and links are made now. */
import { ownerOccasions } from '@cardea/contract';
import { z } from 'zod';
import { maskEmail } from '../customers/index.ts';
import type { Composition, QueuedMessage } from '../messaging/index.ts';
import type { AdministrationDependencies } from './dependencies.ts';
import { openInvitation } from './invitation.ts';

const noticed = z.object({
  occasion: z.enum(ownerOccasions),
  subjectId: z.string().nullable(),
  actorKind: z.string(),
  actorId: z.string().nullable(),
  happenedAt: z.iso.datetime().transform((text) => new Date(text)),
});

/** Tells one person; cancelled when they are gone. */
export async function composeNotice(deps: AdministrationDependencies, message: QueuedMessage): Promise<Composition> {
  const { tenantId, customerId } = message;
  const { reader } = deps.database;
  const { occasion, subjectId, actorKind, actorId, happenedAt } = noticed.parse(message.reference);
  const tenant = await deps.tenants.byId(tenantId);
  const profile = customerId === null ? null : await deps.customers.profile(reader, tenantId, customerId);
  if (tenant === null || profile === null) return { kind: 'cancel', reason: 'customer_gone' };
  const isMe = subjectId === customerId;
  const administrator = subjectId === null ? null : await deps.access.find(tenantId, subjectId);
  const by = actorKind === 'administrator' && actorId !== null ? await nameOf(deps, tenantId, actorId) : actorId;
  const whom = subjectId === null || isMe ? null : await nameOf(deps, tenantId, subjectId);
  return {
    kind: 'send',
    to: profile.email,
    locale: profile.locale,
    template: 'administrator-notice',
    variables: {
      occasion,
      isMe,
      tenantName: tenant.name,
      ...(profile.name !== null && { name: profile.name }),
      asked: { at: happenedAt, device: {} },
      roles: administrator?.roles ?? [],
      ...(whom === null ? {} : { whom }),
      ...(by === null ? {} : { by }),
      link: `${tenant.origin}/console`,
    },
  };
}

/** The mail of an invitation: to what, until when, and the link. Cancelled when it counts no more. */
export async function composeInvitation(
  deps: AdministrationDependencies,
  message: QueuedMessage,
): Promise<Composition> {
  const { tenantId, messageId } = message;
  const { invitationId } = z.object({ invitationId: z.string() }).parse(message.reference);
  const tenant = await deps.tenants.byId(tenantId);
  const invitation = await openInvitation(deps, deps.database.reader, tenantId, invitationId);
  if (tenant === null || invitation === null || invitation.invited === null)
    return { kind: 'cancel', reason: 'invitation_over' };
  const token = await deps.database.transaction({}, (tx) =>
    deps.proofs.linkOf(tx, tenantId, { purpose: 'become-administrator', subject: invitationId, messageId }),
  );
  if (token === null) return { kind: 'cancel', reason: 'invitation_over' };
  return {
    kind: 'send',
    to: invitation.invited.email.value,
    locale: invitation.locale,
    template: 'administrator-invitation',
    variables: {
      tenantName: tenant.name,
      asked: { at: message.queuedAt, device: {} },
      roles: invitation.roles,
      expiresAt: invitation.expiresAt,
      link: `${tenant.origin}/setup?token=${token}`,
    },
  };
}

/** A person as mails name them: what they call themselves is theirs to write, so it is the masked address. */
async function nameOf(deps: AdministrationDependencies, tenantId: string, customerId: string): Promise<string> {
  const profile = await deps.customers.profile(deps.database.reader, tenantId, customerId);
  return profile === null ? customerId : maskEmail(profile.email);
}
