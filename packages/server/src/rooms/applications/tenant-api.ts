/** The tenant's own management API: a resource that exists for every tenant without being registered. */
import { permissionNames } from '@cardea/contract';
import type { Resource } from './application.ts';

const scopes = ['account:read', 'account:write', ...permissionNames];

/** The address of the API of the tenant at this origin, as the audience of its tokens. */
export function tenantApi(origin: string): Resource {
  return {
    resourceUri: `${origin}/api`,
    name: 'Cardea',
    scopes: Object.fromEntries(scopes.map((scope) => [scope, ''])),
    accessTokenSeconds: 600,
    openToAgents: false,
  };
}

/** Those of these scopes, separated by spaces, that the management API knows. */
export function administrativeAmong(scope: string): readonly string[] {
  const given = scope.split(' ');
  return permissionNames.filter((name) => given.includes(name));
}

/** Whether somebody with these scopes, separated by spaces, administers something. */
export function mayAdminister(scope: string): boolean {
  return administrativeAmong(scope).length > 0;
}
