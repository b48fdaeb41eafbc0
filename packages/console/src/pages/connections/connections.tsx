/** Connections: the accounts elsewhere that customers may sign in with, in the order of their buttons. */
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ListedConnection, listConnections } from '../../api/connections.ts';
import { useMay } from '../../api/me.ts';
import { Icon } from '../../parts/icon.tsx';
import { Page } from '../../parts/page.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Empty } from '../../parts/states.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { currentLanguage, text } from '../../texts/index.ts';
import { ConnectionState } from './names.tsx';
import { presetNames } from './preset-names.ts';

export function Connections() {
  const { after } = useSearch({ from: '/connections' });
  const navigate = useNavigate({ from: '/connections' });
  const may = useMay();
  const found = useQuery({
    queryKey: ['connections', after],
    queryFn: ({ signal }) => listConnections(after, signal),
    placeholderData: keepPreviousData,
  });
  const add = may('connections:write') && (
    <Button
      leftSection={<Icon name="plus" />}
      renderRoot={(props: object) => <Link to="/connections/new" {...props} />}
    >
      {text('connections.new')}
    </Button>
  );
  return (
    <Page title={text('connections.title')} lead={text('connections.lead')} actions={add}>
      <section className="card flush">
        <Table
          name={text('connections.table')}
          columns={columns()}
          rows={found.data?.items.toSorted(inOrder)}
          keyOf={(connection) => connection.connection_id}
          error={found.error}
          again={() => found.refetch()}
          empty={
            <Empty icon="link" title={text('connections.empty.title')} actions={add}>
              {text('connections.empty.text')}
            </Empty>
          }
        />
        {found.data !== undefined && found.data.items.length > 0 && (
          <Pager
            count={found.data.items.length}
            next={found.data.next_cursor}
            isFirst={after === undefined}
            go={(cursor) => navigate({ search: cursor === undefined ? {} : { after: cursor } })}
          />
        )}
      </section>
    </Page>
  );
}

/** As their buttons stand on the pages. */
const inOrder = (one: ListedConnection, other: ListedConnection): number =>
  (one.order ?? 0) - (other.order ?? 0) || one.name.localeCompare(other.name, 'en');

const columns = (): readonly Column<ListedConnection>[] => [
  {
    name: text('connections.column.name'),
    cell: ({ connection_id: id, name }) => (
      <>
        <Link to="/connections/$connectionId" params={{ connectionId: id }} className="row-link">
          <bdi>{name}</bdi>
        </Link>
        <span className="sub">
          <code>{id}</code>
        </span>
      </>
    ),
  },
  { name: text('connections.column.provider'), cell: ({ preset }) => presetNames[preset] },
  { name: text('connections.column.state'), cell: ({ state }) => <ConnectionState state={state} /> },
  {
    name: text('connections.column.customers'),
    cell: ({ identities }) => count(identities),
    align: 'end',
  },
  {
    name: text('connections.column.domains'),
    cell: ({ domains }) => count(domains),
    align: 'end',
  },
  {
    name: text('connections.column.order'),
    cell: ({ order = 0 }) => <span className="tabular">{order}</span>,
    align: 'end',
  },
];

const count = (of: number) => <span className="tabular">{of.toLocaleString(currentLanguage())}</span>;
