/** The ledger: what happened, newest first, narrowed by customer or kind of event. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { type LedgerEntry, readLedger } from '../../api/ledger.ts';
import { Moment } from '../../parts/moment.tsx';
import { Page } from '../../parts/page.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Empty } from '../../parts/states.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { text } from '../../texts/index.ts';

import { eventsToFilter } from './events.ts';
import { actorName, eventName } from './names.ts';

export function Ledger() {
  const { after, customer, event } = useSearch({ from: '/ledger' });
  const navigate = useNavigate({ from: '/ledger' });
  const found = useQuery({
    queryKey: ['ledger', after, customer, event],
    queryFn: ({ signal }) => readLedger({ customer_id: customer, event, cursor: after }, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={text('ledger.title')} lead={text('ledger.lead')}>
      <section className="card flush">
        <Filters
          key={`${customer} ${event}`}
          customer={customer}
          event={event}
          narrow={(search) => navigate({ search })}
        />
        <Table
          name={text('ledger.table')}
          columns={columns()}
          rows={found.data?.items}
          keyOf={(entry) => entry.entry_id}
          error={found.error}
          again={() => found.refetch()}
          empty={
            <Empty icon="history" title={text('ledger.empty.title')}>
              {text('ledger.empty.text')}
            </Empty>
          }
        />
        {found.data !== undefined && (found.data.items.length > 0 || found.data.next_cursor !== null) && (
          <Pager
            count={found.data.items.length}
            next={found.data.next_cursor}
            isFirst={after === undefined}
            go={(cursor) =>
              navigate({ search: (search) => (cursor === undefined ? without(search) : { ...search, after: cursor }) })
            }
          />
        )}
      </section>
    </Page>
  );
}

type Narrow = { readonly customer?: string; readonly event?: string };
const without = ({ customer, event }: Narrow): Narrow => ({
  ...(customer === undefined ? {} : { customer }),
  ...(event === undefined ? {} : { event }),
});

type FilterProps = {
  readonly customer: string | undefined;
  readonly event: string | undefined;
  narrow(search: Narrow): void;
};

function Filters({ customer, event, narrow }: FilterProps) {
  const [typed, setTyped] = useState(customer ?? '');
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    narrow({ ...(event === undefined ? {} : { event }), ...(typed.trim() === '' ? {} : { customer: typed.trim() }) });
  };
  return (
    <search aria-label={text('ledger.filters')}>
      <form className="filters" onSubmit={submit}>
        <NativeSelect
          label={text('ledger.filter.event')}
          value={event ?? ''}
          onChange={({ currentTarget: { value } }) =>
            narrow({ ...(customer === undefined ? {} : { customer }), ...(value === '' ? {} : { event: value }) })
          }
          data={[
            { value: '', label: text('ledger.filter.event.any') },
            ...eventsToFilter.map((value) => ({ value, label: eventName(value) })),
          ]}
        />
        <TextInput
          className="grow"
          label={text('ledger.filter.customer')}
          value={typed}
          onChange={(changed) => setTyped(changed.currentTarget.value)}
          placeholder="cus_…"
          maxLength={40}
          spellCheck={false}
          autoComplete="off"
        />
        <Button type="submit" variant="default">
          {text('customers.search.go')}
        </Button>
        {(customer !== undefined || event !== undefined) && (
          <Button variant="subtle" onClick={() => narrow({})}>
            {text('customers.search.clear')}
          </Button>
        )}
      </form>
    </search>
  );
}

const columns = (): readonly Column<LedgerEntry>[] => [
  { name: text('ledger.column.what'), cell: ({ event }) => <strong>{eventName(event)}</strong> },
  { name: text('ledger.column.when'), cell: ({ recorded_at }) => <Moment at={recorded_at} /> },
  { name: text('ledger.column.who'), cell: ({ actor }) => <Actor actor={actor} /> },
  {
    name: text('ledger.column.customer'),
    cell: ({ customer_id: id }) =>
      id !== null && (
        <Link to="/customers/$customerId" params={{ customerId: id }} className="id-link">
          {shortened(id)}
        </Link>
      ),
  },
  { name: text('ledger.column.data'), cell: ({ data }) => <Data data={data} /> },
];

/** Ids are long; their beginning is enough to tell them apart, and the whole is a hover away. */
const shortened = (id: string) => <code title={id}>{id.length > 14 ? `${id.slice(0, 12)}…` : id}</code>;

function Actor({ actor }: Pick<LedgerEntry, 'actor'>) {
  return (
    <>
      {actorName(actor.kind)}
      {actor.id !== null && <span className="sub">{shortened(actor.id)}</span>}
    </>
  );
}

function Data({ data }: Pick<LedgerEntry, 'data'>) {
  const pairs = Object.entries(data);
  if (pairs.length === 0) return null;
  return (
    <span className="data">
      {pairs.map(([name, value]) => (
        <span key={name}>
          <span className="muted">{name}</span> <bdi>{inWords(value)}</bdi>
        </span>
      ))}
    </span>
  );
}

function inWords(value: unknown): string {
  if (typeof value === 'string') return value;
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'string');
  return isList ? value.join(', ') : JSON.stringify(value);
}
