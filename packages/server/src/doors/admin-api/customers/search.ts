/** Finding customers. What is looked for is sent in a body: addresses of requests end up in logs of whatever stands between. */
import { adminApi } from '@cardea/contract';
import type { z } from 'zod';
import type { CustomerSearch } from '../../../rooms/directory/index.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { listPage } from '../list.ts';
import { type AdminRoute, defineAdminRoute } from '../route.ts';
import { viewOf } from '../view.ts';
import { toSummary } from './summary.ts';

type Wanted = z.output<typeof adminApi.customers.search>;

export function customerSearchRoutes(deps: AdminApiDependencies): AdminRoute[] {
  return [
    defineAdminRoute({
      method: 'POST',
      path: '/api/admin/customers/search',
      operation: 'searchCustomers',
      summary: 'Find customers by what they are found by',
      permission: 'customers:read',
      mask: 'customer',
      body: adminApi.customers.search,
      status: 200,
      answer: adminApi.customers.list,
      errors: ['cursor.invalid', 'customer.reason_required'],
      async handle(call) {
        const { tenant, params, body: wanted } = call;
        const paging = 'limit' in wanted ? wanted : { limit: 1 };
        // The cursor belongs to what was looked for, as that of a list does to its query.
        const query = { ...wanted, ...paging };
        const body = await listPage(deps, { tenant, params, query }, 'searchCustomers', async (after, limit) => {
          const search = toSearch(wanted, {
            after: after?.[0] ?? '',
            limit,
            country: tenant.settings.identifiers.defaultCountry,
          });
          const page = await deps.directory.find(viewOf(call), search);
          return { ...page, items: page.items.map(toSummary) };
        });
        return { body };
      },
    }),
  ];
}

function toSearch(
  wanted: Wanted,
  { country, ...page }: { after: string; limit: number; country: string | undefined },
): CustomerSearch {
  if ('email' in wanted) return { by: 'email', text: wanted.email };
  if ('phone' in wanted) return { by: 'phone', text: wanted.phone, country: wanted.country ?? country };
  if ('username' in wanted) return { by: 'username', text: wanted.username };
  if ('external_id' in wanted) return { by: 'external_id', text: wanted.external_id };
  if ('customer_id' in wanted) return { by: 'customer_id', text: wanted.customer_id };
  if ('name' in wanted) return { by: 'attribute', attribute: 'name', text: wanted.name, match: 'prefix', ...page };
  const { attribute, value: text, match } = wanted;
  return { by: 'attribute', attribute, text, match, ...page };
}
