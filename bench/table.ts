/** The results as a table for the terminal. */
import type { Results } from './bench.ts';
import type { Measured } from './row.ts';

const columns: readonly (readonly [string, (row: Measured) => string | number | null])[] = [
  ['row', (row) => row.name],
  ['per second', (row) => row.value.toFixed(1)],
  ['CPU ms', ({ cpu_ms_per_op: cpu }) => (cpu === null ? null : cpu.toFixed(cpu < 0.1 ? 4 : 2))],
  ['p50 ms', (row) => row.p50_ms.toFixed(1)],
  ['p95 ms', (row) => row.p95_ms.toFixed(1)],
  ['p99 ms', (row) => row.p99_ms.toFixed(1)],
  ['errors', (row) => row.errors],
  ['statements', (row) => row.statements_per_op],
  ['commits', (row) => row.commits_per_op],
  ['ratio', (row) => (row.ratio === null ? null : `${row.ratio.toFixed(2)} ${row.floor}`)],
];

export function drawTable({ machine, commit, rows }: Results): string {
  const cells = [
    columns.map(([title]) => title),
    ...rows.map((row) => columns.map(([, cell]) => String(cell(row) ?? '–'))),
  ];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  // Names to the left, figures to the right.
  const isText = (index: number) => index === 0 || index === columns.length - 1;
  const lines = cells.map((line) =>
    line
      .map((cell, index) => (isText(index) ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const where = `${machine.cores} × ${machine.cpu}, ${machine.memory_gb} GB, ${machine.platform}, Node ${machine.node}`;
  return [where, `commit ${commit ?? 'unknown'}`, '', ...lines].join('\n');
}
