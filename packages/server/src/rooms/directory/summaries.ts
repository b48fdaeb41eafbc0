/** Customers in a list: few fields, masked or whole as the viewer may see them. */
import type { Release, StaffView } from '../release/index.ts';
import { attributeField, type OpenDependencies, type OpenedCustomer, openCustomers } from './customer.ts';
import type { DirectoryDatabase } from './dependencies.ts';
import type { CustomerRow } from './store/customers.ts';

export type CustomerSummary = {
  readonly customerId: string;
  readonly state: string;
  readonly email: string | null;
  readonly isEmailVerified: boolean;
  readonly phoneNumber: string | null;
  readonly username: string | null;
  readonly externalId: string | null;
  readonly name: string | null;
  readonly isMasked: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type SummaryDependencies = OpenDependencies & DirectoryDatabase & { readonly release: Pick<Release, 'toStaff'> };

const name = attributeField('name');

/** These rows as this viewer may see them. */
export async function summarise(
  deps: SummaryDependencies,
  view: StaffView,
  rows: readonly CustomerRow[],
): Promise<CustomerSummary[]> {
  const opened = await openCustomers(deps, deps.database.reader, view.tenantId, rows, ['name']);
  const shown = await deps.release.toStaff(
    view,
    opened.map(({ personal }) => personal),
  );
  return opened.map((customer, index) => toCustomerSummary(view, customer, shown[index] ?? {}));
}

/** What a list says of this customer, from what the release room lets out. */
export function toCustomerSummary(
  { reason }: StaffView,
  { row, open }: OpenedCustomer,
  shown: Readonly<Record<string, unknown>>,
): CustomerSummary {
  return {
    customerId: row.customer_id,
    state: row.state,
    email: textOf(shown['email']),
    isEmailVerified: row.email_verified_at !== null,
    phoneNumber: textOf(shown['phone_number']),
    username: textOf(shown['username']),
    externalId: textOf(shown['external_id']),
    name: textOf(shown[name] ?? open['name']),
    isMasked: reason === null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
