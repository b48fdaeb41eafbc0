/** What a customer proves themselves with, and whether a caller is who they say. Neither shows or changes a secret. */
import { adminApi } from '@cardea/contract';
import { actingOf, idOf } from '../acting.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { type AdminRoute, defineAdminRoute } from '../route.ts';
import { viewOf } from '../view.ts';

const root = '/api/admin/customers/{customer_id}';

export function customerFactorRoutes({ directory }: AdminApiDependencies): AdminRoute[] {
  return [
    defineAdminRoute({
      method: 'GET',
      path: `${root}/factors`,
      operation: 'listCustomerFactors',
      summary: 'What the customer proves themselves with besides a password',
      permission: 'customers:read',
      mask: 'customer',
      status: 200,
      answer: adminApi.customerFactors.factors,
      errors: ['customer.not_found'],
      async handle(call) {
        const factors = await directory.factors(viewOf(call), idOf(call, 'customer_id'));
        const items = factors.map(({ method, name, isSynced, isFlagged, count, enrolledAt, lastUsedAt }) => ({
          method,
          name,
          synced: isSynced,
          flagged: isFlagged,
          count,
          enrolled_at: enrolledAt.toISOString(),
          last_used_at: lastUsedAt?.toISOString() ?? null,
        }));
        return { body: { items, next_cursor: null } };
      },
    }),
    defineAdminRoute({
      method: 'POST',
      path: `${root}/caller-check`,
      operation: 'checkCaller',
      summary: 'Whether a caller can read out the code of the customer’s account page',
      permission: 'customers:write',
      mask: 'none',
      body: adminApi.customerFactors.callerCode,
      status: 200,
      answer: adminApi.customerFactors.callerChecked,
      errors: ['customer.not_found', 'administrator.above_own', 'attempts.exhausted'],
      async handle(call) {
        const called = { customerId: idOf(call, 'customer_id'), code: call.body.code };
        return { body: { confirmed: await directory.checkCaller(actingOf(call), called) } };
      },
    }),
  ];
}
