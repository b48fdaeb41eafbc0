/** What changes an application after it is registered: what it says about itself, its state, and its end. */
import type { ApplicationMetadataInput } from '@cardea/contract';
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { type Author, demandVersion } from '../tenants/index.ts';
import { isOfItself } from './application.ts';
import { canonical } from './canonical.ts';
import type { MetadataRules } from './check-metadata.ts';
import { toApplication } from './known-applications.ts';
import { ownLifeSeconds } from './own-life.ts';
import { readMetadata } from './read-metadata.ts';
import { forgetWithdrawal } from './store/documents.ts';
import { endGrants, endWithBrowsers } from './store/held-grants.ts';
import { countHeld, deleteApplication, holdApplication, writeMetadata, writeState } from './store.ts';
import { administrativeAmong } from './tenant-api.ts';

export type ChangeDependencies = MetadataRules & { readonly ledger: Ledger };

export type ChangedApplication = { readonly metadata: ApplicationMetadataInput; readonly firstParty: boolean };

/** What goes with an application. */
export type Held = { readonly consents: number; readonly grants: number };

/** Replaces what it says about itself, whole; returns the names of the fields that changed. */
export async function changeApplication(
  deps: ChangeDependencies,
  tx: Transaction,
  place: { readonly tenantId: string; readonly applicationId: string },
  wanted: ChangedApplication,
  author: Author,
): Promise<readonly string[]> {
  const { tenantId, applicationId } = place;
  const former = await hold(tx, place, author);
  // It would have no effect: nobody of the house has looked at what it says.
  if (isOfItself(former) && wanted.firstParty) throw new ProblemError('application.registered_itself');
  const metadata = readMetadata(wanted.metadata, deps);
  const fields = changedFields(
    { ...former.metadata, first_party: former.firstParty },
    { ...metadata, first_party: wanted.firstParty },
  );
  if (fields.length === 0) return [];
  const gainsAdministration = administrativeAmong(metadata.scope).some(
    (scope) => !administrativeAmong(former.metadata.scope).includes(scope),
  );
  await writeMetadata(tx, { ...place, metadata, firstParty: wanted.firstParty });
  const next = { metadata, firstParty: wanted.firstParty, settings: former.settings };
  if (former.firstParty && !next.firstParty) await endGrants(tx, tenantId, applicationId);
  else if (ownLifeSeconds(former) !== null && ownLifeSeconds(next) === null)
    await endWithBrowsers(tx, tenantId, applicationId);
  await deps.ledger.append(tx, {
    tenantId,
    customerId: null,
    event: 'application.changed',
    actor: author.actor,
    requestId: author.requestId,
    data: { applicationId, fields: [...fields], gainsAdministration },
  });
  return fields;
}

/** Nothing is issued to a disabled application, on any node, within a second. */
export async function setState(
  deps: Pick<ChangeDependencies, 'ledger'>,
  tx: Transaction,
  { tenantId, applicationId }: { readonly tenantId: string; readonly applicationId: string },
  state: 'active' | 'disabled',
  author: Author,
): Promise<boolean> {
  if (author.expectedVersion !== undefined) await hold(tx, { tenantId, applicationId }, author);
  // Disabled for want of its document until now, and by somebody's word from now on: it does not come back by itself.
  const isHeld = (await forgetWithdrawal(tx, tenantId, applicationId)) && state === 'disabled';
  if (!(await writeState(tx, tenantId, applicationId, state)) && !isHeld) return false;
  await deps.ledger.append(tx, {
    tenantId,
    customerId: null,
    event: state === 'active' ? 'application.enabled' : 'application.disabled',
    actor: author.actor,
    requestId: author.requestId,
    data: { applicationId },
  });
  return true;
}

/** Removes it with its secrets, the consents it was given and the grants it holds; says how many those were. */
export async function removeApplication(
  deps: Pick<ChangeDependencies, 'ledger'>,
  tx: Transaction,
  place: { readonly tenantId: string; readonly applicationId: string },
  author: Author,
): Promise<Held> {
  const { tenantId, applicationId } = place;
  await hold(tx, place, author);
  const held = await countHeld(tx, tenantId, applicationId);
  await deleteApplication(tx, tenantId, applicationId);
  await deps.ledger.append(tx, {
    tenantId,
    customerId: null,
    event: 'application.removed',
    actor: author.actor,
    requestId: author.requestId,
    data: { applicationId, consents: held.consents, grants: held.grants },
  });
  return held;
}

/** It as it is now, held until the transaction ends; refuses what is of another version than the author's. */
export async function hold(
  tx: Transaction,
  { tenantId, applicationId }: { readonly tenantId: string; readonly applicationId: string },
  author: Author,
) {
  const row = await holdApplication(tx, tenantId, applicationId);
  if (row === undefined) throw new ProblemError('application.not_found');
  demandVersion(author, row.version);
  return toApplication(row);
}

function changedFields(former: Readonly<Record<string, unknown>>, next: Readonly<Record<string, unknown>>): string[] {
  const names = new Set([...Object.keys(former), ...Object.keys(next)]);
  return [...names].filter((name) => canonical(former[name]) !== canonical(next[name])).sort();
}
