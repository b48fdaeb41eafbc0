/** `/api/admin/ledger`: what happened, as staff read it. */
import { z } from 'zod';
import { eventNames } from '../../events.ts';
import { listOf, time } from '../common.ts';
import { named } from '../named.ts';
import { idText, pageQuery } from './common.ts';

const entry = z.object({
  entry_id: z.string(),
  recorded_at: time,
  event: z.string(),
  customer_id: z.string().nullable(),
  actor: z.object({ kind: z.string(), id: z.string().nullable() }),
  request_id: z.string().nullable(),
  data: z.record(z.string(), z.unknown()).describe('Ids and closed vocabularies.'),
  personal: z.record(z.string(), z.unknown()).nullable().describe('Null where there is none, or where it is masked.'),
  masked: z.boolean(),
});

export const entries = named(
  'LedgerEntries',
  'Entries, newest first. A page may hold fewer than were asked for and still have a next one.',
  listOf(entry),
  {
    items: [
      {
        entry_id: '4711',
        recorded_at: '2026-11-22T10:30:00Z',
        event: 'customer.disabled',
        customer_id: 'cus_0123456789abcdefghjkmnpqrs',
        actor: { kind: 'administrator', id: 'cus_1123456789abcdefghjkmnpqrs' },
        request_id: 'req_0123456789abcdefghjkmnpqrs',
        data: {},
        personal: null,
        masked: false,
      },
    ],
    next_cursor: null,
  },
);

export const query = pageQuery.extend({
  customer_id: idText.optional(),
  actor_id: idText.optional().describe('An administrator (customer id) or a service (application id).'),
  event: z
    .union([z.enum(eventNames), z.array(z.enum(eventNames)).max(20)])
    .transform((given) => (typeof given === 'string' ? [given] : given))
    .optional()
    .describe('May be given several times.'),
  from: z.iso.datetime({ offset: true }).optional().describe('Not before this moment.'),
  to: z.iso.datetime({ offset: true }).optional().describe('Before this moment.'),
});
