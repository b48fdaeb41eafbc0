/** Customers: a list by age, or those who are found by what was typed. */
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { listCustomers, searchCustomers } from '../../api/customers.ts';
import { useMay } from '../../api/me.ts';
import { orderOf, turned } from '../../parts/order.ts';
import { Page } from '../../parts/page.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Empty } from '../../parts/states.tsx';
import { Table } from '../../parts/table.tsx';
import { text } from '../../texts/index.ts';
import { columns } from './columns.tsx';
import { Filters } from './filters.tsx';
import { guessKind } from './search-kinds.ts';

const newestFirst = '-created_at';

export function Customers() {
  const { after, state, sort = newestFirst } = useSearch({ from: '/customers' });
  // What is looked for is somebody's name or address: it stays in this tab's history and out of addresses.
  const sought = useLocation({ select: (location) => location.state.sought });
  const kind = useLocation({ select: (location) => location.state.soughtBy }) ?? guessKind(sought ?? '');
  const navigate = useNavigate({ from: '/customers' });
  const listing = { state, sort, after };
  const found = useQuery({
    queryKey: ['customers', listing, sought, kind],
    queryFn: ({ signal }) =>
      sought === undefined
        ? listCustomers(listing, { signal })
        : searchCustomers({ by: kind, text: sought, after }, { signal }),
    placeholderData: keepPreviousData,
  });
  const narrowed = { ...(state === undefined ? {} : { state }), ...(sort === newestFirst ? {} : { sort }) };
  return (
    <Page title={text('customers.title')} lead={text('customers.lead')}>
      <section className="card flush">
        <Filters
          key={sought ?? ''}
          sought={sought}
          kind={kind}
          state={state}
          seek={(typed, by) => navigate({ search: {}, state: typed === '' ? {} : { sought: typed, soughtBy: by } })}
          filter={(wanted) =>
            navigate({
              search: { ...(sort === newestFirst ? {} : { sort }), ...(wanted === undefined ? {} : { state: wanted }) },
            })
          }
        />
        <Table
          name={text('customers.table')}
          columns={columns(sought === undefined)}
          rows={found.data?.items}
          keyOf={(customer) => customer.customer_id}
          error={found.error}
          again={() => found.refetch()}
          empty={sought === undefined && state === undefined ? <NobodyYet /> : <NobodyFound />}
          order={{
            ...orderOf(sort),
            change: (by) => navigate({ search: { ...(state === undefined ? {} : { state }), sort: turned(sort, by) } }),
          }}
        />
        {found.data !== undefined && found.data.items.length > 0 && (
          <Pager
            count={found.data.items.length}
            next={found.data.next_cursor}
            isFirst={after === undefined}
            go={(cursor) =>
              navigate({ search: cursor === undefined ? narrowed : { ...narrowed, after: cursor }, state: true })
            }
          />
        )}
      </section>
    </Page>
  );
}

function NobodyYet() {
  const may = useMay();
  return (
    <Empty
      icon="people"
      title={text('customers.empty.title')}
      actions={
        may('applications:write') && (
          <Button renderRoot={(props) => <Link to="/applications/new" {...props} />}>
            {text('customers.empty.action')}
          </Button>
        )
      }
    >
      {text('customers.empty.text')}
    </Empty>
  );
}

function NobodyFound() {
  return (
    <Empty icon="search" title={text('customers.nobody.title')}>
      {text('customers.nobody.text')}
    </Empty>
  );
}
