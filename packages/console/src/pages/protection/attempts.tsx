/** How attempts ended in the last day or week: drawn, and as a table for whoever would rather read. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { protectionKey, readFigures } from '../../api/protection.ts';
import { Card } from '../../parts/page.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Answer } from '../../parts/states.tsx';
import { Table } from '../../parts/table.tsx';
import { text } from '../../texts/index.ts';
import { addUp, type Bar, barsOf, ends } from './bars.ts';
import { Chart } from './chart.tsx';
import { inFigures, percent, shareOutside } from './numbers.ts';

const spans = { day: { hours: 24, hoursOfBar: 1 }, week: { hours: 168, hoursOfBar: 6 } } as const;
type Span = keyof typeof spans;

export function Attempts() {
  const { span = 'day' } = useSearch({ from: '/protection' });
  const navigate = useNavigate({ from: '/protection' });
  const { hours, hoursOfBar } = spans[span];
  const found = useQuery({
    queryKey: [...protectionKey, 'figures', hours],
    queryFn: ({ signal }) => readFigures(hours, signal),
    refetchInterval: 60_000,
  });
  const bars = barsOf(found.data?.items ?? [], hoursOfBar);
  const choose = (wanted: Span) =>
    navigate({
      search: ({ span: _, ...search }) => (wanted === 'day' ? search : { ...search, span: wanted }),
      replace: true,
      resetScroll: false,
    });
  return (
    <Card
      title={found.data === undefined ? text('protection.attempts') : titleOf(bars, span)}
      lead={text(`protection.attempts.lead.${span}`)}
      actions={<SpanChoice span={span} choose={choose} />}
    >
      <Answer of={found} lines={5}>
        {() => (
          <>
            <Chart bars={bars} name={titleOf(bars, span)} />
            <details className="protection-table">
              <summary>{text('protection.attempts.table')}</summary>
              <Figures bars={bars} />
            </details>
          </>
        )}
      </Answer>
    </Card>
  );
}

function titleOf(bars: readonly Bar[], span: Span): string {
  const sum = addUp(bars);
  if (sum.attempts === 0) return text(`protection.attempts.none.${span}`);
  const values = { count: sum.attempts, number: inFigures(sum.attempts), share: percent(shareOutside(sum)) };
  return text(`protection.attempts.${span}`, values);
}

const SpanChoice = ({ span, choose }: { readonly span: Span; choose(span: Span): void }) => (
  <Segments
    legend={text('protection.span')}
    name="span"
    options={(['day', 'week'] as const).map((value) => ({ value, label: text(`protection.span.${value}`) }))}
    value={span}
    choose={choose}
  />
);

function Figures({ bars }: { readonly bars: readonly Bar[] }) {
  return (
    <Table
      name={text('protection.attempts')}
      columns={[
        { name: text('protection.from'), cell: (bar) => bar.name },
        { name: text('protection.attempts.all'), align: 'end', cell: (bar) => inFigures(bar.attempts) },
        ...ends.map((end) => ({
          name: text(`protection.end-of.${end}`),
          align: 'end' as const,
          cell: (bar: Bar) => inFigures(bar[end]),
        })),
      ]}
      rows={bars.toReversed()}
      keyOf={(bar) => bar.hour}
      empty={null}
    />
  );
}
