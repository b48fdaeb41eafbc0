/** Where the customer is signed in, and the end of one session. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endSession, listSessions, type Session } from '../../api/customers.ts';
import { useMay } from '../../api/me.ts';
import { countryName } from '../../parts/country.ts';
import { Icon } from '../../parts/icon.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Card } from '../../parts/page.tsx';
import { Answer, sentenceOf } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';

type Props = { readonly customerId: string; readonly reason: string | undefined };

export function Sessions({ customerId, reason }: Props) {
  const queries = useQueryClient();
  const may = useMay();
  const found = useQuery({
    queryKey: ['customer', customerId, 'sessions', reason],
    queryFn: ({ signal }) => listSessions(customerId, { signal, ...(reason === undefined ? {} : { reason }) }),
  });
  const end = useMutation({
    mutationFn: (sessionId: string) => endSession(customerId, sessionId),
    onError: (error) => tell(sentenceOf(error)),
    async onSuccess() {
      tell(text('customer.sessions.ended'));
      await queries.invalidateQueries({ queryKey: ['customer', customerId] });
    },
  });
  return (
    <Card title={text('customer.sessions')}>
      <Answer of={found}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{text('customer.sessions.empty')}</p>
          ) : (
            <ul className="rows">
              {items.map((session) => (
                <li key={session.session_id}>
                  <span className="avatar" aria-hidden="true">
                    <Icon name="devices" />
                  </span>
                  <span className="row-text">
                    <strong>{deviceOf(session)}</strong>
                    <span className="sub">
                      {text('customer.session.last-seen')} <Moment at={session.last_seen_at} />
                      {session.address !== null && (
                        <>
                          {' · '}
                          <bdi>{session.address}</bdi>
                        </>
                      )}
                      {placeOf(session) !== '' && <> · {placeOf(session)}</>}
                      {session.applications.length > 0 && (
                        <>
                          {' · '}
                          <bdi>{session.applications.map(({ name }) => name).join(', ')}</bdi>
                        </>
                      )}
                    </span>
                  </span>
                  {may('customers:write') && (
                    <Button
                      size="xs"
                      variant="default"
                      loading={end.isPending && end.variables === session.session_id}
                      onClick={() => end.mutate(session.session_id)}
                    >
                      {text('customer.sessions.end')}
                    </Button>
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

/** What its address tells, where that is shown at all. */
function placeOf({ place }: Session): string {
  if (place === null) return '';
  if (place.private) return text('customer.session.private');
  const country = countryName(place.country ?? '');
  if (place.city !== null) return text('customer.session.near', { place: place.city, country });
  return place.region === null ? country : text('customer.session.in', { place: place.region, country });
}

function deviceOf({ device: { browser, system } }: Session): string {
  if (browser === null && system === null) return text('customer.session.unknown-device');
  if (browser === null || system === null) return browser ?? system ?? '';
  return text('customer.session.device', { browser, system });
}
