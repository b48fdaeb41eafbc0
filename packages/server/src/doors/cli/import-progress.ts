/** How far a file has been read: a bar on a terminal, a line of JSON now and then anywhere else. */
import type { Clock } from '../../foundation/clock/index.ts';
import type { Counts } from '../../rooms/directory/index.ts';
import { type BarOutput, createProgressBar } from './progress-bar.ts';

const elsewhereMilliseconds = 2_000;

export function createProgress(deps: {
  readonly output: BarOutput;
  readonly clock: Clock;
  /** Bytes of the file. */
  readonly size: number;
}) {
  const { output, clock, size } = deps;
  const began = clock.monotonicMilliseconds();
  const bar = createProgressBar(deps);
  let told = Number.NEGATIVE_INFINITY;
  let read = 0;

  const seconds = () => (clock.monotonicMilliseconds() - began) / 1000;

  return {
    seconds,
    /** Counts the bytes of one reading of the file from its beginning. */
    async *watch(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      read = 0;
      for await (const chunk of source) {
        read += chunk.length;
        yield chunk;
      }
    },
    tell(counts: Counts): void {
      if (output.isTTY === true) {
        const { imported, skipped, rejected } = counts;
        const rate = Math.round(counts.records / Math.max(seconds(), 0.001));
        const note = `${imported} imported, ${skipped} skipped, ${rejected} rejected  ${rate}/s`;
        bar.tell({ bytes: read, ofBytes: size, note });
        return;
      }
      const now = clock.monotonicMilliseconds();
      if (now - told < elsewhereMilliseconds) return;
      told = now;
      const percent = Math.round(Math.min(1, read / size) * 100);
      output.write(`${JSON.stringify({ ...counts, percent, seconds: Math.round(seconds()) })}\n`);
    },
    done: bar.done,
  };
}
