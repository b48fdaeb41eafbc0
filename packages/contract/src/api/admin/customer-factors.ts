/** `/api/admin/customers/…`: what customers prove themselves with here and elsewhere, and whether callers are who they say. */
import { z } from 'zod';
import { listOf, time } from '../common.ts';
import { named } from '../named.ts';

export const factors = named(
  'CustomerFactors',
  'What the customer proves themselves with besides a password; the secrets of it are shown to nobody.',
  listOf(
    z.object({
      method: z.enum(['passkey', 'authenticator', 'sms-code', 'recovery-code']),
      name: z.string().nullable().describe('What its owner calls it; null where it has no name or is masked.'),
      synced: z
        .boolean()
        .nullable()
        .describe('Of a passkey: whether it may be on several devices, or is bound to one. Null for all else.'),
      flagged: z.boolean().describe('A passkey that seems to have been copied.'),
      count: z.int().describe('How many recovery codes are left; of all else, 1.'),
      enrolled_at: time,
      last_used_at: time.nullable(),
    }),
  ),
  {
    items: [
      {
        method: 'passkey',
        name: null,
        synced: true,
        flagged: false,
        count: 1,
        enrolled_at: '2026-01-05T08:30:00Z',
        last_used_at: '2026-11-22T10:30:00Z',
      },
    ],
    next_cursor: null,
  },
);

export const identities = named(
  'CustomerIdentities',
  'Accounts elsewhere that the customer signs in with, the oldest first.',
  listOf(
    z.object({
      identity_id: z.string(),
      connection_id: z.string(),
      connection_name: z.string().describe('What customers read on its button.'),
      usable: z.boolean().describe('Whether it signs the customer in now; false while its connection is disabled.'),
      issuer: z.string().describe('Who vouches for the account.'),
      subject: z.string().nullable().describe('Its id there; null where it is masked.'),
      email: z.string().nullable().describe('As it was there when it was last used; masked or whole.'),
      name: z.string().nullable().describe('The same of the name.'),
      masked: z.boolean(),
      linked_at: time,
      last_used_at: time.nullable(),
    }),
  ),
  {
    items: [
      {
        identity_id: 'idt_2cGkqzvWm3yT8sNfRb7LhD',
        connection_id: 'google',
        connection_name: 'Google',
        usable: true,
        issuer: 'https://accounts.google.com',
        subject: null,
        email: 'a•••@example.com',
        name: 'A•••',
        masked: true,
        linked_at: '2026-01-05T08:30:00Z',
        last_used_at: '2026-11-22T10:30:00Z',
      },
    ],
    next_cursor: null,
  },
);

export const callerCode = named(
  'CallerCode',
  'The code that somebody on the phone reads out from `/account/caller-check`.',
  z.strictObject({ code: z.string().min(1).max(20) }),
  { code: '482 913' },
);
export const callerChecked = named(
  'CallerChecked',
  'Whether the caller is signed in to this account. The code is used up; no sign-in accepts it.',
  z.object({ confirmed: z.boolean() }),
  { confirmed: true },
);
