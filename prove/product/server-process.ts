/**
 * One run of the server as its own process, as `npm start` runs it. What it prints goes to a log; an end that nobody
 * asked for is noticed.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compiled } from '../../packages/server/test/compiled.ts';

const main = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url));
const startPatienceMilliseconds = 180_000;
const stopPatienceMilliseconds = 45_000;

export type ServerProcess = {
  readonly processId: number;
  /** Ends it at once, without any chance to tidy up. */
  kill(): Promise<void>;
  /** Asks it to stop, and waits until it has; returns its exit code, or null when it had to be forced. */
  stop(): Promise<number | null>;
};

/** Starts the server and waits for its ready line. */
export async function startServerProcess(
  environment: Readonly<Record<string, string>>,
  logFile: string,
  onUnexpectedExit: (description: string) => void,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [main], {
    env: programEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let expected = false;
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code, signal) => {
      if (!expected) onUnexpectedExit(`the server ended by itself (${signal ?? `exit code ${code}`})`);
      resolve(code);
    });
  });
  // First of all at our own end, so that it cannot bring its database back while that is taken down.
  const endWithUs = () => child.kill('SIGKILL');
  process.prependOnceListener('exit', endWithUs);
  void exited.then(() => process.off('exit', endWithUs));
  const ready = new Promise<void>((resolve) => {
    let seen = '';
    const keep = (chunk: Buffer) => {
      appendFileSync(logFile, chunk);
      if (seen.length < 10_000) seen += chunk.toString('utf8');
      if (/^Cardea \S+ ready at /m.test(seen)) resolve();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
  });
  const giveUp = AbortSignal.timeout(startPatienceMilliseconds);
  const late = new Promise<void>((resolve) => giveUp.addEventListener('abort', () => resolve()));
  const outcome = await Promise.race([ready.then(() => 'ready'), exited.then(() => 'ended'), late.then(() => 'late')]);
  expected = outcome !== 'ready';
  if (outcome !== 'ready') {
    child.kill('SIGKILL');
    throw new Error(`The server did not become ready (${outcome}). Its last words:\n${lastWords(logFile)}`);
  }

  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    expected = true;
    child.kill(signal);
    const tooLate = setTimeout(() => child.kill('SIGKILL'), stopPatienceMilliseconds);
    const code = await exited;
    clearTimeout(tooLate);
    return code;
  };
  return {
    processId: child.pid ?? 0,
    kill: () => end('SIGKILL').then(() => undefined),
    stop: () => end('SIGTERM'),
  };
}

/** Runs a verb of the command line to its end and returns what it printed; throws when it refused. */
export async function runVerb(
  environment: Readonly<Record<string, string>>,
  words: readonly string[],
): Promise<string> {
  const env = programEnvironment(environment);
  return (await promisify(execFile)(process.execPath, [main, ...words], { env })).stdout;
}

/** Starts a verb of the command line, for whoever watches or kills it. It never outlives this process. */
export function startVerb(environment: Readonly<Record<string, string>>, words: readonly string[]): ChildProcess {
  const env = programEnvironment(environment);
  const child = spawn(process.execPath, [main, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const endWithUs = () => child.kill('SIGKILL');
  process.prependOnceListener('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  return child;
}

function programEnvironment(settings: Readonly<Record<string, string>>): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', UV_THREADPOOL_SIZE: '16', ...compiled, ...settings };
}

function lastWords(logFile: string): string {
  if (!existsSync(logFile)) return 'none';
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-10).join('\n');
}
