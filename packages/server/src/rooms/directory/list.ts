/** Customers by age, page by page. */
import type { StaffView } from '../release/index.ts';
import { listByAge } from './store/customers.ts';
import { type CustomerSummary, type SummaryDependencies, summarise } from './summaries.ts';

export type Page<Item> = { readonly items: readonly Item[]; readonly next: readonly string[] | null };

export type CustomerListing = {
  readonly state: string | null;
  readonly isDescending: boolean;
  readonly after: readonly string[] | null;
  readonly limit: number;
};

/** The customers after a position, as this viewer may see them. */
export async function listCustomers(
  deps: SummaryDependencies,
  view: StaffView,
  { after, limit, ...wanted }: CustomerListing,
): Promise<Page<CustomerSummary>> {
  const [createdAt, customerId] = after ?? [];
  const position = createdAt === undefined || customerId === undefined ? null : { createdAt, customerId };
  const rows = await listByAge(deps.database.reader, view.tenantId, { ...wanted, after: position, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    items: await summarise(deps, view, shown),
    next: hasMore ? [last.created_text, last.customer_id] : null,
  };
}
