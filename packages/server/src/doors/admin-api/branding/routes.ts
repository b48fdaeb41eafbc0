/** `/api/admin/branding`: how the tenant looks, and what its applications change about it. */
import { adminApi } from '@cardea/contract';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { authorOf } from '../author.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { type AdminRoute, defineAdminRoute } from '../route.ts';
import { toSettings, toShown } from './names.ts';

const path = '/api/admin/branding';
const ofApplication = '/api/admin/applications/{application_id}/branding';

export function brandingRoutes({ tenants, applications, database }: AdminApiDependencies): AdminRoute[] {
  // Past what is remembered: whoever changed something reads what is there now.
  const ofTenant = async (tenantId: string) => {
    const tenant = await tenants.readWithin(database.reader, tenantId);
    if (tenant === null) throw new ProblemError('tenant.not_found');
    return { body: toShown(tenant.settings.branding), version: tenant.version };
  };
  const applicationOf = async (tenantId: string, applicationId = '') => {
    const application = await applications.find(tenantId, applicationId);
    if (application === null) throw new ProblemError('application.not_found');
    return application;
  };
  const shownApplication = async (tenantId: string, applicationId: string | undefined) => {
    const { settings, version } = await applicationOf(tenantId, applicationId);
    return { body: toShown(settings.branding), version };
  };
  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'readBranding',
      summary: 'How pages and mails look',
      permission: 'settings:read',
      mask: 'none',
      status: 200,
      answer: adminApi.branding.shown,
      errors: [],
      version: 'answered',
      handle: (call) => ofTenant(call.tenant.tenantId),
    }),
    defineAdminRoute({
      method: 'PUT',
      path,
      operation: 'changeBranding',
      summary: 'Change how pages and mails look; says where a colour had to give way',
      permission: 'settings:write',
      mask: 'none',
      body: adminApi.branding.branding,
      status: 200,
      answer: adminApi.branding.shown,
      errors: ['settings.invalid'],
      version: 'required',
      async handle(call) {
        await tenants.changeBranding(call.tenant.tenantId, toSettings(call.body), authorOf(call));
        return ofTenant(call.tenant.tenantId);
      },
    }),
    defineAdminRoute({
      method: 'PUT',
      path: `${path}/name`,
      operation: 'renameOwnTenant',
      summary: 'Change what pages and mails call the tenant',
      permission: 'settings:write',
      mask: 'none',
      body: adminApi.branding.tenantName,
      status: 200,
      answer: adminApi.branding.tenantName,
      errors: ['tenant.name_refused'],
      version: 'required',
      async handle(call) {
        const { tenantId } = call.tenant;
        await tenants.rename(tenantId, call.body.name, authorOf(call));
        const { name, version } = await tenants.show(tenantId);
        return { body: { name }, version };
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path: ofApplication,
      operation: 'readApplicationBranding',
      summary: 'What pages look like differently on the way to an application',
      permission: 'settings:read',
      mask: 'none',
      status: 200,
      answer: adminApi.branding.shown,
      errors: ['application.not_found'],
      version: 'answered',
      handle: (call) => shownApplication(call.tenant.tenantId, call.params['application_id']),
    }),
    defineAdminRoute({
      method: 'PUT',
      path: ofApplication,
      operation: 'changeApplicationBranding',
      summary: 'Change what pages look like on the way to an application',
      permission: 'settings:write',
      // It is the application's own setting that changes.
      alsoPermission: 'applications:write',
      mask: 'none',
      body: adminApi.branding.branding,
      status: 200,
      answer: adminApi.branding.shown,
      errors: ['application.not_found', 'settings.invalid'],
      version: 'required',
      async handle(call) {
        const { tenantId } = call.tenant;
        const { applicationId, settings } = await applicationOf(tenantId, call.params['application_id']);
        const changed = { ...settings, branding: toSettings(call.body) };
        await applications.changeSettings(tenantId, applicationId, changed, authorOf(call));
        return shownApplication(tenantId, applicationId);
      },
    }),
  ];
}
