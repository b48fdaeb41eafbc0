/**
 * The ledger as staff read it. What is in clear are ids and closed vocabularies; what is personal in an entry is sealed,
 * and is opened only for who may see customers whole, with a reason, and a trace of it.
 */
import { isSealBroken } from '../../foundation/encryption/index.ts';
import type { FoundEntry, Ledger, LedgerFilter } from '../ledger/index.ts';
import type { StaffView } from '../release/index.ts';
import type { DirectoryDependencies } from './dependencies.ts';
import type { Page } from './list.ts';

export type LedgerItem = FoundEntry & {
  /** Null where there is none, or where it is masked. */
  readonly personal: Readonly<Record<string, unknown>> | null;
  readonly isMasked: boolean;
};

export type LedgerSearch = Omit<LedgerFilter, 'tenantId' | 'before'> & { readonly after: readonly string[] | null };

type ReadDependencies = Pick<DirectoryDependencies, 'database' | 'release'> & {
  readonly ledger: Pick<Ledger, 'search' | 'personalOf'>;
};

/** The entries, newest first. A page may hold fewer than were asked for and go on all the same. */
export async function readLedger(
  deps: ReadDependencies,
  view: StaffView,
  { after, ...filter }: LedgerSearch,
): Promise<Page<LedgerItem>> {
  const [before = null] = after ?? [];
  const { tenantId } = view;
  const { entries, next } = await deps.ledger.search(deps.database.reader, { ...filter, tenantId, before });
  const shown = view.reason === null ? new Map() : await openPersonal(deps, view, entries);
  const items = entries.map((entry) => ({
    ...entry,
    personal: shown.get(entry.entryId) ?? null,
    isMasked: entry.hasPersonal && view.reason === null,
  }));
  return { items, next: next === null ? null : [next] };
}

/** Entry → its personal part, after the reading of each customer has been recorded. */
async function openPersonal(
  deps: ReadDependencies,
  view: StaffView,
  entries: readonly FoundEntry[],
): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const { tenantId } = view;
  const about = entries.flatMap(({ customerId, entryId, recordedAt, hasPersonal }) =>
    customerId === null || !hasPersonal ? [] : [{ tenantId, customerId, entryId, recordedAt }],
  );
  const opened = await Promise.all(about.map(async (entry) => ({ ...entry, personal: await openOne(deps, entry) })));
  const readable = opened.filter(({ personal }) => personal !== null);
  const customerIds = [...new Set(readable.map(({ customerId }) => customerId))];
  await deps.release.listToStaff(view, { name: 'ledger', customerIds });
  return new Map(
    readable.flatMap(({ entryId, personal }) => (personal === null ? [] : [[entryId, personal] as const])),
  );
}

/** Null where the customer is gone, and with them the key. */
async function openOne(
  { ledger, database }: ReadDependencies,
  entry: Parameters<Ledger['personalOf']>[1],
): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    return (await ledger.personalOf(database.reader, entry)) as Readonly<Record<string, unknown>> | null;
  } catch (error) {
    if (isSealBroken(error)) return null;
    throw error;
  }
}
