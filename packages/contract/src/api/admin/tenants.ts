/** `/api/admin/tenants`: the businesses of one installation, as those see them who run it. At the first tenant only. */
import { z } from 'zod';
import { listOf, time } from '../common.ts';
import { named } from '../named.ts';

const name = z.string().min(1).max(200).describe('1 to 80 characters on one line; pages and mails show it.');

const example = {
  tenant_id: 'ten_0123456789abcdefghjkmnpqrs',
  name: 'Acme',
  state: 'active' as const,
  is_default: false,
  issuer: 'https://id.acme.example',
  created_at: '2026-11-22T12:00:00Z',
};

export const tenant = named(
  'Tenant',
  'A business with its own host, keys, settings and customers.',
  z.object({
    tenant_id: z.string(),
    name: z.string(),
    state: z.enum(['active', 'suspended']).describe('A suspended one shows a notice and lets nobody sign in.'),
    is_default: z.boolean().describe('The first tenant: it answers at `PUBLIC_URL` and manages the others.'),
    issuer: z.string().describe('Its origin, and what it is called in tokens.'),
    created_at: time,
  }),
  example,
);

export const list = named('TenantList', 'The tenants, oldest first.', listOf(tenant), {
  items: [example],
  next_cursor: null,
});

export const newTenant = named(
  'NewTenant',
  'What a new tenant is called and where it answers.',
  z.strictObject({
    name,
    host: z.string().min(1).max(260).describe('Such as `id.acme.example`; point it to this server.'),
    owner_email: z
      .email()
      .max(254)
      .optional()
      .describe('Who sets the tenant up; the answer holds the link for them, and nobody else gets it.'),
  }),
  { name: 'Acme', host: 'id.acme.example', owner_email: 'anna@acme.example' },
);

export const created = named(
  'CreatedTenant',
  'A new tenant, and the way in for its first owner.',
  z.object({
    ...tenant.shape,
    set_up: z
      .object({ link: z.string(), expires_at: time })
      .nullable()
      .describe('Works once. It is shown here and nowhere else.'),
  }),
  {
    ...example,
    set_up: { link: 'https://id.acme.example/setup?token=…', expires_at: '2026-11-23T12:00:00Z' },
  },
);

export const rename = named('TenantName', 'Another name.', z.strictObject({ name }), { name: 'Acme Europe' });
