/** Accounts elsewhere that sign the customer in here, by their owner. */
import { cursorQuery, identitiesApi } from '@cardea/contract';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import { type ApiRoute, defineRoute } from '../route.ts';
import { pageOf } from './pages.ts';

const root = '/api/account/identities';

export function identityRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path: root,
      operation: 'listIdentities',
      summary: 'The accounts elsewhere that sign the customer in',
      access: 'read',
      query: cursorQuery,
      status: 200,
      answer: identitiesApi.identities,
      errors: [],
      async handle(call) {
        const { identities } = await deps.accountIdentities.overview(call.tenant, call.session().customerId);
        const page = pageOf(identities, (item) => item.identityId, call.query.cursor);
        const items = page.items.map(({ identityId, connectionId, connectionName, email, name, isUsable, ...at }) => ({
          identity_id: identityId,
          connection_id: connectionId,
          connection_name: connectionName,
          email,
          name,
          usable: isUsable,
          linked_at: at.linkedAt.toISOString(),
          last_used_at: at.lastUsedAt?.toISOString() ?? null,
        }));
        return { body: { ...page, items } };
      },
    }),
    defineRoute({
      method: 'POST',
      path: root,
      operation: 'linkIdentity',
      summary: 'Where the customer goes on to link one, in a browser',
      access: 'write',
      body: identitiesApi.linkIdentity,
      status: 200,
      answer: identitiesApi.linkingIdentity,
      errors: ['connection.not_found'],
      async handle({ tenant, session, body }) {
        const { offered } = await deps.accountIdentities.overview(tenant, session().customerId);
        const { connection_id: connectionId } = body;
        if (!offered.some((connection) => connection.connectionId === connectionId))
          throw new ProblemError('connection.not_found');
        return { body: { href: `${tenant.origin}/account/connections/link/${connectionId}` } };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${root}/{identity_id}`,
      operation: 'unlinkIdentity',
      summary: 'Unlink one: it opens nothing here any more',
      access: 'write',
      status: 204,
      errors: ['session.stale', 'identity.not_found', 'identity.last_way', 'attempts.exhausted'],
      async handle(call) {
        const acting = { ...call, current: call.session() };
        await deps.accountIdentities.unlink(acting, call.params['identity_id'] ?? '');
        return {};
      },
    }),
  ];
}
