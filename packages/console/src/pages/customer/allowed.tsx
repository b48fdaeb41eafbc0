/** Which applications have received something of the customer, and what the customer allowed them. */
import { useQuery } from '@tanstack/react-query';
import { listConsents, listRecipients } from '../../api/customers.ts';
import { Moment } from '../../parts/moment.tsx';
import { Card } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';

export function Allowed({ customerId }: { readonly customerId: string }) {
  const found = useQuery({
    queryKey: ['customer', customerId, 'applications'],
    async queryFn({ signal }) {
      const [recipients, consents] = await Promise.all([
        listRecipients(customerId, { signal }),
        listConsents(customerId, { signal }),
      ]);
      return { recipients: recipients.items, consents: consents.items };
    },
  });
  return (
    <Card title={text('customer.applications')}>
      <Answer of={found}>
        {({ recipients, consents }) =>
          recipients.length + consents.length === 0 ? (
            <p className="muted">{text('customer.applications.empty')}</p>
          ) : (
            <ul className="rows">
              {recipients.map(({ application_id, name, attributes, last_at }) => (
                <li key={`received ${application_id}`}>
                  <span className="row-text">
                    <strong>
                      <bdi>{name ?? application_id}</bdi>
                    </strong>
                    <span className="sub">
                      {text('customer.applications.received', { what: attributes.join(', ') })}
                    </span>
                  </span>
                  <span className="small muted">
                    <Moment at={last_at} />
                  </span>
                </li>
              ))}
              {consents.map(({ application_id, name, scopes, granted_at }) => (
                <li key={`allowed ${application_id}`}>
                  <span className="row-text">
                    <strong>
                      <bdi>{name ?? application_id}</bdi>
                    </strong>
                    <span className="sub">{text('customer.applications.allowed', { what: scopes.join(', ') })}</span>
                  </span>
                  <span className="small muted">
                    <Moment at={granted_at} />
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
