/** Changes the settings of a tenant, with the ledger entry that says so. Running servers know within a second. */
import type { z } from 'zod';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { CreateTenantDependencies } from './create-tenant.ts';
import { givenSettings } from './settings.ts';
import { writeSettings } from './store/tenants.ts';

/** Replaces the settings whole; refuses with `settings.invalid` and one finding for each that is wrong. */
export async function changeSettings(deps: CreateTenantDependencies, tenantId: string, wanted: object): Promise<void> {
  const parsed = givenSettings.safeParse(wanted);
  if (!parsed.success) throw new ProblemError('settings.invalid', { fields: findingsOf(parsed.error) });
  await deps.database.transaction({}, async (tx) => {
    await writeSettings(tx, tenantId, parsed.data);
    await deps.ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'settings.changed',
      actor: { kind: 'system' },
      data: {},
    });
  });
}

/** Setting → what is wrong with it: `session.idleSeconds` → `too_small`. */
export function findingsOf(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(
    error.issues.flatMap((issue): [string, string][] => {
      const path = issue.path.join('.');
      if (issue.code !== 'unrecognized_keys') return [[path, issue.code]];
      return issue.keys.map((key) => [path === '' ? key : `${path}.${key}`, 'unknown']);
    }),
  );
}
