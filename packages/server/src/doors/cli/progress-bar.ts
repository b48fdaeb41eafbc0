/** The progress bar of the command line: drawn on a terminal, silent elsewhere. It speaks on standard error. */
import type { Clock } from '../../foundation/clock/index.ts';

const width = 30;
const pauseMilliseconds = 100;

/** Where a bar is drawn. */
export type BarOutput = { readonly isTTY?: boolean; write(text: string): boolean };

export type ProgressBar = {
  /** Draws it, no more often than anybody can see. `note` stands behind it. */
  tell(progress: { readonly bytes: number; readonly ofBytes: number; readonly note?: string }): void;
  /** Takes it away. */
  done(): void;
};

/** A bar with this word in front, if any. */
export function createProgressBar(deps: {
  readonly word?: string;
  readonly clock: Clock;
  readonly output?: BarOutput;
}): ProgressBar {
  const { word = '', clock, output = process.stderr } = deps;
  if (output.isTTY !== true) return { tell: () => undefined, done: () => undefined };
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    tell({ bytes, ofBytes, note = '' }) {
      const now = clock.monotonicMilliseconds();
      if (now - drawnAt < pauseMilliseconds && bytes < ofBytes) return;
      drawnAt = now;
      const share = ofBytes === 0 ? 1 : Math.min(1, bytes / ofBytes);
      const filled = Math.round(share * width);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
      const front = word === '' ? '' : word.padEnd(18);
      output.write(`\r\u001b[K${front}${bar} ${Math.round(share * 100)} %${note === '' ? '' : `  ${note}`}`);
    },
    done() {
      output.write('\r\u001b[K');
    },
  };
}
