/** How far a file has been read: a bar on a terminal, a line of JSON now and then anywhere else. */
import type { Clock } from '../../foundation/clock/index.ts';
import type { Counts } from '../../rooms/directory/index.ts';

const onTerminalMilliseconds = 100;
const elsewhereMilliseconds = 2_000;
const barWidth = 30;

export function createProgress(deps: {
  readonly output: { readonly isTTY?: boolean; write(text: string): boolean };
  readonly clock: Clock;
  /** Bytes of the file. */
  readonly size: number;
}) {
  const { output, clock, size } = deps;
  const began = clock.monotonicMilliseconds();
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
      const now = clock.monotonicMilliseconds();
      if (now - told < (output.isTTY === true ? onTerminalMilliseconds : elsewhereMilliseconds)) return;
      told = now;
      const part = Math.min(1, read / size);
      if (output.isTTY !== true) {
        output.write(
          `${JSON.stringify({ ...counts, percent: Math.round(part * 100), seconds: Math.round(seconds()) })}\n`,
        );
        return;
      }
      const filled = Math.round(part * barWidth);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`;
      const { imported, skipped, rejected } = counts;
      const rate = Math.round(counts.records / Math.max(seconds(), 0.001));
      output.write(
        `\r\u001b[K${bar} ${Math.round(part * 100)} %  ${imported} imported, ${skipped} skipped, ${rejected} rejected  ${rate}/s`,
      );
    },
    done(): void {
      if (output.isTTY === true) output.write('\r\u001b[K');
    },
  };
}
