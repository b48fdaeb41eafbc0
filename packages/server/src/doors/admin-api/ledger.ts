/** What happened: in the tenant, and to one customer. */
import { adminApi } from '@cardea/contract';
import type { LedgerItem } from '../../rooms/directory/index.ts';
import { idOf } from './acting.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { listPage } from './list.ts';
import { type AdminRoute, defineAdminRoute } from './route.ts';
import { viewOf } from './view.ts';

export function ledgerRoutes(deps: AdminApiDependencies): AdminRoute[] {
  return [
    defineAdminRoute({
      method: 'GET',
      path: '/api/admin/ledger',
      operation: 'readLedger',
      summary: 'What happened in the tenant, newest first',
      permission: 'ledger:read',
      mask: 'customer',
      query: adminApi.ledger.query,
      status: 200,
      answer: adminApi.ledger.entries,
      errors: ['cursor.invalid'],
      async handle(call) {
        const { customer_id: customerId = null, actor_id: actorId = null, event: events = null, from, to } = call.query;
        const filter = { customerId, actorId, events, from: dateOf(from), to: dateOf(to) };
        const body = await listPage(deps, call, 'readLedger', async (after, limit) => {
          const page = await deps.directory.ledger(viewOf(call), { ...filter, after, limit });
          return { ...page, items: page.items.map(toEntry) };
        });
        return { body };
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path: '/api/admin/customers/{customer_id}/activity',
      operation: 'listCustomerActivity',
      summary: 'What happened to one customer, newest first',
      permission: 'customers:read',
      mask: 'customer',
      query: adminApi.pageQuery,
      status: 200,
      answer: adminApi.ledger.entries,
      errors: ['customer.not_found', 'cursor.invalid'],
      async handle(call) {
        const body = await listPage(deps, call, 'listCustomerActivity', async (after, limit) => {
          const page = await deps.directory.activity(viewOf(call), idOf(call, 'customer_id'), { after, limit });
          return { ...page, items: page.items.map(toEntry) };
        });
        return { body };
      },
    }),
  ];
}

function dateOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}

function toEntry(entry: LedgerItem) {
  return {
    entry_id: entry.entryId,
    recorded_at: entry.recordedAt.toISOString(),
    event: entry.event,
    customer_id: entry.customerId,
    actor: entry.actor,
    request_id: entry.requestId,
    data: entry.data,
    personal: entry.personal,
    masked: entry.isMasked,
  };
}
