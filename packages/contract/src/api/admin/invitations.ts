/** `/api/admin/invitations`: mails that ask somebody to register. */
import { z } from 'zod';
import { listOf, time } from '../common.ts';
import { named } from '../named.ts';
import { idText } from './common.ts';

export const invite = named(
  'InviteCustomer',
  'Whom to invite. The account begins when they accept; a former invitation to the same address ends.',
  z.strictObject({
    email: z.string().min(3).max(320),
    application_id: idText.nullable().default(null),
    locale: z
      .string()
      .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/)
      .optional(),
  }),
  { email: 'anna@example.com' },
);

export const invited = named(
  'InvitationSent',
  'The invitation.',
  z.object({ invitation_id: z.string(), expires_at: time }),
  { invitation_id: 'inv_0123456789abcdefghjkmnpqrs', expires_at: '2026-12-06T10:30:00Z' },
);

export const list = named(
  'Invitations',
  'Invitations, the open ones first.',
  listOf(
    z.object({
      invitation_id: z.string(),
      email: z.string().nullable().describe('Always masked; null once it is settled.'),
      application_id: z.string().nullable(),
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
        application_id: null,
        state: 'open',
        invited_at: '2026-11-22T10:30:00Z',
        expires_at: '2026-12-06T10:30:00Z',
      },
    ],
    next_cursor: null,
  },
);
