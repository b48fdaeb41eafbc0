/** One action upon many customers: begun, watched, stopped. */
import { adminApi } from '@cardea/contract';
import type { z } from 'zod';
import type { Bulk } from '../../rooms/directory/index.ts';
import { actingOf, idOf } from './acting.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { listPage } from './list.ts';
import { type AdminRoute, defineAdminRoute } from './route.ts';

const path = '/api/admin/bulk-actions';

export function bulkRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { directory } = deps;
  return [
    defineAdminRoute({
      method: 'POST',
      path,
      operation: 'startBulkAction',
      summary: 'Begin one action upon many customers',
      permission: 'customers:write',
      mask: 'none',
      body: adminApi.bulk.start,
      status: 202,
      answer: adminApi.bulk.bulk,
      isRepeatable: true,
      errors: [],
      async handle(call) {
        const { action, selection } = call.body;
        const bulk = await directory.startBulk(actingOf(call), { action, selection: toSelection(selection) });
        return { body: toBulkBody(bulk), headers: { location: `${path}/${bulk.bulkId}` } };
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listBulkActions',
      summary: 'Bulk actions, newest first',
      permission: 'customers:read',
      mask: 'none',
      query: adminApi.pageQuery,
      status: 200,
      answer: adminApi.bulk.list,
      errors: ['cursor.invalid'],
      async handle(call) {
        const body = await listPage(deps, call, 'listBulkActions', async (after, limit) => {
          const page = await directory.bulkActions(call.tenant.tenantId, { after, limit });
          return { ...page, items: page.items.map(toBulkBody) };
        });
        return { body };
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path: `${path}/{bulk_id}`,
      operation: 'readBulkAction',
      summary: 'How far a bulk action came',
      permission: 'customers:read',
      mask: 'none',
      status: 200,
      answer: adminApi.bulk.bulk,
      errors: ['bulk.not_found'],
      handle: async (call) => ({ body: toBulkBody(await directory.bulk(call.tenant.tenantId, idOf(call, 'bulk_id'))) }),
    }),
    defineAdminRoute({
      method: 'POST',
      path: `${path}/{bulk_id}/cancel`,
      operation: 'cancelBulkAction',
      summary: 'Stop a bulk action where it is',
      permission: 'customers:write',
      mask: 'none',
      body: adminApi.customers.nothing,
      status: 200,
      answer: adminApi.bulk.bulk,
      errors: ['bulk.not_found'],
      handle: async (call) => ({ body: toBulkBody(await directory.cancelBulk(actingOf(call), idOf(call, 'bulk_id'))) }),
    }),
  ];
}

function toSelection(selection: z.output<typeof adminApi.bulk.start>['selection']) {
  if ('customer_ids' in selection) return { customerIds: selection.customer_ids };
  const { state, created_from: createdFrom, created_to: createdTo } = selection.filter;
  return {
    filter: {
      ...(state === undefined ? {} : { state }),
      ...(createdFrom === undefined ? {} : { createdFrom }),
      ...(createdTo === undefined ? {} : { createdTo }),
    },
  };
}

/** How far it came, as the API answers it. */
export function toBulkBody(bulk: Bulk) {
  return {
    bulk_id: bulk.bulkId,
    action: bulk.action,
    state: bulk.state,
    total: bulk.total,
    done: bulk.done,
    passed_over: bulk.passedOver,
    by: bulk.by,
    created_at: bulk.createdAt.toISOString(),
    finished_at: bulk.finishedAt?.toISOString() ?? null,
  };
}
