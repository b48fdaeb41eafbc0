/** `/api/admin/applications/…`: their secrets, and what they set differently from their tenant. */
import { adminApi } from '@cardea/contract';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { idOf } from '../acting.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { mergeSettings, pointingInto } from '../merge-settings.ts';
import { type AdminRoute, defineAdminRoute } from '../route.ts';
import { changingApplication, describeSecrets } from './view.ts';

const one = '/api/admin/applications/{application_id}';
const { applications: schemas } = adminApi;

export function applicationPartRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { applications } = deps;
  const shownSettings = async (tenantId: string, applicationId: string) => {
    const found = await applications.find(tenantId, applicationId);
    const tenant = await deps.tenants.readWithin(deps.database.reader, tenantId);
    if (tenant === null || found === null || found.madeBy === 'house') throw new ProblemError('application.not_found');
    const effective = await applications.settingsFor(tenant, applicationId);
    return { body: { settings: found.settings, effective }, version: found.version };
  };
  return [
    defineAdminRoute({
      method: 'POST',
      path: `${one}/secret`,
      operation: 'rotateApplicationSecret',
      summary: 'Make a new secret, which is shown this once; two count at most',
      permission: 'applications:write',
      mask: 'none',
      body: schemas.rotate,
      status: 200,
      answer: schemas.rotated,
      errors: ['application.not_found', 'application.invalid', 'administrator.above_own'],
      isRepeatable: true,
      async handle(call) {
        const { tenantId } = call.tenant;
        const applicationId = idOf(call, 'application_id');
        const secret = await changingApplication(deps, call, (changes) =>
          changes.rotateSecret(tenantId, applicationId, call.body.keep_former_seconds),
        );
        const secrets = await describeSecrets(deps, tenantId, applicationId);
        return { body: { client_id: applicationId, client_secret: secret, secrets } };
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path: `${one}/settings`,
      operation: 'readApplicationSettings',
      summary: 'What an application sets differently, and what counts on the way to it',
      permission: 'applications:read',
      mask: 'none',
      status: 200,
      answer: schemas.settings,
      errors: ['application.not_found'],
      version: 'answered',
      handle: (call) => shownSettings(call.tenant.tenantId, idOf(call, 'application_id')),
    }),
    defineAdminRoute({
      method: 'PATCH',
      path: `${one}/settings`,
      operation: 'changeApplicationSettings',
      summary: 'Change what an application sets differently from its tenant',
      permission: 'applications:write',
      mask: 'none',
      body: schemas.changeSettings,
      status: 200,
      answer: schemas.settings,
      errors: ['application.not_found', 'settings.invalid', 'administrator.above_own'],
      version: 'required',
      async handle(call) {
        const { tenantId } = call.tenant;
        await changingApplication(deps, call, (changes, former) =>
          pointingInto(
            changes.changeSettings(tenantId, former.applicationId, mergeSettings(former.settings, call.body)),
          ),
        );
        return shownSettings(tenantId, idOf(call, 'application_id'));
      },
    }),
  ];
}
