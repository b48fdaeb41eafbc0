/** `/api/admin/settings`: what the tenant sets, by section and field. docs/settings-of-a-tenant.md lists them. */
import { z } from 'zod';
import { named } from '../named.ts';

const tree = z.record(z.string().max(60), z.record(z.string().max(60), z.unknown()));

export const settings = named(
  'Settings',
  'Every setting as it counts. The `ETag` of the answer goes back as `If-Match`.',
  z.object({
    settings: tree,
    sources: z
      .record(z.string(), z.enum(['tenant', 'default']))
      .describe('`session.idleSeconds` → whether the tenant set it.'),
    defaults: tree,
  }),
  {
    settings: { session: { idleSeconds: 3600 } },
    sources: { 'session.idleSeconds': 'tenant' },
    defaults: { session: { idleSeconds: 604800 } },
  },
);

export const change = named(
  'ChangeSettings',
  'A merge patch (RFC 7396) by section and field: null takes a setting back to its default.',
  z.record(z.string().max(60), z.union([z.null(), z.record(z.string().max(60), z.unknown())])),
  { session: { idleSeconds: 3600 }, links: { terms: null } },
);
