/** `/api/account/factors/phone`: the number of an account as a second factor. */
import { z } from 'zod';
import { time } from './common.ts';
import { named } from './named.ts';

export const phoneFactor = named(
  'PhoneFactor',
  'Whether codes by text message may be a second factor here, and whether the number of the account is one.',
  z.object({
    offered: z.boolean(),
    phone_number: z.string().nullable().describe('Masked; null where there is no confirmed number.'),
    enrolled_at: time.nullable(),
    last_used_at: time.nullable(),
  }),
  { offered: true, phone_number: '+49 ••• 789', enrolled_at: '2026-11-22T10:30:00Z', last_used_at: null },
);

export const phoneFactorCode = named(
  'PhoneFactorCode',
  'Where the code went.',
  z.object({ sent_to: z.string().describe('Masked.') }),
  { sent_to: '+49 ••• 789' },
);

export const enrolPhone = named(
  'EnrolPhone',
  'The code that went to the number.',
  z.strictObject({ code: z.string().min(1).max(64) }),
  { code: '482913' },
);
