/** Who administers. What may be given to whom is decided in the access room, inside the change. */
import { adminApi } from '@cardea/contract';
import { ProblemError } from '../../foundation/errors/index.ts';
import { isId } from '../../foundation/ids/index.ts';
import type { Administrator } from '../../rooms/access/index.ts';
import type { CustomerSummary } from '../../rooms/directory/index.ts';
import { idOf } from './acting.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { listPage } from './list.ts';
import { type AdminCall, type AdminRoute, defineAdminRoute } from './route.ts';
import { viewOf } from './view.ts';

const path = '/api/admin/administrators';
const one = `${path}/{customer_id}`;

export function administratorRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { access, administration, directory } = deps;

  async function show(call: AdminCall<unknown, unknown>, customerId: string) {
    const found = isId('customer', customerId) ? await access.find(call.tenant.tenantId, customerId) : null;
    if (found === null) throw new ProblemError('administrator.not_found');
    const [summary] = await directory.summaries(viewOf(call), [customerId]);
    return { body: toAdministrator(found, summary), version: found.version };
  }

  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listAdministrators',
      summary: 'Who administers',
      permission: 'admins:read',
      mask: 'customer',
      query: adminApi.pageQuery,
      status: 200,
      answer: adminApi.administrators.list,
      errors: ['cursor.invalid'],
      async handle(call) {
        const body = await listPage(deps, call, 'listAdministrators', async (after, limit) => {
          const [from = ''] = after ?? [];
          const found = await access.list(call.tenant.tenantId, { after: from, limit: limit + 1 });
          const page = found.slice(0, limit);
          const ids = page.map(({ customerId }) => customerId);
          const summaries = new Map(
            (await directory.summaries(viewOf(call), ids)).map((summary) => [summary.customerId, summary]),
          );
          const last = page.at(-1);
          return {
            items: page.map((administrator) => toAdministrator(administrator, summaries.get(administrator.customerId))),
            next: found.length > limit && last !== undefined ? [last.customerId] : null,
          };
        });
        return { body };
      },
    }),
    defineAdminRoute({
      method: 'POST',
      path,
      operation: 'appointAdministrator',
      summary: 'Make a customer an administrator',
      permission: 'admins:write',
      mask: 'customer',
      body: adminApi.administrators.appoint,
      status: 201,
      answer: adminApi.administrators.administrator,
      version: 'answered',
      isRepeatable: true,
      errors: [
        ...(['customer.not_found', 'customer.not_in_state', 'administrator.above_own'] as const),
        ...(['administrator.address_needed', 'administrator.exists'] as const),
      ],
      async handle(call) {
        const { tenant, caller, request, body } = call;
        const { customer_id: customerId, roles } = body;
        if (!isId('customer', customerId)) throw new ProblemError('customer.not_found');
        await administration.appoint({ tenant, customerId, roles }, { caller, requestId: request.id });
        return show(call, customerId);
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path: one,
      operation: 'readAdministrator',
      summary: 'One administrator',
      permission: 'admins:read',
      mask: 'customer',
      status: 200,
      answer: adminApi.administrators.administrator,
      version: 'answered',
      errors: ['administrator.not_found'],
      handle: (call) => show(call, idOf(call, 'customer_id')),
    }),
    defineAdminRoute({
      method: 'PATCH',
      path: one,
      operation: 'changeAdministrator',
      summary: 'Give other roles, suspend, or let continue',
      permission: 'admins:write',
      mask: 'customer',
      body: adminApi.administrators.change,
      status: 200,
      answer: adminApi.administrators.administrator,
      version: 'required',
      errors: ['administrator.not_found', 'administrator.above_own', 'administrator.last_owner'],
      async handle(call) {
        const { tenant: place, caller, request, body, expectedVersion } = call;
        const customerId = idOf(call, 'customer_id');
        const author = { caller, requestId: request.id };
        await access.change({ place, customerId }, { ...body, expectedVersion }, author);
        return show(call, customerId);
      },
    }),
    defineAdminRoute({
      method: 'DELETE',
      path: one,
      operation: 'removeAdministrator',
      summary: 'Take every role away; the account stays',
      permission: 'admins:write',
      mask: 'none',
      status: 204,
      version: 'required',
      errors: ['administrator.not_found', 'administrator.above_own', 'administrator.last_owner'],
      async handle(call) {
        const { tenant: place, caller, request, expectedVersion } = call;
        const customerId = idOf(call, 'customer_id');
        await access.remove({ place, customerId }, { caller, requestId: request.id, expectedVersion });
        return {};
      },
    }),
  ];
}

function toAdministrator(administrator: Administrator, summary: CustomerSummary | undefined) {
  return {
    customer_id: administrator.customerId,
    email: summary?.email ?? null,
    name: summary?.name ?? null,
    masked: summary?.isMasked ?? true,
    roles: administrator.roles,
    state: administrator.state,
    is_live: administrator.isLive,
    created_at: administrator.createdAt.toISOString(),
    updated_at: administrator.updatedAt.toISOString(),
  };
}
