/**
 * What the list of customers shows: its filter and page from the address, and from this tab's history what is looked for
 * and why personal fields are to be seen. Those two are about somebody, so no address ever holds them.
 */
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { type CustomerPage, listCustomers, searchCustomers } from '../../api/customers.ts';
import { guessKind, type SearchKind } from './search-kinds.ts';
import type { StateFilter } from './state-filter.ts';

const newestFirst = '-created_at';

export type Listing = {
  readonly state: StateFilter | undefined;
  readonly sort: string;
  readonly after: string | undefined;
  readonly sought: string | undefined;
  readonly kind: SearchKind;
  readonly reason: string | undefined;
};

/** A page of it; what is looked for goes in a body. */
export function readListing(
  { sought, kind, state, sort, after, reason }: Listing,
  { signal, limit }: { readonly signal: AbortSignal; readonly limit?: number },
): Promise<CustomerPage> {
  const options = { signal, reason };
  const most = limit === undefined ? {} : { limit };
  if (sought === undefined) return listCustomers({ state, sort, after, ...most }, options);
  return searchCustomers({ by: kind, text: sought, after, ...most }, options);
}

export function useListing() {
  const { after, state, sort = newestFirst, bulk } = useSearch({ from: '/customers' });
  const { sought, soughtBy, reason } = useLocation({
    select: ({ state: { sought, soughtBy, reason } }) => ({ sought, soughtBy, reason }),
    structuralSharing: true,
  });
  const kind = soughtBy ?? guessKind(sought ?? '');
  const navigate = useNavigate({ from: '/customers' });
  const listing: Listing = { state, sort, after, sought, kind, reason };

  type Search = {
    readonly state?: StateFilter | undefined;
    readonly sort?: string;
    readonly after?: string | undefined;
  };
  const go = (search: Search, kept: Partial<Pick<Listing, 'sought' | 'kind' | 'reason'>>, begun = bulk) =>
    navigate({
      search: {
        ...(search.state === undefined ? {} : { state: search.state }),
        ...(search.sort === undefined || search.sort === newestFirst ? {} : { sort: search.sort }),
        ...(search.after === undefined ? {} : { after: search.after }),
        ...(begun === undefined ? {} : { bulk: begun }),
      },
      state: {
        ...(kept.sought === undefined ? {} : { sought: kept.sought, soughtBy: kept.kind ?? guessKind(kept.sought) }),
        ...(kept.reason === undefined ? {} : { reason: kept.reason }),
      },
    });
  const place = { state, sort, after };
  const found = { sought, kind, reason };
  return {
    listing,
    bulk,
    isByAge: sought === undefined,
    seek: (typed: string, by: SearchKind) => go({}, { ...(typed === '' ? {} : { sought: typed, kind: by }), reason }),
    filter: (wanted: StateFilter | undefined) => go({ sort, state: wanted }, { reason }),
    order: (wanted: string) => go({ state, sort: wanted }, { reason }),
    turnTo: (cursor: string | undefined) => go({ state, sort, after: cursor }, found),
    /** With a reason other pages come, since beginnings are found too: it begins with the first. */
    see: (given: string | undefined) => go(sought === undefined ? place : {}, { ...found, reason: given }),
    /** Names the action whose result is to be told; the empty name puts it away. */
    watch: (begun: string) => go(place, found, begun),
  };
}
