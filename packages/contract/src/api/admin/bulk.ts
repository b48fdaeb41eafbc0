/** `/api/admin/bulk-actions`: one action upon many customers, carried out in the background. */
import { z } from 'zod';
import { listOf, time } from '../common.ts';
import { named } from '../named.ts';
import { idText } from './common.ts';

const action = z
  .enum(['disable', 'end_sessions', 'close'])
  .describe('`close` begins the grace; until it is over each customer can be kept.');

export const start = named(
  'StartBulkAction',
  'What is done to whom: customers by id, or those of a state and time. Administrators are passed over.',
  z.strictObject({
    action,
    selection: z.union([
      z.strictObject({ customer_ids: z.array(idText).min(1).max(1000) }),
      z.strictObject({
        filter: z.strictObject({
          state: z.enum(['active', 'disabled', 'closing']).optional(),
          created_from: z.iso.datetime({ offset: true }).optional(),
          created_to: z.iso.datetime({ offset: true }).optional(),
        }),
      }),
    ]),
  }),
  { action: 'end_sessions', selection: { customer_ids: ['cus_0123456789abcdefghjkmnpqrs'] } },
);

const example = {
  bulk_id: 'blk_0123456789abcdefghjkmnpqrs',
  action: 'end_sessions' as const,
  state: 'running' as const,
  total: 200,
  done: 50,
  passed_over: 2,
  by: { kind: 'administrator', id: 'cus_0123456789abcdefghjkmnpqrs' },
  created_at: '2026-11-22T10:30:00Z',
  finished_at: null,
};

export const bulk = named(
  'BulkAction',
  'How far it came: `done` were changed, `passed_over` needed or allowed nothing.',
  z.object({
    bulk_id: z.string(),
    action,
    state: z.enum(['running', 'finished', 'cancelled']),
    total: z.int(),
    done: z.int(),
    passed_over: z.int(),
    by: z.object({ kind: z.string(), id: z.string() }),
    created_at: time,
    finished_at: time.nullable(),
  }),
  example,
);

export const list = named('BulkActions', 'Bulk actions, newest first.', listOf(bulk), {
  items: [example],
  next_cursor: null,
});
