/** What of the installation needs attention, where everybody arrives; nothing while all is well. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readSystem, systemKey } from '../../api/system.ts';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../texts/index.ts';
import { explain } from '../health/words.ts';

export function Attention() {
  const { data: status } = useQuery({
    queryKey: systemKey,
    queryFn: ({ signal }) => readSystem(signal),
    refetchInterval: 60_000,
  });
  if (status === undefined || status.ok) return null;
  return (
    <section className="notice bad" aria-label={text('overview.attention')}>
      <Icon name="warning" />
      <div>
        <ul>
          {status.checks
            .filter(({ ok }) => !ok)
            .map((check) => {
              const { name, sentence } = explain(check, status);
              return (
                <li key={check.name}>
                  <strong>{name}:</strong> {sentence}
                </li>
              );
            })}
        </ul>
      </div>
      <span className="actions">
        <Link to="/health">{text('overview.attention.more')}</Link>
      </span>
    </section>
  );
}
