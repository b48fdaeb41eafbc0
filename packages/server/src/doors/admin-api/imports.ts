/** `/api/admin/imports`: what the command line brings in, to be watched from elsewhere. Files are not taken here. */
import { adminApi } from '@cardea/contract';
import type { ImportProgress } from '../../rooms/directory/index.ts';
import { idOf } from './acting.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { listPage } from './list.ts';
import { type AdminRoute, defineAdminRoute } from './route.ts';

const path = '/api/admin/imports';

export function importRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { directory } = deps;
  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listImports',
      summary: 'Files of customers that were or are being brought in, newest first',
      permission: 'customers:import',
      mask: 'none',
      query: adminApi.pageQuery,
      status: 200,
      answer: adminApi.imports.list,
      errors: ['cursor.invalid'],
      async handle(call) {
        const body = await listPage(deps, call, 'listImports', async (after, limit) => {
          const page = await directory.imports(call.tenant.tenantId, { after, limit });
          return { ...page, items: page.items.map(toBody) };
        });
        return { body };
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path: `${path}/{import_id}`,
      operation: 'readImport',
      summary: 'How far an import came',
      permission: 'customers:import',
      mask: 'none',
      status: 200,
      answer: adminApi.imports.one,
      errors: ['import.not_found'],
      handle: async (call) => ({ body: toBody(await directory.import(call.tenant.tenantId, idOf(call, 'import_id'))) }),
    }),
    defineAdminRoute({
      method: 'GET',
      path: `${path}/{import_id}/findings`,
      operation: 'listImportFindings',
      summary: 'What of a file was not imported, and why',
      permission: 'customers:import',
      mask: 'none',
      query: adminApi.pageQuery,
      status: 200,
      answer: adminApi.imports.findings,
      errors: ['import.not_found', 'cursor.invalid'],
      handle: async (call) => ({
        body: await listPage(deps, call, 'listImportFindings', (after, limit) =>
          directory.importFindings(call.tenant.tenantId, idOf(call, 'import_id'), { after, limit }),
        ),
      }),
    }),
  ];
}

function toBody(progress: ImportProgress) {
  const { choices, counts } = progress;
  return {
    import_id: progress.importId,
    format: progress.format,
    state: progress.state,
    ...counts,
    options: {
      duplicates: choices.duplicates,
      undeclared: choices.undeclared,
      keep_subjects: choices.keepSubjects,
      trust_emails: choices.trustEmails,
      invite: choices.invite,
      connections: choices.connections ?? {},
    },
    by: progress.by,
    created_at: progress.createdAt.toISOString(),
    updated_at: progress.updatedAt.toISOString(),
    finished_at: progress.finishedAt?.toISOString() ?? null,
    findings_until: progress.findingsUntil.toISOString(),
  };
}
