/** `/api/admin/tenants`: at the first tenant, for who may manage tenants. Elsewhere nobody holds that permission. */
import { adminApi } from '@cardea/contract';
import type { ListedTenant } from '../../rooms/tenants/index.ts';
import { authorOf } from './author.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { listPage } from './list.ts';
import { type AdminRoute, defineAdminRoute } from './route.ts';

const path = '/api/admin/tenants';

export function tenantRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { tenants, administration } = deps;
  const one = async (tenantId: string) => {
    const tenant = await tenants.show(tenantId);
    return { body: toBody(tenant), version: tenant.version };
  };
  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listTenants',
      summary: 'The tenants of this installation',
      permission: 'tenants:read',
      mask: 'none',
      query: adminApi.pageQuery,
      status: 200,
      answer: adminApi.tenants.list,
      errors: ['cursor.invalid'],
      handle: async (call) => ({
        body: await listPage(deps, call, 'listTenants', async (after, limit) => {
          const found = await tenants.list({ after: after?.[0] ?? null, limit: limit + 1 });
          const items = found.slice(0, limit);
          const last = items.at(-1);
          return { items: items.map(toBody), next: found.length > limit && last ? [last.tenantId] : null };
        }),
      }),
    }),
    defineAdminRoute({
      method: 'POST',
      path,
      operation: 'createTenant',
      summary: 'Create a tenant, with the way in for its first owner',
      permission: 'tenants:write',
      mask: 'none',
      body: adminApi.tenants.newTenant,
      status: 201,
      answer: adminApi.tenants.created,
      errors: ['tenant.name_refused', 'domain.refused', 'domain.taken'],
      isRepeatable: true,
      async handle(call) {
        const { name, host, owner_email: email } = call.body;
        const tenantId = (await tenants.create({ name, host }, authorOf(call))) ?? '';
        const tenant = email === undefined ? null : await tenants.byId(tenantId);
        const roles = ['owner'] as const;
        const invited =
          tenant === null || email === undefined
            ? null
            : await administration.inviteHere({ tenant, email, roles, locale: call.locale });
        const setUp = invited && { link: invited.link, expires_at: invited.expiresAt.toISOString() };
        return { body: { ...toBody(await tenants.show(tenantId)), set_up: setUp } };
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path: `${path}/{tenant_id}`,
      operation: 'readTenant',
      summary: 'One tenant',
      permission: 'tenants:read',
      mask: 'none',
      status: 200,
      answer: adminApi.tenants.tenant,
      errors: ['tenant.not_found'],
      version: 'answered',
      handle: (call) => one(call.params['tenant_id'] ?? ''),
    }),
    defineAdminRoute({
      method: 'PATCH',
      path: `${path}/{tenant_id}`,
      operation: 'renameTenant',
      summary: 'Rename a tenant',
      permission: 'tenants:write',
      mask: 'none',
      body: adminApi.tenants.rename,
      status: 200,
      answer: adminApi.tenants.tenant,
      errors: ['tenant.not_found', 'tenant.name_refused'],
      version: 'required',
      async handle(call) {
        const tenantId = call.params['tenant_id'] ?? '';
        await tenants.rename(tenantId, call.body.name, authorOf(call));
        return one(tenantId);
      },
    }),
    ...(['suspend', 'resume'] as const).map((action) =>
      defineAdminRoute({
        method: 'POST',
        path: `${path}/{tenant_id}/${action}`,
        operation: `${action}Tenant`,
        summary:
          action === 'suspend'
            ? 'Suspend a tenant: it shows a notice, and nobody signs in or gets a token'
            : 'Let a suspended tenant go on',
        permission: 'tenants:write',
        mask: 'none',
        status: 200,
        answer: adminApi.tenants.tenant,
        errors: ['tenant.not_found', 'tenant.is_default'],
        async handle(call) {
          const tenantId = call.params['tenant_id'] ?? '';
          await tenants[action](tenantId, authorOf(call));
          return one(tenantId);
        },
      }),
    ),
  ];
}

function toBody({ tenantId, name, state, isDefault, origin, createdAt }: ListedTenant) {
  return {
    tenant_id: tenantId,
    name,
    state,
    is_default: isDefault,
    issuer: origin,
    created_at: createdAt.toISOString(),
  };
}
