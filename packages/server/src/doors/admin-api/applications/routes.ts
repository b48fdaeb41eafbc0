/** `/api/admin/applications`: reading, registering, changing and removing them. Their secrets are in secrets.ts. */
import { adminApi } from '@cardea/contract';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Application } from '../../../rooms/applications/index.ts';
import { idOf } from '../acting.ts';
import { authorOf } from '../author.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { listPage } from '../list.ts';
import { type AdminRoute, defineAdminRoute } from '../route.ts';
import { changingApplication, describe, toApplication, toPatched } from './view.ts';

const path = '/api/admin/applications';
const one = `${path}/{application_id}`;
const { applications: schemas } = adminApi;

export function applicationRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { applications, access, database } = deps;
  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listRegisteredApplications',
      summary: 'Applications by client_id',
      permission: 'applications:read',
      mask: 'none',
      query: adminApi.pageQuery,
      status: 200,
      answer: schemas.list,
      errors: ['cursor.invalid'],
      async handle(call) {
        const body = await listPage(deps, call, 'listRegisteredApplications', async (after, limit) => {
          const items = await applications.list(call.tenant.tenantId, { after: after?.[0] ?? '', limit: limit + 1 });
          const last = items.length > limit ? items[limit - 1] : undefined;
          return { items: items.slice(0, limit).map(toApplication), next: last ? [last.applicationId] : null };
        });
        return { body };
      },
    }),
    defineAdminRoute({
      method: 'POST',
      path,
      operation: 'registerApplication',
      summary: 'Register an application; its secret is shown this once',
      permission: 'applications:write',
      mask: 'none',
      body: schemas.register,
      status: 201,
      answer: schemas.registered,
      errors: ['application.invalid', 'administrator.above_own'],
      version: 'answered',
      isRepeatable: true,
      async handle(call) {
        const { client_id: applicationId, first_party: firstParty, ...metadata } = call.body;
        const { tenant, caller } = call;
        access.demandMayHandle(tenant, caller, { metadata, firstParty });
        const registered = await applications.register(
          tenant.tenantId,
          { metadata, firstParty, applicationId },
          authorOf(call),
        );
        const answer = await describe(deps, tenant.tenantId, registered.applicationId);
        return { ...answer, body: { ...answer.body, client_secret: registered.clientSecret } };
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path: one,
      operation: 'readApplication',
      summary: 'An application and when its secrets were made',
      permission: 'applications:read',
      mask: 'none',
      status: 200,
      answer: schemas.detail,
      errors: ['application.not_found'],
      version: 'answered',
      handle: (call) => describe(deps, call.tenant.tenantId, idOf(call, 'application_id')),
    }),
    defineAdminRoute({
      method: 'PATCH',
      path: one,
      operation: 'changeApplication',
      summary: 'Change what an application says about itself',
      permission: 'applications:write',
      mask: 'none',
      body: schemas.change,
      status: 200,
      answer: schemas.detail,
      errors: [
        ...(['application.not_found', 'application.invalid', 'administrator.above_own'] as const),
        'application.registered_itself',
      ],
      version: 'required',
      async handle(call) {
        await changingApplication(deps, call, async (changes, former) => {
          const next = toPatched(former, call.body);
          access.demandMayHandle(call.tenant, call.caller, next);
          await changes.change(former.tenantId, former.applicationId, next);
        });
        return describe(deps, call.tenant.tenantId, idOf(call, 'application_id'));
      },
    }),
    ...(['disable', 'enable'] as const).map((action) =>
      defineAdminRoute({
        method: 'POST',
        path: `${one}/${action}`,
        operation: `${action}Application`,
        summary: action === 'disable' ? 'Issue nothing more to an application' : 'Take an application up again',
        permission: 'applications:write',
        mask: 'none',
        body: schemas.nothing,
        status: 200,
        answer: schemas.detail,
        errors: ['application.not_found', 'administrator.above_own'],
        async handle(call) {
          const { tenantId } = call.tenant;
          const state = action === 'disable' ? 'disabled' : 'active';
          // Whoever may end what they could not make does no harm; taking it up again is giving.
          const work = (changes: { setState: SetState }, former: Application) =>
            changes.setState(tenantId, former.applicationId, state);
          await changingApplication(deps, call, work, { isGiving: action === 'enable' });
          return describe(deps, tenantId, idOf(call, 'application_id'));
        },
      }),
    ),
    defineAdminRoute({
      method: 'GET',
      path: `${one}/removal`,
      operation: 'planApplicationRemoval',
      summary: 'What would go with an application',
      permission: 'applications:read',
      mask: 'none',
      status: 200,
      answer: schemas.held,
      errors: ['application.not_found'],
      async handle(call) {
        const { tenantId } = call.tenant;
        const found = await applications.find(tenantId, idOf(call, 'application_id'));
        if (found === null || found.madeBy === 'house') throw new ProblemError('application.not_found');
        return { body: await applications.held(tenantId, found.applicationId) };
      },
    }),
    defineAdminRoute({
      method: 'DELETE',
      path: one,
      operation: 'deleteApplication',
      summary: 'Remove an application with its secrets, consents and grants',
      permission: 'applications:write',
      mask: 'none',
      status: 200,
      answer: schemas.held,
      errors: ['application.not_found'],
      version: 'required',
      async handle(call) {
        const { tenantId } = call.tenant;
        const held = await database.transaction({}, (tx) =>
          applications.within(tx, authorOf(call)).remove(tenantId, idOf(call, 'application_id')),
        );
        return { body: held };
      },
    }),
  ];
}

type SetState = (tenantId: string, applicationId: string, state: 'active' | 'disabled') => Promise<boolean>;
