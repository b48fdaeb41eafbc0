/** Measures the rows one after the other on one product, and compares each with its floor. */

import type { Load } from './load.ts';
import { describeMachine, type Machine, readCommit, round } from './machine.ts';
import type { Measured, Row } from './row.ts';
import { openStage } from './stage.ts';
import { type Counts, countStatements } from './statements.ts';

export type Results = { readonly machine: Machine; readonly commit: string | null; readonly rows: readonly Measured[] };

export async function runBench(options: {
  readonly rows: readonly Row[];
  readonly seconds: number;
  /** How many people a row has. */
  readonly people: number;
  readonly tell: (row: string, line: string) => void;
}): Promise<Results> {
  const measured: Measured[] = [];
  const { tell } = options;
  tell('product', 'starting');
  const stage = await openStage(options.people);
  try {
    for (const row of options.rows) {
      tell(row.name, 'preparing');
      const prepared = await row.prepare(stage);
      try {
        const load = await prepared.load(options.seconds, (line) => tell(row.name, line));
        if (load.operations === 0) throw new Error(`${row.name}: nothing succeeded (${load.firstError ?? 'too slow'})`);
        tell(row.name, 'counting statements');
        const { operation, product = stage.product } = prepared;
        const counts = operation === null ? null : await countStatements(product, operation, options.seconds);
        measured.push(toMeasured(row, load, counts, measured));
      } finally {
        await prepared.close();
      }
    }
  } finally {
    await stage.close();
  }
  return { machine: describeMachine(), commit: readCommit(), rows: measured };
}

function toMeasured(row: Row, load: Load, counts: Counts | null, before: readonly Measured[]): Measured {
  const cpu = load.cpuMilliseconds === null ? null : load.cpuMilliseconds / load.operations;
  const floor = before.find((other) => other.name === row.floor);
  return {
    name: row.name,
    unit: 'operations/s',
    value: round(load.operations / load.seconds, 1),
    // Of a millisecond there are thousandths; of the floors that take microseconds, thousandths of those.
    cpu_ms_per_op: cpu === null ? null : round(cpu, cpu < 1 ? 6 : 3),
    p50_ms: round(load.p50, 2),
    p95_ms: round(load.p95, 2),
    p99_ms: round(load.p99, 2),
    errors: load.errors,
    operations: load.operations,
    statements_per_op: counts === null ? null : round(counts.statements, 1),
    commits_per_op: counts === null ? null : round(counts.commits, 1),
    floor: row.floor,
    ratio:
      row.ratio === 'wait-by-floor'
        ? ratioOf(row, load.p50, floor?.p50_ms ?? null)
        : ratioOf(row, cpu, floor?.cpu_ms_per_op ?? null),
    note: load.firstError === null ? row.note : `${row.note}; first error: ${load.firstError}`,
  };
}

function ratioOf(row: Row, ours: number | null, floor: number | null): number | null {
  // Too short a run can use less CPU than one tick of the counter.
  if (ours === null || floor === null || ours === 0 || floor === 0) return null;
  return round(row.ratio === 'floor-by-ours' ? floor / ours : ours / floor, 2);
}
