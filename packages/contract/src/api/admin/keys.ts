/** `/api/admin/keys`: the keys that sign tokens. */
import { z } from 'zod';
import { listOf, time } from '../common.ts';
import { named } from '../named.ts';

const key = z.object({
  key_id: z.string().describe('The `kid`.'),
  algorithm: z.enum(['ES256', 'RS256']),
  state: z
    .enum(['pending', 'active', 'retiring', 'gone'])
    .describe('`pending` is published and will sign; `retiring` signs no more and is still published.'),
  created_at: time,
  active_from: time.nullable(),
  published_until: time.nullable(),
});

const example = {
  key_id: 'key_0123456789abcdefghjkmnpqrs',
  algorithm: 'ES256' as const,
  state: 'active' as const,
  created_at: '2026-11-22T12:00:00Z',
  active_from: '2026-11-23T12:00:00Z',
  published_until: null,
};

export const list = named('SigningKeyList', 'The keys, published ones first.', listOf(key), {
  items: [example],
  next_cursor: null,
});

export const rotate = named(
  'RotateKeys',
  'Fresh keys are published at once and sign later, so that nobody notices; with `now` they sign at once.',
  z.strictObject({ now: z.boolean().default(false) }),
  { now: false },
);

export const rotation = named(
  'KeyRotation',
  'The keys that were made; none when a rotation was under way already.',
  z.object({ key_ids: z.array(z.string()), active_from: time.nullable() }),
  { key_ids: ['key_0123456789abcdefghjkmnpqrs'], active_from: '2026-11-23T12:00:00Z' },
);

export const withdrawal = named(
  'KeyWithdrawal',
  'The key that signs in its place; null when it did not sign.',
  z.object({ key_id: z.string(), signs_now: z.string().nullable() }),
  { key_id: 'key_0123456789abcdefghjkmnpqrs', signs_now: null },
);
