/** The applications, at a glance. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { kindOf, listApplications } from '../../api/applications.ts';
import { Card } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { ApplicationState } from '../applications/names.tsx';

export function OwnApplications() {
  const found = useQuery({
    queryKey: ['applications', undefined],
    queryFn: ({ signal }) => listApplications(undefined, signal),
  });
  return (
    <Card
      title={text('overview.applications')}
      actions={<Link to="/applications">{text('overview.applications.all')}</Link>}
    >
      <Answer of={found}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{text('overview.applications.none')}</p>
          ) : (
            <ul className="rows">
              {items.slice(0, 6).map((application) => (
                <li key={application.client_id}>
                  <span className="row-text">
                    <Link
                      to="/applications/$clientId"
                      params={{ clientId: application.client_id }}
                      className="row-link"
                    >
                      <bdi>{application.client_name}</bdi>
                    </Link>
                    <span className="sub">{text(`applications.kind.${kindOf(application)}`)}</span>
                  </span>
                  <ApplicationState state={application.state} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Card>
  );
}
