/**
 * Writes one batch in one transaction: customers, passwords, consents, ledger entries, what was not imported, and how far
 * the file has been read. All of it is true or none, so that an import that dies goes on where it stood.
 */
import type { Transaction } from '../../../foundation/database/index.ts';
import { vouchedBy } from '../../connections/index.ts';
import type { Taken } from '../../customers/index.ts';
import type { Actor, NewEntry } from '../../ledger/index.ts';
import { advanceImport, insertFindings } from '../store/imports.ts';
import type { ImportDependencies } from './dependencies.ts';
import { addInvitations } from './invitations.ts';
import type { Counts, Finding, ImportChoices } from './options.ts';
import type { BatchEntry, PreparedBatch } from './prepare-batch.ts';
import { withoutReserved } from './reserved-subjects.ts';
import { withoutTaken } from './taken-identities.ts';

export type BatchPlace = {
  readonly tenantId: string;
  readonly importId: string;
  readonly actor: Actor;
  readonly choices: ImportChoices;
  /** Everything up to here is written. */
  readonly before: Counts;
  readonly invited: number;
};

export type BatchWritten = { readonly counts: Counts; readonly findings: readonly Finding[]; readonly invited: number };

/** What ends the transaction of a batch from inside. */
export type BatchStop =
  /** A duplicate, where an import must not pass one over. */
  | { readonly kind: 'duplicate'; readonly finding: Finding }
  /** Somebody else went on with this import. */
  | { readonly kind: 'moved_on' }
  /** Somebody linked an account elsewhere at this very moment: asked again, it is found. */
  | { readonly kind: 'overtaken' }
  /** A connection went, or asks somebody else by now, since the import began. */
  | { readonly kind: 'connection_changed' };

const stops = new WeakMap<Error, BatchStop>();

/** Why the batch was not written, or undefined for any other failure. */
export function stopOf(error: unknown): BatchStop | undefined {
  return error instanceof Error ? stops.get(error) : undefined;
}

function stop(why: BatchStop): never {
  const error = new Error(`The batch was not written: ${why.kind}`);
  stops.set(error, why);
  throw error;
}

export async function writeBatch(
  deps: ImportDependencies,
  tx: Transaction,
  place: BatchPlace,
  read: PreparedBatch,
): Promise<BatchWritten> {
  const { tenantId, importId, actor, choices, before } = place;
  if (!(await isVouched(deps, tx, tenantId, read.identities))) stop({ kind: 'connection_changed' });
  const batch = await withoutTaken(deps, tx, place, await withoutReserved(deps, tx, tenantId, read));
  const taken = await deps.customers.writeNewcomers(tx, tenantId, batch.newcomers, importId);
  const written = batch.entries.filter(({ customerId }) => !taken.has(customerId));
  const hashed = [...written, ...batch.completions].flatMap(({ customerId, sealed }) =>
    sealed === null ? [] : [{ customerId, sealed }],
  );
  const credentials = await deps.credentials.setMany(tx, tenantId, hashed);
  const identities = batch.identities.filter(({ customerId }) => !taken.has(customerId));
  if (!(await deps.credentials.identities.linkMany(tx, tenantId, identities))) stop({ kind: 'overtaken' });
  const numbers = numbersAlone(batch, taken);
  const factors = await deps.credentials.phoneFactors.enrolMany(tx, tenantId, numbers);
  const completed = batch.completions.filter(({ customerId }) => credentials.has(customerId));

  const duplicates = [
    ...batch.findings.filter(({ outcome }) => outcome === 'skipped'),
    ...batch.entries.flatMap((entry) => duplicateOf(batch, entry, taken.get(entry.customerId), importId)),
    ...batch.completions
      .filter((entry) => !completed.includes(entry))
      .map(({ record, line }) => skipped(record, line, 'password.set_already', 'password_hash')),
  ].sort((one, other) => one.record - other.record);
  const [first] = duplicates;
  if (first !== undefined && choices.duplicates === 'fail') stop({ kind: 'duplicate', finding: first });

  const rejected = batch.findings.filter(({ outcome }) => outcome === 'rejected');
  const findings = [...rejected, ...duplicates].sort((one, other) => one.record - other.record);
  const counts: Counts = {
    records: before.records + batch.records,
    imported: before.imported + written.length,
    completed: before.completed + completed.length,
    skipped: before.skipped + duplicates.length,
    rejected: before.rejected + rejected.length,
  };
  if (!(await advanceImport(tx, tenantId, importId, { from: before.records, counts }))) stop({ kind: 'moved_on' });
  await insertFindings(tx, tenantId, importId, findings);
  const prepared = new Map(batch.newcomers.newcomers.map((newcomer) => [newcomer.customerId, newcomer]));
  const linked = Map.groupBy(identities, ({ customerId }) => customerId);
  await deps.ledger.appendAll(tx, [
    ...written.map(({ customerId }): NewEntry => {
      const { identifiers = [], externalId } = prepared.get(customerId) ?? {};
      const identifierIds = identifiers.map(({ identifierId }) => identifierId);
      const keepsSubject = externalId?.isSubject === true;
      const factorId = factors.get(customerId);
      const identityIds = linked.get(customerId)?.map(({ identityId }) => identityId);
      const data = {
        ...{ importId, identifierIds, hasPassword: credentials.has(customerId), keepsSubject },
        ...(identityIds === undefined ? {} : { identityIds }),
        ...(factorId === undefined ? {} : { factorId }),
      };
      return { tenantId, customerId, event: 'customer.imported', actor, data };
    }),
    ...completed.map(
      ({ customerId }): NewEntry => ({
        tenantId,
        customerId,
        event: 'password.set',
        actor,
        data: { credentialId: credentials.get(customerId) ?? '' },
      }),
    ),
  ]);
  await deps.consents.restore(
    tx,
    tenantId,
    written.flatMap(({ customerId, consents }) =>
      consents.map((consent) => ({
        customerId,
        applicationId: consent.client_id,
        scopes: consent.scopes,
        grantedAt: new Date(consent.granted_at),
      })),
    ),
  );
  // Invitations are mailed; whoever has a number alone signs in by it.
  const needsInvitation = (id: string) =>
    !credentials.has(id) && !linked.has(id) && !factors.has(id) && batch.isActive.has(id);
  const toInvite = choices.invite ? written.map(({ customerId }) => customerId).filter(needsInvitation) : [];
  await addInvitations(deps, tx, place, toInvite);
  return { counts, findings, invited: place.invited + toInvite.length };
}

/** Whether the connections still name these as they did when the batch was judged; none changes before it is written. */
async function isVouched(
  { connections }: Pick<ImportDependencies, 'connections'>,
  tx: Transaction,
  tenantId: string,
  identities: PreparedBatch['identities'],
): Promise<boolean> {
  if (identities.length === 0) return true;
  const ids = new Set(identities.map(({ connectionId }) => connectionId));
  const held = await connections.holdWithin(tx, tenantId, [...ids]);
  return identities.every(({ connectionId, issuer }) => {
    const connection = held.get(connectionId);
    return connection !== undefined && vouchedBy(connection, issuer) === issuer;
  });
}

/** What leads into the accounts without an address that were written. */
function numbersAlone({ newcomers: { newcomers } }: PreparedBatch, taken: ReadonlyMap<string, Taken>) {
  return newcomers
    .filter(({ customerId }) => !taken.has(customerId))
    .flatMap(({ customerId, identifiers }) =>
      identifiers.filter(({ isAlone }) => isAlone).map(({ identifierId }) => ({ customerId, identifierId })),
    );
}

function duplicateOf(
  { isAlone }: PreparedBatch,
  { record, line, customerId }: BatchEntry,
  taken: Taken | undefined,
  importId: string,
): Finding[] {
  if (taken === undefined) return [];
  const code = taken.importId === importId ? 'duplicate.in_file' : 'duplicate.in_database';
  const field = {
    customer_id: 'id',
    external_id: 'id',
    identifier: isAlone.has(customerId) ? 'phone_number' : 'email',
  }[taken.by];
  return [skipped(record, line, code, field)];
}

function skipped(record: number, line: number, code: string, field: string): Finding {
  return { record, line, outcome: 'skipped', code, field };
}
