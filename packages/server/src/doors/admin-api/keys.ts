/** `/api/admin/keys`: the keys that sign tokens. Owners are told of every rotation and withdrawal. */
import { adminApi } from '@cardea/contract';
import { ProblemError } from '../../foundation/errors/index.ts';
import { idOf } from './acting.ts';
import { authorOf } from './author.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { type AdminRoute, defineAdminRoute } from './route.ts';

const path = '/api/admin/keys';

export function keyRoutes({ tenants }: AdminApiDependencies): AdminRoute[] {
  const { signingKeys } = tenants;
  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listSigningKeys',
      summary: 'The keys that sign tokens, and those that did',
      permission: 'settings:read',
      mask: 'none',
      status: 200,
      answer: adminApi.keys.list,
      errors: [],
      async handle({ tenant }) {
        const items = (await signingKeys.list(tenant.tenantId)).map((key) => ({
          key_id: key.keyId,
          algorithm: key.algorithm,
          state: key.state,
          created_at: key.createdAt.toISOString(),
          active_from: key.activeFrom?.toISOString() ?? null,
          published_until: key.publishedUntil?.toISOString() ?? null,
        }));
        return { body: { items, next_cursor: null } };
      },
    }),
    defineAdminRoute({
      method: 'POST',
      path: `${path}/rotate`,
      operation: 'rotateSigningKeys',
      summary: 'Publish fresh keys, which take over by themselves; owners are told',
      permission: 'keys:write',
      mask: 'none',
      body: adminApi.keys.rotate,
      status: 200,
      answer: adminApi.keys.rotation,
      errors: [],
      isRepeatable: true,
      async handle(call) {
        const { keyIds, activeFrom } = await signingKeys.rotate(call.tenant.tenantId, call.body, authorOf(call));
        return { body: { key_ids: keyIds, active_from: activeFrom?.toISOString() ?? null } };
      },
    }),
    defineAdminRoute({
      method: 'POST',
      path: `${path}/{key_id}/withdraw`,
      operation: 'withdrawSigningKey',
      summary: 'Take a key out at once that may be stolen; owners are told',
      permission: 'keys:write',
      mask: 'none',
      body: adminApi.applications.nothing,
      status: 200,
      answer: adminApi.keys.withdrawal,
      errors: ['key.not_found'],
      async handle(call) {
        const keyId = idOf(call, 'key_id');
        const withdrawal = await signingKeys.withdraw(call.tenant.tenantId, keyId, authorOf(call));
        if (withdrawal === null) throw new ProblemError('key.not_found');
        return { body: { key_id: keyId, signs_now: withdrawal.successorId } };
      },
    }),
  ];
}
