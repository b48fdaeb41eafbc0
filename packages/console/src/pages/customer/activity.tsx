/** What happened last to this customer; the rest is in the ledger. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readActivity } from '../../api/ledger.ts';
import { useMay } from '../../api/me.ts';
import { Moment } from '../../parts/moment.tsx';
import { Card } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { eventName } from '../ledger/names.ts';

export function Activity({ customerId }: { readonly customerId: string }) {
  const may = useMay();
  const found = useQuery({
    queryKey: ['customer', customerId, 'activity'],
    queryFn: ({ signal }) => readActivity(customerId, signal),
  });
  return (
    <Card
      title={text('customer.activity')}
      actions={
        may('ledger:read') && (
          <Link to="/ledger" search={{ customer: customerId }}>
            {text('customer.activity.all')}
          </Link>
        )
      }
    >
      <Answer of={found}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{text('customer.activity.empty')}</p>
          ) : (
            <ul className="rows">
              {items.map((entry) => (
                <li key={entry.entry_id}>
                  <span className="row-text">{eventName(entry.event)}</span>
                  <span className="small muted">
                    <Moment at={entry.recorded_at} />
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
