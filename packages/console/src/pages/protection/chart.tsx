/** Attempts as stacked bars. What it shows is said by its title and by the table below it; hours of attack are marked. */
import { text } from '../../texts/index.ts';
import { type Bar, type End, ends } from './bars.ts';
import { inFigures } from './numbers.ts';

const barWidth = 10;
const gap = 2;
const height = 100;
const mark = 4;

type Props = { readonly bars: readonly Bar[]; readonly name: string };

export function Chart({ bars, name }: Props) {
  const most = Math.max(1, ...bars.map(({ attempts }) => attempts));
  const first = bars.at(0);
  const middle = bars.at(Math.floor(bars.length / 2));
  const isAttacked = bars.some(({ underAttack }) => underAttack);
  return (
    <figure className="attempts-chart">
      <ul className="attempts-legend" aria-hidden="true">
        {ends.map((end) => (
          <li key={end} className={end}>
            {text(`protection.end-of.${end}`)}
          </li>
        ))}
        {isAttacked && <li className="attack">{text('protection.under-attack')}</li>}
      </ul>
      <div className="attempts-plot">
        <span className="attempts-most" aria-hidden="true">
          {inFigures(most)}
        </span>
        <svg
          role="img"
          aria-label={name}
          viewBox={`0 0 ${bars.length * barWidth} ${height + (isAttacked ? mark : 0)}`}
          preserveAspectRatio="none"
        >
          {bars.map((bar, index) => (
            <Column key={bar.hour} bar={bar} left={index * barWidth} most={most} />
          ))}
        </svg>
      </div>
      <div className="attempts-axis" aria-hidden="true">
        <span>{first?.name}</span>
        <span>{middle?.name}</span>
        <span>{text('protection.now')}</span>
      </div>
    </figure>
  );
}

function Column({ bar, left, most }: { readonly bar: Bar; readonly left: number; readonly most: number }) {
  let top = height;
  const part = (end: End) => {
    const tall = (bar[end] / most) * height;
    top -= tall;
    return { end, top, tall };
  };
  const parts = ends.filter((end) => bar[end] > 0).map(part);
  return (
    <g>
      <title>{`${bar.name}: ${inFigures(bar.attempts)}`}</title>
      <rect className="ground" x={left} y={0} width={barWidth} height={height} />
      {parts.map(({ end, top: y, tall }) => (
        <rect key={end} className={end} x={left + gap / 2} y={y} width={barWidth - gap} height={tall} />
      ))}
      {bar.underAttack && <rect className="attack" x={left} y={height + 1} width={barWidth} height={mark - 1} />}
    </g>
  );
}
