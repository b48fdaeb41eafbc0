/** Who asks: what the console greets with and draws its navigation from. People see of themselves what their account shows. */
import { adminApi } from '@cardea/contract';
import type { AdminCaller } from './caller.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { type AdminRoute, defineAdminRoute } from './route.ts';

const consoleAttributes = ['email', 'name'];

export function meRoutes(deps: AdminApiDependencies): AdminRoute[] {
  async function describe(tenantId: string, caller: AdminCaller) {
    if (caller.kind === 'client') {
      return {
        kind: 'application',
        customer_id: null,
        application_id: caller.applicationId,
        name: null,
        email: null,
        roles: [],
      };
    }
    const { customerId } = caller;
    const [{ profile }, administrator] = await Promise.all([
      deps.account.home(tenantId, customerId),
      deps.access.find(tenantId, customerId),
    ]);
    await deps.release.showOwner({ tenantId, customerId, applicationId: 'console', attributes: consoleAttributes });
    return {
      kind: 'administrator',
      customer_id: customerId,
      application_id: null,
      name: profile.name,
      email: profile.email,
      roles: administrator?.roles ?? [],
    };
  }

  return [
    defineAdminRoute({
      method: 'GET',
      path: '/api/admin/me',
      operation: 'readManagementCaller',
      summary: 'Who asks, and what they may do',
      permission: 'any',
      mask: 'none',
      status: 200,
      answer: adminApi.me.me,
      errors: [],
      async handle({ tenant, caller }) {
        const { tenantId, name, origin, settings } = tenant;
        return {
          body: {
            ...(await describe(tenantId, caller)),
            permissions: [...caller.permissions].toSorted(),
            second_factor: deps.access.secondFactor,
            tenant: { tenant_id: tenantId, name, origin, accent: settings.branding.accent ?? null },
          },
        };
      },
    }),
  ];
}
