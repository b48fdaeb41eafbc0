/** `/api/admin/settings`: every setting as it counts and where it comes from, and changes of some of them. */
import { adminApi } from '@cardea/contract';
import { ProblemError } from '../../foundation/errors/index.ts';
import { defaultSettings, sourcesOf } from '../../rooms/configuration/index.ts';
import { authorOf } from './author.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { mergeSettings, pointingInto } from './merge-settings.ts';
import { type AdminRoute, defineAdminRoute } from './route.ts';

const path = '/api/admin/settings';

export function settingsRoutes({ tenants, database }: AdminApiDependencies): AdminRoute[] {
  // Past what is remembered: whoever changed something reads what is there now.
  const read = async (tenantId: string) => {
    const tenant = await tenants.readWithin(database.reader, tenantId);
    if (tenant === null) throw new ProblemError('tenant.not_found');
    const { settings, version } = tenant;
    return { body: { settings, sources: sourcesOf(settings), defaults: defaultSettings }, version };
  };
  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'readSettings',
      summary: 'Every setting as it counts, and whether the tenant set it',
      permission: 'settings:read',
      mask: 'none',
      status: 200,
      answer: adminApi.settings.settings,
      errors: [],
      version: 'answered',
      handle: (call) => read(call.tenant.tenantId),
    }),
    defineAdminRoute({
      method: 'PATCH',
      path,
      operation: 'changeSettings',
      summary: 'Change some settings',
      permission: 'settings:write',
      mask: 'none',
      body: adminApi.settings.change,
      status: 200,
      answer: adminApi.settings.settings,
      errors: ['settings.invalid'],
      version: 'required',
      async handle(call) {
        const { tenantId } = call.tenant;
        await database.transaction({}, async (tx) => {
          const tenant = await tenants.readWithin(tx, tenantId);
          if (tenant === null) throw new ProblemError('tenant.not_found');
          const next = mergeSettings(tenant.settings, call.body);
          // The version that was read is demanded of the row that is written.
          await pointingInto(tenants.within(tx, authorOf(call)).changeSettings(tenantId, next));
        });
        return read(tenantId);
      },
    }),
  ];
}
