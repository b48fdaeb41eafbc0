/** Tells how far long work has come: one changing line on a terminal, a line now and then anywhere else. */
export type Progress = { tell(line: string): void; done(): void };

const onTerminalMilliseconds = 100;
const elsewhereMilliseconds = 10_000;

export function createProgress(name: string, output: NodeJS.WriteStream): Progress {
  const pause = output.isTTY ? onTerminalMilliseconds : elsewhereMilliseconds;
  const began = performance.now();
  let told = Number.NEGATIVE_INFINITY;
  return {
    tell(line) {
      const now = performance.now();
      if (now - told < pause) return;
      told = now;
      const text = `${name}  ${Math.round((now - began) / 1000)} s  ${line}`;
      output.write(output.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
    },
    done() {
      if (output.isTTY) output.write('\r\u001b[K');
    },
  };
}
