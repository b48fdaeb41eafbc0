/** The columns of the customers' table. */
import { Link } from '@tanstack/react-router';
import type { CustomerSummary } from '../../api/customers.ts';
import { Address } from '../../parts/address.tsx';
import { Moment } from '../../parts/moment.tsx';
import type { Column } from '../../parts/table.tsx';
import { text } from '../../texts/index.ts';
import { nameOf, StateBadge } from './names.tsx';

/** `isByAge`: the list can be turned around; what was found by a search has its own order. */
export function columns(isByAge: boolean): readonly Column<CustomerSummary>[] {
  return [
    {
      name: text('customers.column.customer'),
      cell: (customer) => (
        <Link to="/customers/$customerId" params={{ customerId: customer.customer_id }} className="row-link">
          <bdi>{nameOf(customer)}</bdi>
        </Link>
      ),
    },
    { name: text('customers.column.email'), cell: ({ email }) => <Address of={email} /> },
    { name: text('customers.column.state'), cell: ({ state }) => <StateBadge state={state} /> },
    {
      name: text('customers.column.external-id'),
      cell: ({ external_id }) => external_id !== null && <bdi className="figures">{external_id}</bdi>,
    },
    {
      name: text('customers.column.since'),
      ...(isByAge ? { sort: 'created_at' } : {}),
      cell: ({ created_at }) => <Moment at={created_at} />,
    },
  ];
}
