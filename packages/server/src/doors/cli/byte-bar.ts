/** A progress bar of bytes on a terminal; silent elsewhere. It speaks on standard error: the answer has the other. */
import { systemClock } from '../../foundation/clock/index.ts';

const width = 28;
const pauseMilliseconds = 100;

export type ByteBar = {
  tell(progress: { readonly bytes: number; readonly ofBytes: number }): void;
  done(): void;
};

/** A bar with this word in front. */
export function createByteBar(word: string, stream: NodeJS.WriteStream = process.stderr): ByteBar {
  if (!stream.isTTY) return { tell: () => undefined, done: () => undefined };
  let drawnAt = 0;
  return {
    tell({ bytes, ofBytes }) {
      const now = systemClock.monotonicMilliseconds();
      if (now - drawnAt < pauseMilliseconds && bytes < ofBytes) return;
      drawnAt = now;
      const share = ofBytes === 0 ? 1 : Math.min(1, bytes / ofBytes);
      const filled = Math.round(share * width);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
      stream.write(`\r${word.padEnd(18)}${bar} ${String(Math.round(share * 100)).padStart(3)} %`);
    },
    done() {
      stream.write('\r\x1b[K');
    },
  };
}
