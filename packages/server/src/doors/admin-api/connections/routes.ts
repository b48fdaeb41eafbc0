/** `/api/admin/connections`: reading, making, changing and removing them. Their domains are in domains.ts. */
import { adminApi } from '@cardea/contract';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { ConnectionChanges } from '../../../rooms/connections/index.ts';
import { idOf } from '../acting.ts';
import { authorOf } from '../author.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { listPage } from '../list.ts';
import { type AdminCall, type AdminRoute, defineAdminRoute } from '../route.ts';
import { describe, patched, toConnection } from './view.ts';

const path = '/api/admin/connections';
const one = `${path}/{connection_id}`;
const { connections: schemas } = adminApi;

export function connectionRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { connections, database } = deps;
  const changing = <T>(call: AdminCall<unknown, unknown>, work: (changes: ConnectionChanges) => Promise<T>) =>
    database.transaction({}, (tx) => work(connections.within(tx, authorOf(call))));
  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listConnections',
      summary: 'Connections by id',
      permission: 'connections:read',
      mask: 'none',
      query: adminApi.pageQuery,
      status: 200,
      answer: schemas.list,
      errors: ['cursor.invalid'],
      async handle(call) {
        const body = await listPage(deps, call, 'listConnections', async (after, limit) => {
          const all = await connections.listWithin(database.reader, call.tenant.tenantId);
          const rest = all.filter(({ connectionId }) => connectionId > (after?.[0] ?? ''));
          const last = rest.length > limit ? rest[limit - 1] : undefined;
          const held = await connections.held(call.tenant.tenantId);
          const items = rest.slice(0, limit).map((connection) => ({
            ...toConnection(connection, call.tenant),
            ...(held.get(connection.connectionId) ?? { identities: 0, domains: 0 }),
          }));
          return { items, next: last ? [last.connectionId] : null };
        });
        return { body };
      },
    }),
    defineAdminRoute({
      method: 'POST',
      path,
      operation: 'createConnection',
      summary: 'Make a connection',
      permission: 'connections:write',
      mask: 'none',
      body: schemas.create,
      status: 201,
      answer: schemas.connection,
      errors: ['connection.invalid', 'connection.too_many', 'domain.too_many'],
      version: 'answered',
      isRepeatable: true,
      async handle(call) {
        await changing(call, (changes) => changes.create(call.tenant.tenantId, call.body));
        return describe(deps, call.tenant, call.body.connection_id);
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path: one,
      operation: 'readConnection',
      summary: 'A connection',
      permission: 'connections:read',
      mask: 'none',
      status: 200,
      answer: schemas.connection,
      errors: ['connection.not_found'],
      version: 'answered',
      handle: (call) => describe(deps, call.tenant, idOf(call, 'connection_id')),
    }),
    defineAdminRoute({
      method: 'PATCH',
      path: one,
      operation: 'changeConnection',
      summary: 'Change a connection',
      permission: 'connections:write',
      mask: 'none',
      body: schemas.change,
      status: 200,
      answer: schemas.connection,
      errors: ['connection.not_found', 'connection.invalid'],
      version: 'required',
      async handle(call) {
        const { tenantId } = call.tenant;
        const connectionId = idOf(call, 'connection_id');
        await changing(call, async (changes) => {
          const former = await changes.hold(tenantId, connectionId);
          await changes.change(tenantId, connectionId, patched(former, call.body));
        });
        return describe(deps, call.tenant, connectionId);
      },
    }),
    ...(['disable', 'enable'] as const).map((action) =>
      defineAdminRoute({
        method: 'POST',
        path: `${one}/${action}`,
        operation: `${action}Connection`,
        summary: action === 'disable' ? 'Let nobody sign in by a connection' : 'Take a connection up again',
        permission: 'connections:write',
        mask: 'none',
        body: adminApi.applications.nothing,
        status: 200,
        answer: schemas.connection,
        errors: ['connection.not_found'],
        async handle(call) {
          const connectionId = idOf(call, 'connection_id');
          const state = action === 'disable' ? 'disabled' : 'active';
          await changing(call, (changes) => changes.setState(call.tenant.tenantId, connectionId, state));
          return describe(deps, call.tenant, connectionId);
        },
      }),
    ),
    defineAdminRoute({
      method: 'GET',
      path: `${one}/removal`,
      operation: 'planConnectionRemoval',
      summary: 'What would go with a connection',
      permission: 'connections:read',
      mask: 'none',
      status: 200,
      answer: schemas.removal,
      errors: ['connection.not_found'],
      async handle(call) {
        const { tenantId } = call.tenant;
        const connectionId = idOf(call, 'connection_id');
        if ((await connections.read(database.reader, tenantId, connectionId)) === null)
          throw new ProblemError('connection.not_found');
        const domains = await connections.domains(database.reader, tenantId);
        const identities = await connections.countIdentities(tenantId, connectionId);
        return { body: { identities, domains: domains.filter((row) => row.connectionId === connectionId).length } };
      },
    }),
    defineAdminRoute({
      method: 'DELETE',
      path: one,
      operation: 'removeConnection',
      summary: 'Remove a connection with its domains and with what customers linked by it',
      permission: 'connections:write',
      mask: 'none',
      query: schemas.removeQuery,
      status: 204,
      errors: ['connection.not_found', 'connection.has_customers'],
      version: 'required',
      async handle(call) {
        const { confirm_identities: confirmed } = call.query;
        await changing(call, (changes) => changes.remove(call.tenant.tenantId, idOf(call, 'connection_id'), confirmed));
        return {};
      },
    }),
    defineAdminRoute({
      method: 'POST',
      path: `${one}/test`,
      operation: 'testConnection',
      summary: 'Ask the provider whether the connection would work',
      permission: 'connections:write',
      mask: 'none',
      body: adminApi.applications.nothing,
      status: 200,
      answer: schemas.test,
      errors: ['connection.not_found'],
      async handle(call) {
        const { tenantId } = call.tenant;
        const connection = await connections.read(database.reader, tenantId, idOf(call, 'connection_id'));
        if (connection === null) throw new ProblemError('connection.not_found');
        const findings = await connections.examine(connection);
        return { body: { ok: findings.every(({ outcome }) => outcome !== 'failed'), findings } };
      },
    }),
  ];
}
