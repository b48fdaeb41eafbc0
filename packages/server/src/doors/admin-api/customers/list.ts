/** The list of customers. What somebody is found by is never part of an address: see search.ts. */
import { adminApi } from '@cardea/contract';
import type { AdminApiDependencies } from '../dependencies.ts';
import { listPage } from '../list.ts';
import { type AdminRoute, defineAdminRoute } from '../route.ts';
import { viewOf } from '../view.ts';
import { toSummary } from './summary.ts';

export function customerListRoutes(deps: AdminApiDependencies): AdminRoute[] {
  return [
    defineAdminRoute({
      method: 'GET',
      path: '/api/admin/customers',
      operation: 'listCustomers',
      summary: 'Customers by age',
      permission: 'customers:read',
      mask: 'customer',
      query: adminApi.customers.listQuery,
      status: 200,
      answer: adminApi.customers.list,
      errors: ['cursor.invalid'],
      async handle(call) {
        const { state = null, sort } = call.query;
        const body = await listPage(deps, call, 'listCustomers', async (after, limit) => {
          const wanted = { state, isDescending: sort.startsWith('-'), after, limit };
          const page = await deps.directory.list(viewOf(call), wanted);
          return { ...page, items: page.items.map(toSummary) };
        });
        return { body };
      },
    }),
  ];
}
