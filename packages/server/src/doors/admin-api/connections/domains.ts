/** `/api/admin/connections/{connection_id}/domains`: mail domains whose owners sign in by a connection. */
import { adminApi } from '@cardea/contract';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { ConnectionDomain } from '../../../rooms/connections/index.ts';
import { idOf } from '../acting.ts';
import { authorOf } from '../author.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { type AdminCall, type AdminRoute, defineAdminRoute } from '../route.ts';
import { toDomain } from './view.ts';

const path = '/api/admin/connections/{connection_id}/domains';
const one = `${path}/{domain}`;
const { connections: schemas } = adminApi;

export function connectionDomainRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { connections, database } = deps;
  type Call = AdminCall<unknown, unknown>;

  /** Those of the connection in the path; refuses where there is no such connection. */
  async function domainsOf(call: Call): Promise<ConnectionDomain[]> {
    const { tenantId } = call.tenant;
    const connectionId = idOf(call, 'connection_id');
    if ((await connections.read(database.reader, tenantId, connectionId)) === null)
      throw new ProblemError('connection.not_found');
    const all = await connections.domains(database.reader, tenantId);
    return all.filter((domain) => domain.connectionId === connectionId);
  }

  async function describe(call: Call, domain: string) {
    const found = (await domainsOf(call)).find((row) => row.domain === domain);
    if (found === undefined) throw new ProblemError('domain.not_found');
    return { body: toDomain(found) };
  }

  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listConnectionDomains',
      summary: 'The mail domains of a connection, proven or not',
      permission: 'connections:read',
      mask: 'none',
      status: 200,
      answer: schemas.domains,
      errors: ['connection.not_found'],
      handle: async (call) => ({ body: { items: (await domainsOf(call)).map(toDomain), next_cursor: null } }),
    }),
    defineAdminRoute({
      method: 'POST',
      path,
      operation: 'addConnectionDomain',
      summary: 'Add a mail domain; it counts once it is proven',
      permission: 'connections:write',
      mask: 'none',
      body: schemas.newDomain,
      status: 201,
      answer: schemas.domain,
      errors: ['connection.not_found', 'connection.invalid', 'domain.too_many'],
      isRepeatable: true,
      async handle(call) {
        const { tenantId } = call.tenant;
        const connectionId = idOf(call, 'connection_id');
        const domain = await database.transaction({}, async (tx) => {
          const changes = connections.within(tx, authorOf(call));
          await changes.hold(tenantId, connectionId);
          return changes.claimDomain(tenantId, connectionId, call.body.domain);
        });
        return describe(call, domain);
      },
    }),
    defineAdminRoute({
      method: 'POST',
      path: `${one}/verify`,
      operation: 'verifyConnectionDomain',
      summary: 'Look for the proof; where it is found, the domain counts',
      permission: 'connections:write',
      mask: 'none',
      status: 200,
      answer: schemas.domain,
      errors: ['connection.not_found', 'domain.not_found', 'domain.unproven'],
      async handle(call) {
        const [connectionId, domain] = [idOf(call, 'connection_id'), domainIn(call)];
        await connections.verifyDomain(call.tenant.tenantId, connectionId, domain, authorOf(call));
        return describe(call, domain);
      },
    }),
    defineAdminRoute({
      method: 'DELETE',
      path: one,
      operation: 'removeConnectionDomain',
      summary: 'Take a mail domain away from a connection',
      permission: 'connections:write',
      mask: 'none',
      status: 204,
      errors: ['domain.not_found'],
      async handle(call) {
        await database.transaction({}, (tx) =>
          connections
            .within(tx, authorOf(call))
            .removeDomain(call.tenant.tenantId, idOf(call, 'connection_id'), domainIn(call)),
        );
        return {};
      },
    }),
  ];
}

const domainIn = (call: Pick<AdminCall<unknown, unknown>, 'params'>) => idOf(call, 'domain').toLowerCase();
