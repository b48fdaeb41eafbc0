/** What the customer proves themselves with: kinds and dates, never a secret. Staff remove none of it. */
import { useQuery } from '@tanstack/react-query';
import { type Factor, listFactors } from '../../api/customers.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Badge, Card } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';

type Props = { readonly customerId: string; readonly reason: string | undefined };

const icons: Readonly<Record<Factor['method'], IconName>> = {
  passkey: 'key',
  authenticator: 'shield',
  'sms-code': 'note',
  'recovery-code': 'document',
};

export function Factors({ customerId, reason }: Props) {
  const found = useQuery({
    queryKey: ['customer', customerId, 'factors', reason],
    queryFn: ({ signal }) => listFactors(customerId, { signal, ...(reason === undefined ? {} : { reason }) }),
  });
  return (
    <Card title={text('factors.title')} lead={text('factors.lead')}>
      <Answer of={found}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{text('factors.empty')}</p>
          ) : (
            <ul className="rows">
              {items.map((factor) => (
                <li key={`${factor.method} ${factor.enrolled_at}`}>
                  <span className="avatar" aria-hidden="true">
                    <Icon name={icons[factor.method]} />
                  </span>
                  <span className="row-text">
                    <strong>
                      {text(`factors.method.${factor.method}`)}
                      {factor.name !== null && (
                        <>
                          {' · '}
                          <bdi>{factor.name}</bdi>
                        </>
                      )}
                    </strong>
                    <span className="sub">
                      <Use factor={factor} />
                    </span>
                  </span>
                  {factor.flagged && <Badge tone="bad">{text('factors.flagged')}</Badge>}
                  {factor.synced !== null && (
                    <Badge tone="quiet">{text(factor.synced ? 'factors.synced' : 'factors.bound')}</Badge>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Card>
  );
}

function Use({ factor }: { readonly factor: Factor }) {
  if (factor.method === 'recovery-code') return <>{text('factors.left', { count: factor.count })}</>;
  if (factor.last_used_at === null) return <>{text('factors.unused')}</>;
  return (
    <>
      {text('factors.used')} <Moment at={factor.last_used_at} />
    </>
  );
}
