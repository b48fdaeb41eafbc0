/**
 * Changes what an application sets differently from its tenant, with the ledger entry that says so. A connection that goes
 * leaves every list that names it: whatever is called so later is offered nowhere by that.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { type Author, demandVersion, findingsOf, unknownPictures } from '../tenants/index.ts';
import { givenApplicationSettings } from './effective-settings.ts';
import { dropConnection } from './store/offered-connections.ts';
import { holdApplication, writeSettings } from './store.ts';

export type SettingsDependencies = {
  readonly ledger: Ledger;
  /** Of these connections, those of the tenant; they stay until the transaction ends. */
  readonly knownConnections: (
    tx: Transaction,
    tenantId: string,
    ids: readonly string[],
  ) => Promise<ReadonlySet<string>>;
};

/** Refuses with `settings.invalid` and one finding for each setting that is wrong. */
export async function changeApplicationSettings(
  deps: SettingsDependencies,
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
  const unknown = {
    ...(await unknownPictures(tx, tenantId, parsed.data.branding)),
    ...(await unknownConnections(deps, tx, tenantId, parsed.data.signIn.connections ?? [])),
  };
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

async function unknownConnections(
  { knownConnections }: Pick<SettingsDependencies, 'knownConnections'>,
  tx: Transaction,
  tenantId: string,
  ids: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  if (ids.length === 0) return {};
  const known = await knownConnections(tx, tenantId, ids);
  return ids.every((id) => known.has(id)) ? {} : { 'signIn.connections': 'unknown_connection' };
}

/** Takes a connection that goes out of every list that names it; the applications that did. */
export async function withdrawConnection(
  { ledger }: Pick<SettingsDependencies, 'ledger'>,
  tx: Transaction,
  { tenantId, connectionId }: { readonly tenantId: string; readonly connectionId: string },
  { actor, requestId }: Author,
): Promise<readonly string[]> {
  const changed = await dropConnection(tx, tenantId, connectionId);
  for (const applicationId of changed)
    await ledger.append(tx, {
      ...{ tenantId, customerId: null, event: 'settings.changed', actor, requestId, data: { applicationId } },
    });
  return changed;
}
