/** `/api/account/identities`: accounts elsewhere that sign the customer in here. */
import { z } from 'zod';
import { listOf, time } from './common.ts';
import { named } from './named.ts';

const identity = z.object({
  identity_id: z.string(),
  connection_id: z.string(),
  connection_name: z.string().describe('As its button says it.'),
  email: z.string().nullable().describe('What the account there looked like when it was last used.'),
  name: z.string().nullable(),
  usable: z.boolean().describe('False while the connection is off.'),
  linked_at: time,
  last_used_at: time.nullable(),
});

export const identities = named(
  'Identities',
  'The accounts elsewhere that sign a customer in here.',
  listOf(identity),
  {
    items: [
      {
        identity_id: 'idt_0123456789abcdefghjkmnpqrs',
        connection_id: 'google',
        connection_name: 'Google',
        email: 'anna@example.com',
        name: 'Anna',
        usable: true,
        linked_at: '2026-11-22T10:30:00Z',
        last_used_at: null,
      },
    ],
    next_cursor: null,
  },
);

export const linkIdentity = named(
  'LinkIdentity',
  'The connection that an account is to be linked of.',
  z.strictObject({ connection_id: z.string().min(2).max(40) }),
  { connection_id: 'google' },
);

export const linkingIdentity = named(
  'LinkingIdentity',
  'Where the customer goes on, in a browser of their own: they sign in at the provider there, and say yes here.',
  z.object({ href: z.url() }),
  { href: 'https://login.shop.example/account/connections/link/google' },
);
