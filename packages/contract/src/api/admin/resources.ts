/** `/api/admin/resources`: your own APIs, which access tokens are made for (RFC 8707). */
import { z } from 'zod';
import { resourceDefinition } from '../../applications.ts';
import { listOf } from '../common.ts';
import { named } from '../named.ts';

const example = {
  resource_uri: 'https://orders.example/',
  name: 'Orders',
  scopes: { 'orders:read': 'See what you ordered' },
  access_token_seconds: 600,
  open_to_agents: false,
};

export const resource = named(
  'Resource',
  'An API that access tokens can be made for.',
  z.object({ ...resourceDefinition.shape }),
  example,
);

export const list = named('ResourceList', 'APIs by address.', listOf(resource), {
  items: [example],
  next_cursor: null,
});

export const register = named(
  'RegisterResource',
  'An API: the address that its tokens name as audience, and its scopes in the words of customers.',
  resourceDefinition,
  example,
);

export const at = z.strictObject({ resource_uri: z.string().min(1).max(2000).describe('Its address.') });

const { resource_uri: _address, ...described } = example;
export const change = named(
  'ChangeResource',
  'An API, whole.',
  resourceDefinition.omit({ resource_uri: true }),
  described,
);
