/** What happened last in the house. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readLedger } from '../../api/ledger.ts';
import { Moment } from '../../parts/moment.tsx';
import { Card } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { actorName, eventName } from '../ledger/names.ts';

export function LatestActivity() {
  const found = useQuery({
    queryKey: ['ledger', 'latest'],
    queryFn: ({ signal }) => readLedger({ limit: 8 }, signal),
  });
  return (
    <Card title={text('overview.activity')} actions={<Link to="/ledger">{text('overview.activity.all')}</Link>}>
      <Answer of={found}>
        {({ items }) => (
          <ul className="rows">
            {items.map((entry) => (
              <li key={entry.entry_id}>
                <span className="row-text">
                  <strong>{eventName(entry.event)}</strong>
                  <span className="sub">{actorName(entry.actor.kind)}</span>
                </span>
                <span className="small muted">
                  <Moment at={entry.recorded_at} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </Card>
  );
}
