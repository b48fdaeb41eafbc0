/** `/api/admin/resources`: the APIs that access tokens are made for. Their addresses are given as a parameter, whole. */
import { adminApi } from '@cardea/contract';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { RegisteredResource } from '../../rooms/applications/index.ts';
import { authorOf } from './author.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { listPage } from './list.ts';
import { type AdminRoute, defineAdminRoute } from './route.ts';

const path = '/api/admin/resources';
const one = '/api/admin/resource';
const { resources: schemas } = adminApi;

export function resourceRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { applications, database } = deps;
  const read = async (tenantId: string, resourceUri: string) => {
    const found = await applications.registeredResource(database.reader, tenantId, resourceUri);
    if (found === null) throw new ProblemError('resource.not_found');
    return { body: toResource(found), version: found.version };
  };
  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listResources',
      summary: 'APIs by address',
      permission: 'applications:read',
      mask: 'none',
      query: adminApi.pageQuery,
      status: 200,
      answer: schemas.list,
      errors: ['cursor.invalid'],
      async handle(call) {
        const body = await listPage(deps, call, 'listResources', async (after, limit) => {
          const page = { after: after?.[0] ?? '', limit: limit + 1 };
          const items = await applications.resources(database.reader, call.tenant.tenantId, page);
          const last = items.length > limit ? items[limit - 1] : undefined;
          return { items: items.slice(0, limit).map(toResource), next: last ? [last.resourceUri] : null };
        });
        return { body };
      },
    }),
    defineAdminRoute({
      method: 'POST',
      path,
      operation: 'registerResource',
      summary: 'Register an API',
      permission: 'applications:write',
      mask: 'none',
      body: schemas.register,
      status: 201,
      answer: schemas.resource,
      errors: ['application.invalid'],
      version: 'answered',
      isRepeatable: true,
      async handle(call) {
        await applications.registerResource(call.tenant.tenantId, call.body, authorOf(call));
        return read(call.tenant.tenantId, call.body.resource_uri);
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path: one,
      operation: 'readResource',
      summary: 'One API',
      permission: 'applications:read',
      mask: 'none',
      query: schemas.at,
      status: 200,
      answer: schemas.resource,
      errors: ['resource.not_found'],
      version: 'answered',
      handle: (call) => read(call.tenant.tenantId, call.query.resource_uri),
    }),
    defineAdminRoute({
      method: 'PUT',
      path: one,
      operation: 'changeResource',
      summary: 'Change an API, whole',
      permission: 'applications:write',
      mask: 'none',
      query: schemas.at,
      body: schemas.change,
      status: 200,
      answer: schemas.resource,
      errors: ['resource.not_found', 'application.invalid'],
      version: 'required',
      async handle(call) {
        const { tenantId } = call.tenant;
        const wanted = { ...call.body, resource_uri: call.query.resource_uri };
        await database.transaction({}, (tx) =>
          applications.within(tx, authorOf(call)).changeResource(tenantId, wanted),
        );
        return read(tenantId, call.query.resource_uri);
      },
    }),
    defineAdminRoute({
      method: 'DELETE',
      path: one,
      operation: 'removeResource',
      summary: 'Remove an API: no more tokens are made for it',
      permission: 'applications:write',
      mask: 'none',
      query: schemas.at,
      status: 204,
      errors: ['resource.not_found'],
      version: 'required',
      async handle(call) {
        const { tenantId } = call.tenant;
        await database.transaction({}, (tx) =>
          applications.within(tx, authorOf(call)).removeResource(tenantId, call.query.resource_uri),
        );
        return {};
      },
    }),
  ];
}

function toResource(resource: RegisteredResource): object {
  const { resourceUri, name, scopes, accessTokenSeconds, openToAgents } = resource;
  return {
    resource_uri: resourceUri,
    name,
    scopes,
    access_token_seconds: accessTokenSeconds,
    open_to_agents: openToAgents,
  };
}
