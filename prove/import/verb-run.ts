/** One run of the import by the command line: how it ended, how much memory it took, and what it cost. */
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export type VerbRun = {
  /** Null when it was killed. */
  readonly exitCode: number | null;
  readonly output: string;
  readonly seconds: number;
  /** Memory of the process, sampled, in MiB; empty where it cannot be read. */
  readonly megabytes: readonly number[];
  /** Seconds of the processor that it took itself, as far as they were seen. */
  readonly cpuSeconds: number;
};

const sampleMilliseconds = 25;

/** Follows the process to its end; `mayGoOn` is asked now and then, and its no kills it at once. */
export async function follow(child: ChildProcess, mayGoOn: () => Promise<boolean>): Promise<VerbRun> {
  const began = performance.now();
  const output: string[] = [];
  const errors: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk.toString('utf8')));
  let ended = false;
  const exited = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      ended = true;
      resolve(code);
    }),
  );
  const megabytes: number[] = [];
  let cpuSeconds = 0;
  while (!ended) {
    const seen = look(child.pid ?? 0);
    if (seen !== null) {
      megabytes.push(seen.megabytes);
      cpuSeconds = seen.cpuSeconds;
    }
    if (!(await mayGoOn())) child.kill('SIGKILL');
    await Promise.race([exited, sleep(sampleMilliseconds)]);
  }
  const exitCode = await exited;
  if (exitCode === 1) throw new Error(`The import refused to work: ${errors.join('').slice(-2000)}`);
  return { exitCode, output: output.join(''), seconds: (performance.now() - began) / 1000, megabytes, cpuSeconds };
}

/** On Linux; elsewhere nothing is seen. */
function look(processId: number): { megabytes: number; cpuSeconds: number } | null {
  try {
    const fields = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const status = readFileSync(`/proc/${processId}/status`, 'utf8');
    const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    if (kilobytes === 0) return null;
    return { megabytes: kilobytes / 1024, cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100 };
  } catch {
    return null;
  }
}
