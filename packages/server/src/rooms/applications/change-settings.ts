/** Changes what an application sets differently from its tenant, with the ledger entry that says so. */
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { type Author, demandVersion, findingsOf, unknownPictures } from '../tenants/index.ts';
import { givenApplicationSettings } from './effective-settings.ts';
import { holdApplication, writeSettings } from './store.ts';

/** Refuses with `settings.invalid` and one finding for each setting that is wrong. */
export async function changeApplicationSettings(
  deps: { readonly ledger: Ledger },
  tx: Transaction,
  { tenantId, applicationId }: { readonly tenantId: string; readonly applicationId: string },
  wanted: object,
  author: Author,
): Promise<void> {
  const parsed = givenApplicationSettings.safeParse(wanted);
  if (!parsed.success) throw new ProblemError('settings.invalid', { fields: findingsOf(parsed.error) });
  const held = await holdApplication(tx, tenantId, applicationId);
  if (held === undefined) throw new ProblemError('application.not_found');
  demandVersion(author, held.version);
  const unknown = await unknownPictures(tx, tenantId, parsed.data.branding);
  if (Object.keys(unknown).length > 0) throw new ProblemError('settings.invalid', { fields: unknown });
  await writeSettings(tx, tenantId, applicationId, parsed.data);
  await deps.ledger.append(tx, {
    tenantId,
    customerId: null,
    event: 'settings.changed',
    actor: author.actor,
    requestId: author.requestId,
    data: { applicationId },
  });
}
