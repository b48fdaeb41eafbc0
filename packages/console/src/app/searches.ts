/** What stands behind the question mark of an address, read: whatever is not understood is left out. */
import { isStateFilter, type StateFilter } from '../pages/customers/state-filter.ts';
import { isFindingState, isKind, type ProtectionSearch } from '../pages/protection/kinds.ts';
import { type Area, isArea } from '../pages/texts/areas.ts';

export type Search = Readonly<Record<string, unknown>>;
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** What is not there has no name in an address. */
export const present = <Name extends string, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } =>
  (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: Value };

/** The same list at another page of it: the first where there is no cursor. */
export const atPage =
  (cursor: string | undefined) =>
  <Kept extends { after?: string }>({ after: _, ...kept }: Kept) =>
    cursor === undefined ? kept : { ...kept, after: cursor };

type CustomersSearch = { after?: string; state?: StateFilter; sort?: string; bulk?: string };
export const customersSearch = ({ after, state, sort, bulk }: Search): CustomersSearch => ({
  ...present('after', textOf(after)),
  ...present('state', isStateFilter(state) ? state : undefined),
  ...present('sort', sort === 'created_at' ? sort : undefined),
  ...present('bulk', textOf(bulk)),
});

type LedgerSearch = { after?: string; customer?: string; event?: string };
export const ledgerSearch = ({ after, customer, event }: Search): LedgerSearch => ({
  ...present('after', textOf(after)),
  ...present('customer', textOf(customer)),
  ...present('event', textOf(event)),
});

type TextsSearch = { locale?: string; in?: Area; find?: string; own?: true; after?: string };
export const textsSearch = ({ locale, in: area, find, own, after }: Search): TextsSearch => ({
  ...present('locale', textOf(locale)),
  ...present('in', isArea(area) ? area : undefined),
  ...present('find', textOf(find)),
  ...present('own', own === true ? own : undefined),
  ...present('after', textOf(after)),
});

export const protectionSearch = ({ after, kind, state, span }: Search): ProtectionSearch => ({
  ...present('after', textOf(after)),
  ...present('kind', isKind(kind) ? kind : undefined),
  ...present('state', isFindingState(state) ? state : undefined),
  ...present('span', span === 'week' ? ('week' as const) : undefined),
});

export const waveSearch = ({ after, bulk }: Search): { after?: string; bulk?: string } => ({
  ...present('after', textOf(after)),
  ...present('bulk', textOf(bulk)),
});
