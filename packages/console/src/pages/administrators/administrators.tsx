/** Administrators: who may do what, who is asked to join, and the way to change either. */
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type Administrator, listAdministrators } from '../../api/administrators.ts';
import { type Me, useMay, useMe } from '../../api/me.ts';
import { Address } from '../../parts/address.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Badge, Page } from '../../parts/page.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Empty } from '../../parts/states.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { text } from '../../texts/index.ts';
import { Invitations } from './invitations.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { RowActions } from './row-actions.tsx';

export function Administrators() {
  const { after } = useSearch({ from: '/administrators' });
  const [isInviting, setInviting] = useState(false);
  const navigate = useNavigate({ from: '/administrators' });
  const may = useMay();
  const me = useMe().data;
  const found = useQuery({
    queryKey: ['administrators', after],
    queryFn: ({ signal }) => listAdministrators(after, signal),
    placeholderData: keepPreviousData,
  });
  const isChangeable = may('admins:write');
  return (
    <Page
      title={text('administrators.title')}
      lead={text('administrators.lead')}
      actions={
        isChangeable && (
          <Button leftSection={<Icon name="plus" />} onClick={() => setInviting(true)}>
            {text('administrators.invite')}
          </Button>
        )
      }
    >
      <div className="stack">
        <section className="card flush">
          <Table
            name={text('administrators.table')}
            columns={columns(me, isChangeable)}
            rows={found.data?.items}
            keyOf={(administrator) => administrator.customer_id}
            error={found.error}
            again={() => found.refetch()}
            empty={<Empty icon="shield" title={text('administrators.empty.title')} />}
          />
          {found.data !== undefined && (
            <Pager
              count={found.data.items.length}
              next={found.data.next_cursor}
              isFirst={after === undefined}
              go={(cursor) => navigate({ search: cursor === undefined ? {} : { after: cursor } })}
            />
          )}
        </section>
        {isChangeable && <Invitations />}
      </div>
      <InviteDialog isOpen={isInviting} close={() => setInviting(false)} />
    </Page>
  );
}

const columns = (me: Me | undefined, isChangeable: boolean): readonly Column<Administrator>[] => [
  {
    name: text('administrators.column.who'),
    cell: (administrator) => (
      <>
        <Link to="/customers/$customerId" params={{ customerId: administrator.customer_id }}>
          <bdi>{nameOf(administrator, me)}</bdi>
        </Link>
        {administrator.customer_id === me?.customer_id && (
          <span className="muted"> ({text('administrators.you')})</span>
        )}
        {administrator.email !== null && (
          <span className="sub">
            <Address of={administrator.email} />
          </span>
        )}
      </>
    ),
  },
  {
    name: text('administrators.column.roles'),
    cell: ({ roles }) => (
      <span className="badges">
        {roles.map((role) => (
          <Badge key={role} tone="plain">
            {text(`role.${role}`)}
          </Badge>
        ))}
      </span>
    ),
  },
  {
    name: text('administrators.column.state'),
    cell: ({ is_live: isLive }) => (
      <Badge tone={isLive ? 'good' : 'bad'}>{text(`administrators.state.${isLive ? 'active' : 'suspended'}`)}</Badge>
    ),
  },
  { name: text('administrators.column.since'), cell: ({ created_at }) => <Moment at={created_at} /> },
  ...(isChangeable
    ? [
        {
          name: text('administrators.column.actions'),
          align: 'end' as const,
          cell: (administrator: Administrator) => <RowActions administrator={administrator} />,
        },
      ]
    : []),
];

function nameOf(administrator: Administrator, me: Me | undefined): string {
  const own = administrator.customer_id === me?.customer_id ? me.name : null;
  return own ?? administrator.name ?? administrator.email ?? administrator.customer_id;
}
