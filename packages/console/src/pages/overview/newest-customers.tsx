/** Who signed up last. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { listCustomers } from '../../api/customers.ts';
import { Address } from '../../parts/address.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Card } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { initialOf } from '../../shell/account-menu.tsx';
import { text } from '../../texts/index.ts';
import { nameOf } from '../customers/names.tsx';

const listing = { state: undefined, sort: '-created_at', after: undefined, limit: 6 };

export function NewestCustomers() {
  const found = useQuery({
    queryKey: ['customers', 'newest'],
    queryFn: ({ signal }) => listCustomers(listing, { signal }),
  });
  return (
    <Card title={text('overview.customers')} actions={<Link to="/customers">{text('overview.customers.all')}</Link>}>
      <Answer of={found}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{text('overview.customers.none')}</p>
          ) : (
            <ul className="rows">
              {items.map((customer) => (
                <li key={customer.customer_id}>
                  <span className="avatar" aria-hidden="true">
                    {initialOf(nameOf(customer))}
                  </span>
                  <span className="row-text">
                    <Link
                      to="/customers/$customerId"
                      params={{ customerId: customer.customer_id }}
                      className="row-link"
                    >
                      <bdi>{nameOf(customer)}</bdi>
                    </Link>
                    {customer.email !== nameOf(customer) && (
                      <span className="sub">
                        <Address of={customer.email} />
                      </span>
                    )}
                  </span>
                  <span className="small muted">
                    <Moment at={customer.created_at} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Card>
  );
}
