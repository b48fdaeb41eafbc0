/** Customers: a list by age, or those who are found by what was typed; one by one, or many at once. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CustomerPage } from '../../api/customers.ts';
import { useMay } from '../../api/me.ts';
import { Icon } from '../../parts/icon.tsx';
import { orderOf, turned } from '../../parts/order.ts';
import { Page } from '../../parts/page.tsx';
import { Pager } from '../../parts/pager.tsx';
import { ReasonDialog } from '../../parts/reason.tsx';
import { Table } from '../../parts/table.tsx';
import { text } from '../../texts/index.ts';
import { BulkBar } from './bulk-bar.tsx';
import { BulkProgress, bulkKey } from './bulk-progress.tsx';
import { columns } from './columns.tsx';
import { ExportButton } from './export-button.tsx';
import { Filters } from './filters.tsx';
import { type Listing, readListing, useListing } from './listing.ts';
import { Masking } from './masking.tsx';
import { nameOf } from './names.tsx';
import { Nobody } from './nobody.tsx';
import { type Chosen, nobody } from './selection.ts';

export function Customers() {
  const { listing, bulk, isByAge, ...go } = useListing();
  const { sought, kind, state, sort, after, reason } = listing;
  const [isAsking, setAsking] = useState(false);
  const may = useMay();
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ['customers', listing] as const,
    queryFn: ({ signal }) => readListing(listing, { signal }),
    // From page to page the rows stay; those of another search would pass for what was found.
    placeholderData: (former, query) =>
      query !== undefined && isSameList(query.queryKey[1], listing) ? former : undefined,
    // Each showing of personal fields is recorded: none happens by itself.
    ...(reason === undefined ? {} : { staleTime: Number.POSITIVE_INFINITY }),
  });
  const [chosen, choose] = useChosen(JSON.stringify(listing));
  const ask = () => setAsking(true);
  return (
    <Page
      title={text('customers.title')}
      lead={text('customers.lead')}
      actions={
        <>
          <ExportButton listing={listing} />
          {may('customers.personal:read') && reason === undefined && (
            <Button variant="default" leftSection={<Icon name="eye" />} onClick={ask}>
              {text('customers.show')}
            </Button>
          )}
          {may('customers:write') && (
            <Button leftSection={<Icon name="plus" />} renderRoot={(props) => <Link to="/customers/new" {...props} />}>
              {text('customers.add')}
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        <BulkProgress begun={bulk} dismiss={() => go.watch('')} />
        <section className="card flush customers">
          <Filters
            key={sought ?? ''}
            sought={sought}
            kind={kind}
            isSeen={reason !== undefined}
            state={state}
            seek={go.seek}
            filter={go.filter}
          />
          {(reason !== undefined || found.data?.items.length !== 0) && (
            <Masking listing={listing} ask={ask} mask={() => go.see(undefined)} />
          )}
          {chosen !== nobody && (
            <BulkBar
              chosen={chosen}
              more={moreThan(chosen, found.data, { isByAge, state, after }, choose)}
              clear={() => choose(nobody)}
              begun={async ({ bulk_id: id }) => {
                choose(nobody);
                await queries.invalidateQueries({ queryKey: bulkKey });
                await go.watch(id);
              }}
            />
          )}
          <Table
            name={text('customers.table')}
            columns={columns(isByAge)}
            rows={found.data?.items}
            keyOf={(customer) => customer.customer_id}
            error={found.error}
            again={() => found.refetch()}
            empty={<Nobody listing={listing} ask={ask} />}
            order={{ ...orderOf(sort), change: (by) => go.order(turned(sort, by)) }}
            selection={
              may('customers:write')
                ? {
                    chosen: chosen.who === 'some' ? chosen.ids : idsOf(found.data),
                    nameOf,
                    change: (ids) => choose(ids.size === 0 ? nobody : { who: 'some', ids }),
                  }
                : undefined
            }
          />
          {found.data !== undefined && found.data.items.length > 0 && (
            <Pager
              count={found.data.items.length}
              next={found.data.next_cursor}
              isFirst={after === undefined}
              go={go.turnTo}
            />
          )}
        </section>
      </div>
      <ReasonDialog isOpen={isAsking} close={() => setAsking(false)} give={(given) => go.see(given)} />
    </Page>
  );
}

const isSameList = (former: Listing, { state, sought, kind, reason }: Listing): boolean =>
  former.state === state && former.sought === sought && former.kind === kind && former.reason === reason;

const idsOf = (page: CustomerPage | undefined): ReadonlySet<string> =>
  new Set(page?.items.map(({ customer_id: id }) => id));

/** Who is selected on this page of the list; another page or filter begins with nobody. */
function useChosen(place: string) {
  const [kept, keep] = useState<{ readonly place: string; readonly chosen: Chosen }>({ place, chosen: nobody });
  const chosen = kept.place === place ? kept.chosen : nobody;
  return [chosen, (next: Chosen) => keep({ place, chosen: next })] as const;
}

type Place = Pick<ReturnType<typeof useListing>['listing'], 'state' | 'after'> & { readonly isByAge: boolean };

/** How a selection can grow: to the page, and from there to every page where a filter can name them. */
function moreThan(
  chosen: Chosen,
  page: CustomerPage | undefined,
  { isByAge, state, after }: Place,
  choose: (chosen: Chosen) => void,
) {
  if (chosen.who === 'everybody' || page === undefined) return undefined;
  const ids = idsOf(page);
  if (chosen.ids.size < ids.size) return { to: 'page', choose: () => choose({ who: 'some', ids }) } as const;
  const isWhole = after === undefined && page.next_cursor === null;
  if (!isByAge || isWhole || state === 'closed') return undefined;
  return { to: 'everybody', choose: () => choose({ who: 'everybody', state }) } as const;
}
