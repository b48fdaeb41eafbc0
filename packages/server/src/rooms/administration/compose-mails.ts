/** The mails of this room: what owners are told, and an invitation to administer. Words and links are made now. */
import { type OwnerOccasion, ownerOccasions } from '@cardea/contract';
import { z } from 'zod';
import { maskKnownBy } from '../customers/index.ts';
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
  if (tenant === null || profile === null || profile.email === null) return { kind: 'cancel', reason: 'customer_gone' };
  const isMe = subjectId === customerId;
  const administrator = subjectId === null ? null : await deps.access.find(tenantId, subjectId);
  const by = actorKind === 'administrator' && actorId !== null ? await nameOf(deps, tenantId, actorId) : actorId;
  const attack = await attackOf(deps, tenantId, occasion, happenedAt);
  const isByItself = occasion === 'sms_budget_reached' || (attack !== null && actorKind === 'system');
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
      isByItself,
      ...(attack === null ? {} : { attack }),
      link: `${tenant.origin}/console`,
    },
  };
}

const hourMilliseconds = 60 * 60 * 1000;

/** What came and what was found in the time that a notice about attacks speaks of; null of all others. */
async function attackOf(
  { protection }: AdministrationDependencies,
  tenantId: string,
  occasion: OwnerOccasion,
  happenedAt: Date,
) {
  if (!occasion.startsWith('attack_mode_') && occasion !== 'protection_digest') return null;
  const { detection } = protection;
  const at = happenedAt.getTime();
  const isOver = occasion === 'attack_mode_ended' || occasion === 'attack_mode_stopped';
  const last = isOver ? await detection.lastAttack(tenantId) : null;
  const from = last?.began ?? new Date(at - (occasion === 'protection_digest' ? 7 * 24 : 1) * hourMilliseconds);
  const span = { from, to: new Date(at + hourMilliseconds) };
  // What this server has counted in the last seconds belongs to it.
  await detection.share();
  const hours = await detection.figures(tenantId, { ...span, from: new Date(from.getTime() - hourMilliseconds) });
  const sum = (name: 'attempts' | 'failures' | 'challenged') => ({
    name,
    count: hours.reduce((total, hour) => total + hour[name], 0),
  });
  const figures = [sum('attempts'), sum('failures'), sum('challenged')].filter(({ count }) => count > 0);
  const found = await detection.countFindings(tenantId, { ...span, from: new Date(from.getTime() - 1000) });
  return { figures, found };
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
  return profile === null ? customerId : maskKnownBy(profile);
}
