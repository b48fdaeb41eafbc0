/** Accounts elsewhere that a customer signs in with: to look at, and to take away. */
import { adminApi } from '@cardea/contract';
import { actingOf, idOf } from '../acting.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { type AdminRoute, defineAdminRoute } from '../route.ts';
import { viewOf } from '../view.ts';

const root = '/api/admin/customers/{customer_id}/identities';

export function customerIdentityRoutes({ directory }: AdminApiDependencies): AdminRoute[] {
  return [
    defineAdminRoute({
      method: 'GET',
      path: root,
      operation: 'listCustomerIdentities',
      summary: 'Accounts elsewhere that the customer signs in with',
      permission: 'customers:read',
      mask: 'customer',
      status: 200,
      answer: adminApi.customerFactors.identities,
      errors: ['customer.not_found'],
      async handle(call) {
        const identities = await directory.identities(viewOf(call), idOf(call, 'customer_id'));
        const items = identities.map((held) => ({
          identity_id: held.identityId,
          connection_id: held.connectionId,
          connection_name: held.connectionName,
          usable: held.isUsable,
          issuer: held.issuer,
          subject: held.subject,
          email: held.email,
          name: held.name,
          masked: held.isMasked,
          linked_at: held.linkedAt.toISOString(),
          last_used_at: held.lastUsedAt?.toISOString() ?? null,
        }));
        return { body: { items, next_cursor: null } };
      },
    }),
    defineAdminRoute({
      method: 'DELETE',
      path: `${root}/{identity_id}`,
      operation: 'unlinkCustomerIdentity',
      summary: 'Unlink an account elsewhere: nobody is signed in by it from this moment',
      permission: 'customers:write',
      mask: 'none',
      status: 204,
      errors: ['customer.not_found', 'identity.not_found', 'identity.last_way', 'administrator.above_own'],
      async handle(call) {
        await directory.unlinkIdentity(actingOf(call), idOf(call, 'customer_id'), idOf(call, 'identity_id'));
        return {};
      },
    }),
  ];
}
