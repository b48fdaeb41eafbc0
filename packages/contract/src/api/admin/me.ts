/** `/api/admin/me`: who asks, and what they may do at this moment. */
import { z } from 'zod';
import { named } from '../named.ts';
import { administratorRoleNames, permissionNames } from './permissions.ts';

export const me = named(
  'ManagementCaller',
  'Whoever shows the token: an administrator, or a service of the business.',
  z.object({
    kind: z.enum(['administrator', 'application']),
    customer_id: z.string().nullable(),
    application_id: z.string().nullable(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    roles: z.array(z.enum(administratorRoleNames)),
    permissions: z.array(z.enum(permissionNames)).describe('What token and roles allow together.'),
    second_factor: z
      .enum(['none', 'once_available', 'required'])
      .describe(
        'Whether administering asks for a second factor here; `once_available`: as soon as there is one to have.',
      ),
    tenant: z.object({
      tenant_id: z.string(),
      name: z.string(),
      origin: z.string(),
      accent: z.string().nullable().describe('The colour the business chose.'),
    }),
  }),
  {
    kind: 'administrator',
    customer_id: 'cus_0123456789abcdefghjkmnpqrs',
    application_id: null,
    name: 'Anna Bergmann',
    email: 'anna@example.com',
    roles: ['owner'],
    permissions: ['customers:read'],
    second_factor: 'none',
    tenant: {
      tenant_id: 'ten_0123456789abcdefghjkmnpqrs',
      name: 'Acme',
      origin: 'https://id.example.com',
      accent: '#0b5d57',
    },
  },
);
