/** Changes what an application sets differently from its tenant, with the ledger entry that says so. */
import { ProblemError } from '../../foundation/errors/index.ts';
import { findingsOf } from '../tenants/index.ts';
import type { ChangeDependencies } from './change-application.ts';
import { givenApplicationSettings } from './effective-settings.ts';
import { writeSettings } from './store.ts';

/** Refuses with `settings.invalid` and one finding for each setting that is wrong. */
export async function changeApplicationSettings(
  deps: ChangeDependencies,
  tenantId: string,
  applicationId: string,
  wanted: object,
): Promise<void> {
  const parsed = givenApplicationSettings.safeParse(wanted);
  if (!parsed.success) throw new ProblemError('settings.invalid', { fields: findingsOf(parsed.error) });
  await deps.database.transaction({}, async (tx) => {
    tx.afterCommit(() => deps.forget(tenantId, applicationId));
    if (!(await writeSettings(tx, tenantId, applicationId, parsed.data)))
      throw new ProblemError('application.not_found');
    await deps.ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'settings.changed',
      actor: { kind: 'system' },
      data: { applicationId },
    });
  });
}
