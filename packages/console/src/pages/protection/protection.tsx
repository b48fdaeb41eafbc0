/** Protection: what is going on, how attempts end, what was found and what was done about it. It looks again by itself. */
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/me.ts';
import { protectionKey, readPosture } from '../../api/protection.ts';
import { Page } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { Attempts } from './attempts.tsx';
import { Findings } from './findings.tsx';
import { Rules } from './rules.tsx';
import { Standing } from './standing.tsx';

export function Protection() {
  const may = useMay();
  const found = useQuery({
    queryKey: [...protectionKey, 'posture'],
    queryFn: ({ signal }) => readPosture(signal),
    refetchInterval: 10_000,
  });
  return (
    <Page title={text('protection.title')} lead={text('protection.lead')}>
      <div className="stack wide-gap">
        <Answer of={found} lines={4}>
          {(posture) => <Standing posture={posture} />}
        </Answer>
        <Attempts />
        <Findings />
        {may('settings:read') && <Rules />}
      </div>
    </Page>
  );
}
