/** The tenant's own management API: a resource that exists for every tenant without being registered. */
import type { Resource } from './application.ts';

const scopes = [
  'account:read',
  'account:write',
  'customers:read',
  'customers:write',
  'customers.personal:read',
  'applications:write',
  'settings:write',
  'policies:write',
  'ledger:read',
  'insights:read',
  'integrations:write',
  'privacy:write',
  'admins:write',
];

/** The address of the API of the tenant at this origin, as the audience of its tokens. */
export function tenantApi(origin: string): Resource {
  return {
    resourceUri: `${origin}/api`,
    name: 'Cardea',
    scopes: Object.fromEntries(scopes.map((scope) => [scope, ''])),
    accessTokenSeconds: 600,
  };
}
