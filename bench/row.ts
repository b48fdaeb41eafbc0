/** What a row of the measurements is: one operation, the processes that do it, and the floor it is compared with. */
import type { Load, Operation } from './load.ts';
import type { Stage } from './stage.ts';

export type Prepared = {
  /** Runs the operation for so many seconds, after a warm-up. */
  load(seconds: number, tell: (line: string) => void): Promise<Load>;
  /** One operation by itself, where its statements are to be counted. */
  readonly operation: Operation | null;
  /** Where they are counted, when it is not the product of every other row. */
  readonly product?: Stage['product'];
  close(): Promise<void>;
};

export type Row = {
  readonly name: string;
  /** One sentence: what one operation is. */
  readonly note: string;
  readonly floor: string | null;
  /**
   * `floor-by-ours`: 1 is at the floor, less is dearer. `ours-by-floor`: how many times the floor's CPU one costs.
   * `wait-by-floor`: how many times as long one waits, at p50, as in the floor.
   */
  readonly ratio: 'floor-by-ours' | 'ours-by-floor' | 'wait-by-floor';
  prepare(stage: Stage): Promise<Prepared>;
};

/** One line of the result, by the names of the JSON file. */
export type Measured = {
  readonly name: string;
  readonly unit: 'operations/s';
  readonly value: number;
  readonly cpu_ms_per_op: number | null;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
  readonly errors: number;
  readonly operations: number;
  readonly statements_per_op: number | null;
  readonly commits_per_op: number | null;
  readonly floor: string | null;
  readonly ratio: number | null;
  readonly note: string;
};
