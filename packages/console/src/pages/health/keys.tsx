/** The keys that sign tokens: which one does, which one will, and which one did. */
import { useQuery } from '@tanstack/react-query';
import { listSigningKeys, type SigningKey } from '../../api/system.ts';
import { Moment } from '../../parts/moment.tsx';
import { Badge, Card, type Tone } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';

const tones: Readonly<Record<SigningKey['state'], Tone>> = {
  active: 'good',
  pending: 'accent',
  retiring: 'quiet',
  gone: 'quiet',
};

export function SigningKeys() {
  const found = useQuery({ queryKey: ['signing-keys'], queryFn: ({ signal }) => listSigningKeys(signal) });
  return (
    <Card title={text('health.keys')} lead={text('health.keys.lead')}>
      <Answer of={found}>
        {({ items }) => (
          <ul className="rows">
            {items
              .filter(({ state }) => state !== 'gone')
              .map((key) => (
                <li key={key.key_id}>
                  <span className="row-text">
                    <strong>{key.algorithm}</strong>
                    <span className="sub">
                      <code title={key.key_id}>{key.key_id.slice(0, 12)}…</code>{' '}
                      <Moment at={key.active_from ?? key.created_at} />
                    </span>
                  </span>
                  <Badge tone={tones[key.state]}>{text(`health.keys.${key.state}`)}</Badge>
                </li>
              ))}
          </ul>
        )}
      </Answer>
    </Card>
  );
}
