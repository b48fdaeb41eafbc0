/** One customer, whole: what staff may see of them, masked or not, and the version that a change builds on. */
import { ProblemError } from '../../foundation/errors/index.ts';
import { isId } from '../../foundation/ids/index.ts';
import type { AttributeValues } from '../customers/index.ts';
import type { StaffView } from '../release/index.ts';
import { attributeField, openCustomers } from './customer.ts';
import type { DirectoryDependencies } from './dependencies.ts';
import { findByIds } from './store/customers.ts';
import { type CustomerSummary, toCustomerSummary } from './summaries.ts';

export type CustomerDetail = CustomerSummary & {
  readonly version: string;
  readonly locale: string;
  readonly closesAt: Date | null;
  readonly isPhoneVerified: boolean;
  /** Since when the address refuses mails; null while it takes them. */
  readonly undeliverableSince: Date | null;
  readonly passwordSetAt: Date | null;
  /** What staff may see, masked where it is personal and the viewer may not read it. */
  readonly attributes: Readonly<Record<string, unknown>>;
};

type PageDependencies = Pick<
  DirectoryDependencies,
  'database' | 'encryption' | 'customers' | 'profileSchema' | 'release' | 'credentials'
>;

/** The customer; refuses an id that is nobody's in this tenant. */
export async function readCustomer(
  deps: PageDependencies,
  view: StaffView,
  customerId: string,
): Promise<CustomerDetail> {
  const { reader } = deps.database;
  const { tenantId } = view;
  const rows = isId('customer', customerId) ? await findByIds(reader, tenantId, [customerId]) : [];
  const [opened] = await openCustomers(deps, reader, tenantId, rows);
  if (opened === undefined) throw new ProblemError('customer.not_found');
  const [passwordSetAt, [shown = {}]] = await Promise.all([
    deps.credentials.passwordSetAt(reader, tenantId, customerId),
    deps.release.toStaff(view, [opened.personal]),
  ]);
  const { row } = opened;
  return {
    ...toCustomerSummary(view, opened, shown),
    version: row.profile_version,
    locale: row.locale,
    closesAt: row.closes_at,
    isPhoneVerified: row.phone_verified_at !== null,
    undeliverableSince: row.undeliverable_since,
    passwordSetAt,
    attributes: { ...attributesIn(shown), ...opened.open },
  };
}

/** Refuses an id that is nobody's in this tenant, before anything of theirs is read. */
export async function demandCustomer(
  { database }: Pick<DirectoryDependencies, 'database'>,
  tenantId: string,
  customerId: string,
): Promise<void> {
  const rows = isId('customer', customerId) ? await findByIds(database.reader, tenantId, [customerId]) : [];
  if (rows.length === 0) throw new ProblemError('customer.not_found');
}

function attributesIn(shown: Readonly<Record<string, unknown>>): AttributeValues {
  const prefix = attributeField('');
  return Object.fromEntries(
    Object.entries(shown).flatMap(([field, value]) =>
      field.startsWith(prefix) ? [[field.slice(prefix.length), value as AttributeValues[string]]] : [],
    ),
  );
}
