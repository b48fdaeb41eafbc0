/** Applications: what customers sign in to. */
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type Application, kindOf, listApplications } from '../../api/applications.ts';
import { useMay } from '../../api/me.ts';
import { Icon } from '../../parts/icon.tsx';
import { Page } from '../../parts/page.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Empty } from '../../parts/states.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { text } from '../../texts/index.ts';
import { ApplicationState, cameBy } from './names.tsx';

export function Applications() {
  const { after } = useSearch({ from: '/applications' });
  const navigate = useNavigate({ from: '/applications' });
  const may = useMay();
  const found = useQuery({
    queryKey: ['applications', after],
    queryFn: ({ signal }) => listApplications(after, signal),
    placeholderData: keepPreviousData,
  });
  const add = may('applications:write') && (
    <Button
      leftSection={<Icon name="plus" />}
      renderRoot={(props: object) => <Link to="/applications/new" {...props} />}
    >
      {text('applications.new')}
    </Button>
  );
  return (
    <Page title={text('applications.title')} lead={text('applications.lead')} actions={add}>
      <section className="card flush">
        <Table
          name={text('applications.table')}
          columns={columns()}
          rows={found.data?.items}
          keyOf={(application) => application.client_id}
          error={found.error}
          again={() => found.refetch()}
          empty={
            <Empty icon="grid" title={text('applications.empty.title')} actions={add}>
              {text('applications.empty.text')}
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

const columns = (): readonly Column<Application>[] => [
  {
    name: text('applications.column.name'),
    cell: (application) => (
      <Link to="/applications/$clientId" params={{ clientId: application.client_id }} className="row-link">
        <bdi>{application.client_name}</bdi>
      </Link>
    ),
  },
  { name: text('application.client-id'), cell: ({ client_id }) => <code>{client_id}</code> },
  {
    name: text('applications.column.kind'),
    cell: (application) => (
      <>
        {text(`applications.kind.${kindOf(application)}`)}
        <span className="sub">
          {text(
            cameBy(application) !== null
              ? 'applications.of-itself'
              : application.first_party
                ? 'applications.own'
                : 'applications.foreign',
          )}
        </span>
      </>
    ),
  },
  { name: text('applications.column.state'), cell: ({ state }) => <ApplicationState state={state} /> },
];
