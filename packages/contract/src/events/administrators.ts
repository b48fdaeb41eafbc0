/** Entries about who administers, and about what owners are told. */
import { z } from 'zod';
import { administratorRoleNames } from '../api/admin/permissions.ts';
import { ownerOccasions } from '../owner-occasions.ts';
import { event, id, none } from './parts.ts';

const roles = z.array(z.enum(administratorRoleNames)).max(20);

export const administratorEvents = {
  'administrator.invited': event(z.strictObject({ invitationId: id, roles }), none),
  'administrator.invitation_revoked': event(
    z.strictObject({ invitationId: id, reason: z.enum(['withdrawn', 'replaced']) }),
    none,
  ),
  'administrator.appointed': event(z.strictObject({ roles, invitationId: id.optional() }), none),
  'administrator.changed': event(z.strictObject({ roles, formerRoles: roles }), none),
  'administrator.suspended': event(none, none),
  'administrator.resumed': event(none, none),
  'administrator.removed': event(z.strictObject({ formerRoles: roles }), none),
  'administrator.notified': event(
    z.strictObject({
      recipientId: id,
      occasion: z.enum(ownerOccasions),
      // whom or what it is about, and the entry that says so
      subjectId: id.nullable(),
      entryId: id,
      actorKind: z.enum(['customer', 'visitor', 'administrator', 'application', 'system']),
      actorId: id.nullable(),
      happenedAt: z.iso.datetime(),
    }),
    none,
  ),
} as const;
