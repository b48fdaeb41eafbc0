/** `/api/admin/initial-access-tokens`: what lets applications register themselves (RFC 7591, section 3). */
import { z } from 'zod';
import { listOf, time } from '../common.ts';
import { named } from '../named.ts';

const example = {
  token_id: 'iat_0123456789abcdefghjkmnpqrs',
  name: 'Agents of the workshop',
  remaining: 20,
  created_at: '2026-11-22T10:30:00Z',
  expires_at: '2026-11-29T10:30:00Z',
};

const initialAccessToken = z.object({
  token_id: z.string(),
  name: z.string(),
  remaining: z.int().describe('How many applications it still registers.'),
  created_at: time,
  expires_at: time,
});

export const list = named(
  'InitialAccessTokens',
  'Those that are not over, the newest first.',
  listOf(initialAccessToken),
  { items: [example], next_cursor: null },
);

export const create = named(
  'CreateInitialAccessToken',
  'For whom, for how many applications, and for how long.',
  z.strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u),
    uses: z.int().min(1).max(1000).default(1),
    hours: z
      .int()
      .min(1)
      .max(365 * 24)
      .default(7 * 24),
  }),
  { name: 'Agents of the workshop', uses: 20 },
);

export const created = named(
  'CreatedInitialAccessToken',
  'The token, which is shown this once.',
  z.object({ token_id: z.string(), initial_access_token: z.string() }),
  { token_id: example.token_id, initial_access_token: 'k3…' },
);
