/** What runs in the background, and who reads the ledger: how much waits, and for how long. */
import type { ReactNode } from 'react';
import type { SystemStatus } from '../../api/system.ts';
import { Badge, Card } from '../../parts/page.tsx';
import { Empty } from '../../parts/states.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { currentLanguage, text } from '../../texts/index.ts';
import { spanOf } from './words.ts';

type Job = SystemStatus['jobs'][number];
type Reader = SystemStatus['ledger']['readers'][number];

const count = (value: number): ReactNode => <span className="figures">{value}</span>;
const ofFailed = (value: number): ReactNode => (value === 0 ? count(0) : <Badge tone="bad">{String(value)}</Badge>);
const span = (seconds: number): ReactNode => (
  <span className="figures">{seconds < 1 ? '–' : spanOf(seconds, currentLanguage())}</span>
);

export function Jobs({ jobs }: { readonly jobs: readonly Job[] }) {
  const columns: readonly Column<Job>[] = [
    { name: text('health.jobs.task'), cell: ({ task }) => <code>{task}</code> },
    { name: text('health.jobs.planned'), align: 'end', cell: ({ planned }) => count(planned) },
    { name: text('health.jobs.due'), align: 'end', cell: ({ due }) => count(due) },
    { name: text('health.jobs.waits'), align: 'end', cell: ({ oldest_due_seconds: seconds }) => span(seconds) },
    { name: text('health.jobs.failed'), align: 'end', cell: ({ failed }) => ofFailed(failed) },
  ];
  return (
    <Card title={text('health.jobs')} lead={text('health.jobs.lead')} flush>
      <Table
        name={text('health.jobs')}
        columns={columns}
        rows={jobs}
        keyOf={({ task }) => task}
        empty={<Empty icon="check" title={text('health.jobs.none')} />}
      />
    </Card>
  );
}

export function Readers({ readers }: { readonly readers: readonly Reader[] }) {
  const columns: readonly Column<Reader>[] = [
    { name: text('health.readers.reader'), cell: ({ reader }) => <code>{reader}</code> },
    { name: text('health.readers.lag'), align: 'end', cell: ({ lag_seconds: seconds }) => span(seconds) },
    { name: text('health.readers.failing'), align: 'end', cell: ({ failing_lanes: failing }) => ofFailed(failing) },
  ];
  return (
    <Card title={text('health.readers')} lead={text('health.readers.lead')} flush>
      <Table
        name={text('health.readers')}
        columns={columns}
        rows={readers}
        keyOf={({ reader }) => reader}
        empty={<Empty icon="check" title={text('health.readers.none')} />}
      />
    </Card>
  );
}
