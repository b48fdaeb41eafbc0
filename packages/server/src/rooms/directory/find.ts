/**
 * Finds customers by what they are found by: one by an identifier, or pages by the beginnings of words of an attribute.
 * Digests alone lead there; what somebody typed is never compared with anything in the clear.
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import { type Customers, maySee, parseEmailAddress, parsePhoneNumber, parseUsername } from '../customers/index.ts';
import type { Release, StaffView } from '../release/index.ts';
import { attributeField } from './customer.ts';
import type { Page } from './list.ts';
import { findByIds } from './store/customers.ts';
import { type CustomerSummary, type SummaryDependencies, summarise } from './summaries.ts';

/** What is looked for. `country`: whose numbers are meant where one does not say its own. */
export type CustomerSearch =
  | { readonly by: 'email' | 'username' | 'external_id' | 'customer_id'; readonly text: string }
  | { readonly by: 'phone'; readonly text: string; readonly country: string | undefined }
  | {
      readonly by: 'attribute';
      readonly attribute: string;
      readonly text: string;
      readonly match: 'exact' | 'prefix';
      readonly after: string;
      readonly limit: number;
    };

type AttributeSearch = Extract<CustomerSearch, { by: 'attribute' }>;

type FindDependencies = SummaryDependencies & {
  readonly release: Pick<Release, 'listToStaff'>;
  readonly customers: Pick<Customers, 'findByIdentifier' | 'findByExternalId' | 'searchAttribute'>;
};

/** The customers that are found, as this viewer may see them. */
export async function findCustomers(
  deps: FindDependencies,
  view: StaffView,
  search: CustomerSearch,
): Promise<Page<CustomerSummary>> {
  const { reader } = deps.database;
  const found =
    search.by === 'attribute'
      ? await searchAttribute(deps, view, search)
      : { customerIds: await findOne(deps, view.tenantId, search), next: null };
  const rows = await findByIds(reader, view.tenantId, found.customerIds);
  return { items: await summarise(deps, view, rows), next: found.next === null ? null : [found.next] };
}

/**
 * What is not shown is not found out by searching either: what staff may not see, and what is sensitive, asks for a
 * reason as showing it does; without one, what is masked is found by whole words. With one, the search is recorded.
 */
async function searchAttribute(deps: FindDependencies, view: StaffView, search: AttributeSearch) {
  const { attributes } = await deps.profileSchema.current(view.tenantId);
  const attribute = attributes.find(({ name }) => name === search.attribute);
  const isHidden =
    attribute !== undefined && (!maySee(attribute, { as: 'staff' }) || attribute.category === 'sensitive');
  if (isHidden && view.reason === null) throw new ProblemError('customer.reason_required');
  const isPersonal = attribute?.personal !== false || isHidden;
  const wholeWords = isPersonal && view.reason === null;
  const found = await deps.customers.searchAttribute(deps.database.reader, view.tenantId, { ...search, wholeWords });
  if (isPersonal) {
    const list = { name: attributeField(search.attribute), customerIds: found.customerIds };
    await deps.release.listToStaff(view, list);
  }
  return found;
}

/** These customers by id, as this viewer may see them; whoever is not there is left out. */
export async function summariesOf(
  deps: SummaryDependencies,
  view: StaffView,
  customerIds: readonly string[],
): Promise<CustomerSummary[]> {
  return summarise(deps, view, await findByIds(deps.database.reader, view.tenantId, customerIds));
}

async function findOne(
  deps: FindDependencies,
  tenantId: string,
  search: Exclude<CustomerSearch, { by: 'attribute' }>,
): Promise<string[]> {
  const { reader } = deps.database;
  if (search.by === 'customer_id') return [search.text];
  if (search.by === 'external_id') {
    const found = await deps.customers.findByExternalId(reader, tenantId, search.text);
    return found === null ? [] : [found];
  }
  const identifier = read(search);
  if (identifier === null) return [];
  const match = await deps.customers.findByIdentifier(reader, tenantId, identifier);
  return match === null ? [] : [match.customerId];
}

function read(search: Exclude<CustomerSearch, { by: 'attribute' }>): { readonly normalised: string } | null {
  if (search.by === 'email') return parseEmailAddress(search.text);
  if (search.by === 'phone') return parsePhoneNumber(search.text, search.country);
  const username = parseUsername(search.text);
  return 'refused' in username ? null : username;
}
