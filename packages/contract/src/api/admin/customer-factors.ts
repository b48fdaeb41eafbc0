/** `/api/admin/customers/…`: what a customer proves themselves with, and whether a caller is who they say. */
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
