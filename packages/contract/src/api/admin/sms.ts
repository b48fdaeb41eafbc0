/** `/api/admin/sms`: what text messages cost and whether their codes are entered. Figures only: no number, nobody. */
import { z } from 'zod';
import { named } from '../named.ts';

const amount = z.number().describe('In `currency`, as `sms.prices` says; what has no price is not in it.');

export const figuresQuery = z.strictObject({ days: z.coerce.number().int().min(1).max(90).default(30) });

export const figures = named(
  'SmsFigures',
  'Text messages of the last days, and of today (UTC).',
  z.object({
    available: z.boolean().describe('Whether any can be sent: there is a way and a country.'),
    days: z.int(),
    currency: z.string(),
    sent: z.int(),
    entered: z.int().describe('Codes that came back.'),
    cost: amount,
    today: z.object({
      sent: z.int(),
      cost: amount,
      daily_messages: z.int(),
      daily_cost: z.number().nullable(),
      stopped: z.boolean().describe('The day has no room left; none are sent until the next.'),
    }),
  }),
  {
    available: true,
    days: 30,
    currency: 'EUR',
    sent: 420,
    entered: 391,
    cost: 32.55,
    today: { sent: 12, cost: 0.93, daily_messages: 500, daily_cost: 20, stopped: false },
  },
);
