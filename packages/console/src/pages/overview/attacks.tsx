/** One line where everybody arrives, while attack mode is on or something that was found lasts; nothing while all is calm. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { protectionKey, readPosture } from '../../api/protection.ts';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../texts/index.ts';
import { sentenceOfAttack } from '../protection/attack-sentence.ts';
import { timeOf, upTo } from '../protection/numbers.ts';

export function Attacks() {
  const { data: posture } = useQuery({
    queryKey: [...protectionKey, 'posture'],
    queryFn: ({ signal }) => readPosture(signal),
    refetchInterval: 30_000,
  });
  if (posture === undefined) return null;
  const { mode, open_findings: open, began_at: began } = posture;
  const isAttacked = mode === 'attack';
  if (!isAttacked && open === 0) return null;
  return (
    <section className={`notice ${isAttacked ? 'bad' : 'accent'}`} aria-label={text('nav.protection')}>
      <Icon name={isAttacked ? 'warning' : 'shield'} />
      <div>
        {isAttacked ? (
          <>
            <strong>{text('protection.attack', { time: timeOf(began ?? '') })}:</strong> {sentenceOfAttack(posture)}
          </>
        ) : (
          text('protection.overview.open', { count: open, number: upTo(open) })
        )}
      </div>
      <span className="actions">
        <Link to="/protection">{text('protection.overview.more')}</Link>
      </span>
    </section>
  );
}
