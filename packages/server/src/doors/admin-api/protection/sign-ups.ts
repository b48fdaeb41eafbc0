/** `…/findings/{finding_id}/sign-ups`: who signed up in a wave, and ending all of these accounts at once, as a bulk action. */
import { adminApi } from '@cardea/contract';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { actingOf, idOf } from '../acting.ts';
import { toBulkBody } from '../bulk.ts';
import { toSummary } from '../customers/summary.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { listPage } from '../list.ts';
import { type AdminRoute, defineAdminRoute } from '../route.ts';
import { viewOf } from '../view.ts';

const path = '/api/admin/protection/findings/{finding_id}/sign-ups';
const { protection: schemas } = adminApi;

export function signUpRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { directory, protection } = deps;
  const { detection } = protection;
  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listSignUpsOfWave',
      summary: 'Who signed up in a wave',
      permission: 'protection:read',
      alsoPermission: 'customers:read',
      mask: 'customer',
      query: adminApi.pageQuery,
      status: 200,
      answer: adminApi.customers.list,
      errors: ['cursor.invalid', 'finding.not_found'],
      async handle(call) {
        const findingId = idOf(call, 'finding_id');
        const body = await listPage(deps, call, 'listSignUpsOfWave', async (position, limit) => {
          const page = { after: position?.[0] ?? null, limit: limit + 1 };
          const ids = await detection.signUpsOf(call.tenant.tenantId, findingId, page);
          if (ids === null) throw new ProblemError('finding.not_found');
          const shown = ids.slice(0, limit);
          const last = ids.length > limit ? shown.at(-1) : undefined;
          const found = new Map(
            (await directory.summaries(viewOf(call), shown)).map((customer) => [customer.customerId, customer]),
          );
          const items = shown.flatMap((id) => found.get(id) ?? []).map(toSummary);
          return { items, next: last === undefined ? null : [last] };
        });
        return { body };
      },
    }),
    defineAdminRoute({
      method: 'POST',
      path: `${path}/remove`,
      operation: 'removeSignUpsOfWave',
      summary: 'Disable or close all accounts of a wave, but for some',
      permission: 'customers:write',
      alsoPermission: 'protection:write',
      mask: 'none',
      body: schemas.remove,
      status: 202,
      answer: adminApi.bulk.bulk,
      isRepeatable: true,
      errors: ['finding.not_found', 'finding.count_changed'],
      async handle(call) {
        const { action, count, keep } = call.body;
        const all = await detection.allSignUpsOf(call.tenant.tenantId, idOf(call, 'finding_id'));
        if (all === null) throw new ProblemError('finding.not_found');
        const kept = new Set(keep);
        const customerIds = all.filter((id) => !kept.has(id));
        // The wave may have grown while somebody read the number.
        if (customerIds.length !== count) throw new ProblemError('finding.count_changed');
        const bulk = await directory.startBulk(actingOf(call), { action, selection: { customerIds } });
        return { body: toBulkBody(bulk), headers: { location: `/api/admin/bulk-actions/${bulk.bulkId}` } };
      },
    }),
  ];
}
