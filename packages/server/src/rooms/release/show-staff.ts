/**
 * Personal fields on their way to staff: masked, or whole for a reason. What is shown whole is told to the ledger and
 * counted in the disclosure log before it is returned, so nobody looks without a trace.
 */
import type { Database } from '../../foundation/database/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { mask, type PersonalField } from './mask.ts';
import { countStaff } from './store.ts';

export type StaffView = {
  readonly tenantId: string;
  readonly actor: { readonly kind: 'administrator' | 'application'; readonly id: string };
  /** Why it is to be seen whole; null where it is not. */
  readonly reason: string | null;
  readonly requestId: string;
};

/** The personal fields of one customer, by the names they are known by. */
export type PersonalRecord = {
  readonly customerId: string;
  readonly fields: Readonly<Record<string, PersonalField>>;
};

type ShowDependencies = { readonly database: Database; readonly ledger: Ledger };

/** Field → what may leave of it, for each record, in their order. */
export async function showStaff(
  deps: ShowDependencies,
  view: StaffView,
  records: readonly PersonalRecord[],
): Promise<Readonly<Record<string, unknown>>[]> {
  if (view.reason === null) return records.map(({ fields }) => mapFields(fields, mask));
  const viewed = records.flatMap(({ customerId, fields }) => {
    const names = Object.keys(fields).filter((name) => fields[name]?.value != null);
    return names.length === 0 ? [] : [{ customerId, names: names.sort() }];
  });
  await record(deps, { ...view, reason: view.reason }, viewed);
  return records.map(({ fields }) => mapFields(fields, ({ value }) => value));
}

/**
 * Whether a list that hangs on these customers may be shown whole, as one thing by this name; recorded when it may. For
 * what is no field of theirs, such as addresses of sessions or words in notes.
 */
export async function showStaffList(
  deps: ShowDependencies,
  view: StaffView,
  list: { readonly name: string; readonly customerIds: readonly string[] },
): Promise<boolean> {
  if (view.reason === null) return false;
  const viewed = list.customerIds.map((customerId) => ({ customerId, names: [list.name] }));
  await record(deps, { ...view, reason: view.reason }, viewed);
  return true;
}

async function record(
  { database, ledger }: ShowDependencies,
  { tenantId, actor, reason, requestId }: StaffView & { readonly reason: string },
  viewed: readonly { readonly customerId: string; readonly names: string[] }[],
): Promise<void> {
  if (viewed.length === 0) return;
  const customers = viewed.map(({ customerId }) => customerId);
  await database.transaction({ customers }, async (tx) => {
    const about = { tenantId, event: 'customer.viewed', actor, requestId } as const;
    await ledger.appendAll(
      tx,
      viewed.map(({ customerId, names }) => ({ ...about, customerId, data: { fields: names }, personal: { reason } })),
    );
    // On a list nearly all show the same fields.
    for (const [, same] of Map.groupBy(viewed, ({ names }) => names.join(' '))) {
      const customerIds = same.map(({ customerId }) => customerId);
      await countStaff(tx, { tenantId, customerIds, staffId: actor.id, attributes: same[0]?.names ?? [] });
    }
  });
}

function mapFields(
  fields: Readonly<Record<string, PersonalField>>,
  show: (field: PersonalField) => unknown,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, show(field) ?? null]));
}
