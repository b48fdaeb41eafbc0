/**
 * `/api/admin/configuration`: the configuration as one file. Which permissions a file needs depends on what it changes;
 * it never gives an application more than the caller holds.
 */
import { adminApi, type Permission } from '@cardea/contract';
import { ProblemError } from '../../foundation/errors/index.ts';
import { type Finding, isConfigurationRefusal, type Plan, type Work } from '../../rooms/configuration/index.ts';
import { authorOf } from './author.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { type AdminCall, type AdminRoute, defineAdminRoute } from './route.ts';

const path = '/api/admin/configuration';
const mostBytes = 1024 * 1024;
const { configuration: schemas } = adminApi;

export function configurationRoutes({ configuration, access, connections }: AdminApiDependencies): AdminRoute[] {
  /** A file, and what it is compared with, shows applications, and connections where there are some. */
  const demandMayRead = async ({ tenant, caller }: Pick<AdminCall<unknown, unknown>, 'tenant' | 'caller'>) => {
    demand(caller.permissions, 'applications:read');
    if ((await connections.list(tenant.tenantId)).length > 0) demand(caller.permissions, 'connections:read');
  };
  const demandMayMake = (call: AdminCall<unknown, unknown>) => (work: Work) => {
    const { tenant, caller } = call;
    for (const { section, key, action } of work.changes) {
      const isApplication = section === 'applications' || section === 'resources';
      const ofOthers = section === 'connections' ? 'connections:write' : 'settings:write';
      demand(caller.permissions, isApplication ? 'applications:write' : ofOthers);
      if (section !== 'applications' || action === 'remove') continue;
      const former = work.state.applications.get(key);
      const next = work.wanted.applications.find(({ applicationId }) => applicationId === key);
      access.demandMayHandle(tenant, caller, ...[former, next].filter((one) => one !== undefined));
    }
  };
  return [
    defineAdminRoute({
      method: 'POST',
      path: `${path}/plan`,
      operation: 'planConfiguration',
      summary: 'What a configuration file would change, or what is wrong with it',
      permission: 'settings:read',
      mask: 'none',
      budget: 'management.configuration',
      body: schemas.file,
      status: 200,
      answer: schemas.plan,
      errors: [],
      mostBytes,
      async handle(call) {
        await demandMayRead(call);
        const work = configuration.plan(call.tenant.tenantId, call.body.document);
        return { body: await work.then((plan) => ({ ...toPlan(plan), findings: [] }), toFindings) };
      },
    }),
    defineAdminRoute({
      method: 'POST',
      path: `${path}/apply`,
      operation: 'applyConfiguration',
      summary: 'Make the configuration what a file says, all of it or nothing',
      permission: 'settings:write',
      mask: 'none',
      budget: 'management.configuration',
      body: schemas.apply,
      status: 200,
      answer: schemas.plan,
      errors: ['configuration.invalid', 'configuration.conflict', 'administrator.above_own', 'profile_schema.exposes'],
      mostBytes,
      isRepeatable: true,
      async handle(call) {
        const { document, fingerprint } = call.body;
        const applied = configuration.apply(call.tenant.tenantId, document, {
          ...authorOf(call),
          expectedFingerprint: fingerprint,
          demandMayMake: demandMayMake(call),
        });
        return { body: { ...toPlan(await applied.catch(toProblem)), findings: [] } };
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path: `${path}/export`,
      operation: 'exportConfiguration',
      summary: 'What counts now, as a file; secrets are not in it',
      permission: 'settings:read',
      mask: 'none',
      status: 200,
      answer: schemas.exported,
      errors: [],
      async handle(call) {
        const { tenant } = call;
        await demandMayRead(call);
        return { body: { document: await configuration.export(tenant.tenantId) } };
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path: `${path}/drift`,
      operation: 'readConfigurationDrift',
      summary: 'What is not as the file says that was applied last',
      permission: 'settings:read',
      mask: 'none',
      budget: 'management.configuration',
      status: 200,
      answer: schemas.drift,
      errors: ['configuration.not_applied', 'configuration.invalid'],
      async handle(call) {
        const { tenant } = call;
        await demandMayRead(call);
        const drift = await configuration.drift(tenant.tenantId).catch(toProblem);
        if (drift === null) throw new ProblemError('configuration.not_applied');
        const { version, appliedAt, appliedBy } = drift;
        return { body: { ...toPlan(drift), version, applied_at: appliedAt.toISOString(), applied_by: appliedBy } };
      },
    }),
  ];
}

function demand(held: ReadonlySet<Permission>, permission: Permission): void {
  if (!held.has(permission)) throw new ProblemError('token.insufficient_scope');
}

function toPlan({ changes, fingerprint }: Plan) {
  return { has_changes: changes.length > 0, changes, fingerprint };
}

function toFindings(error: unknown): ReturnType<typeof refusedPlan> {
  if (!isConfigurationRefusal(error)) throw error;
  return refusedPlan(error.findings);
}

function refusedPlan(findings: readonly Finding[]) {
  return { has_changes: false, changes: [], fingerprint: null, findings };
}

/** `document/12/5/applications.shop.redirect_uris`: what is wrong stands in line 12, column 5. */
function toProblem(error: unknown): never {
  if (!isConfigurationRefusal(error)) throw error;
  const fields = error.findings.map(({ line, column, path }) => [
    `document/${line}/${column}/${path.replaceAll('/', '~1')}`,
    'invalid',
  ]);
  throw new ProblemError('configuration.invalid', { fields: Object.fromEntries(fields), cause: error });
}
