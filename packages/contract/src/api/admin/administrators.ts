/** `/api/admin/administrators` and `/api/admin/administrator-invitations`: who administers, and who is asked to. */
import { z } from 'zod';
import { listOf, time } from '../common.ts';
import { named } from '../named.ts';
import { administratorRoleNames } from './permissions.ts';

const roles = z
  .array(z.enum(administratorRoleNames))
  .min(1)
  .max(administratorRoleNames.length)
  .describe(
    'What they may do is what all of these allow together. Nobody gives a role that allows more than they hold.',
  );

const example = {
  customer_id: 'cus_0123456789abcdefghjkmnpqrs',
  email: 'a•••@example.com',
  name: 'A•••',
  masked: true,
  roles: ['support' as const],
  state: 'active' as const,
  is_live: true,
  created_at: '2026-11-22T10:30:00Z',
  updated_at: '2026-11-22T10:30:00Z',
};

export const administrator = named(
  'Administrator',
  'Somebody who administers, masked unless a reason is given to see them whole.',
  z.object({
    customer_id: z.string(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    masked: z.boolean(),
    roles: z.array(z.enum(administratorRoleNames)),
    state: z.enum(['active', 'suspended']),
    is_live: z.boolean().describe('Active, and so is their account.'),
    created_at: time,
    updated_at: time,
  }),
  example,
);

export const list = named('Administrators', 'Who administers.', listOf(administrator), {
  items: [example],
  next_cursor: null,
});

export const appoint = named(
  'AppointAdministrator',
  'A customer of this tenant who administers from now on. Whoever has no account yet is invited.',
  z.strictObject({ customer_id: z.string().max(40), roles }),
  { customer_id: 'cus_0123456789abcdefghjkmnpqrs', roles: ['support'] },
);

export const change = named(
  'ChangeAdministrator',
  'What is left out stays. It counts from their next request on.',
  z.strictObject({ roles: roles.optional(), state: z.enum(['active', 'suspended']).optional() }),
  { roles: ['support', 'auditor'] },
);

export const invite = named(
  'InviteAdministrator',
  'Whom to ask. They get a link by mail that works once; a former invitation to the same address ends.',
  z.strictObject({
    email: z.string().min(3).max(320),
    roles,
    locale: z
      .string()
      .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/)
      .optional(),
  }),
  { email: 'anna@example.com', roles: ['support'] },
);

export const invited = named(
  'AdministratorInvited',
  'The invitation.',
  z.object({ invitation_id: z.string(), expires_at: time }),
  { invitation_id: 'inv_0123456789abcdefghjkmnpqrs', expires_at: '2026-11-25T10:30:00Z' },
);

export const invitations = named(
  'AdministratorInvitations',
  'Invitations to administer, newest first.',
  listOf(
    z.object({
      invitation_id: z.string(),
      email: z.string().nullable().describe('Always masked; null once it is settled.'),
      roles: z.array(z.enum(administratorRoleNames)),
      state: z.enum(['open', 'expired', 'accepted', 'revoked']),
      invited_at: time,
      expires_at: time,
    }),
  ),
  {
    items: [
      {
        invitation_id: 'inv_0123456789abcdefghjkmnpqrs',
        email: 'a•••@example.com',
        roles: ['support'],
        state: 'open',
        invited_at: '2026-11-22T10:30:00Z',
        expires_at: '2026-11-25T10:30:00Z',
      },
    ],
    next_cursor: null,
  },
);
