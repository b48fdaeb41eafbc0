/** What was looked at. What is not well comes first, with what to do about it. */
import type { SystemStatus } from '../../api/system.ts';
import { Code } from '../../parts/copy.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Card } from '../../parts/page.tsx';
import { text } from '../../texts/index.ts';
import { explain } from './words.ts';

export function Checks({ status }: { readonly status: SystemStatus }) {
  const sorted = [...status.checks].sort((one, other) => Number(one.ok) - Number(other.ok));
  return (
    <Card title={text('health.checks')}>
      <ul className="rows checks">
        {sorted.map((check) => {
          const { name, sentence, about, remedy, command } = explain(check, status);
          return (
            <li key={check.name} className={check.ok ? 'well' : 'unwell'}>
              <span className="tick">
                <Icon name={check.ok ? 'check' : 'warning'} />
              </span>
              <div className="row-text">
                <strong>{name}</strong>
                <p className="sub">
                  <span className="hidden">{text(check.ok ? 'health.is-well' : 'health.is-unwell')}: </span>
                  {sentence}
                </p>
                {about !== undefined && about !== '' && (
                  <p className="sub">
                    <bdi>{about}</bdi>
                  </p>
                )}
                {remedy !== undefined && <p className="remedy">{remedy}</p>}
                {command !== undefined && <Code code={command} name={text('health.command')} />}
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
