/** The processes of the demo. Each is ready when it says so; whatever happens to the demo, none of them outlives it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

export type Processes = {
  /** Starts a program and waits for its ready line. */
  start(name: string, program: readonly string[], environment: Readonly<Record<string, string>>): Promise<void>;
  /** Runs a program to its end and returns what it printed. */
  run(name: string, program: readonly string[], environment: Readonly<Record<string, string>>): Promise<string>;
  /** Stops all of them, the last started first, and waits. */
  stop(): Promise<void>;
};

const readyPatienceMilliseconds = 90_000;
const stopPatienceMilliseconds = 20_000;

export function createProcesses(logFile: string, onLost: (name: string) => void): Processes {
  const running = new Set<ChildProcess>();
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  let isStopping = false;

  function launch(
    [file = '', ...words]: readonly string[],
    environment: Readonly<Record<string, string>>,
    options: { readonly isAnswerLogged: boolean },
  ) {
    // Only what is said here: a DATABASE_URL of somebody's real work must never be seeded by a demo.
    const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...environment };
    const child = spawn(process.execPath, [file, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const heard = { output: '', recent: '' };
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        if ((stream === child.stderr || options.isAnswerLogged) && !log.writableEnded) log.write(chunk);
        if (stream === child.stdout) heard.output = `${heard.output}${chunk}`.slice(-10_000);
        heard.recent = `${heard.recent}${chunk}`.slice(-10_000);
      });
    }
    running.add(child);
    child.once('exit', () => running.delete(child));
    return { child, heard };
  }

  return {
    async start(name, program, environment) {
      const { child, heard } = launch(program, environment, { isAnswerLogged: true });
      await new Promise<void>((resolve, reject) => {
        const refuse = (why: string) =>
          reject(new Error(`${name} ${why}. Its last words:\n${lastWords(heard.recent)}`));
        const timer = setTimeout(() => refuse('is not ready in time'), readyPatienceMilliseconds);
        child.once('error', (error) => refuse(`could not be started (${error.message})`));
        child.once('exit', () => {
          clearTimeout(timer);
          refuse('ended before it was ready');
        });
        child.stdout.on('data', () => {
          if (!/ ready at /.test(heard.output)) return;
          clearTimeout(timer);
          resolve();
        });
      });
      child.once('exit', () => {
        if (!isStopping) onLost(name);
      });
    },
    async run(name, program, environment) {
      // What it answers may hold a secret.
      const { child, heard } = launch(program, environment, { isAnswerLogged: false });
      const [code] = await once(child, 'close');
      if (code === 0) return heard.output;
      throw new Error(`${name} was refused. Its last words:\n${lastWords(heard.recent)}`);
    },
    async stop() {
      isStopping = true;
      for (const child of [...running].reverse()) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        const force = setTimeout(() => child.kill('SIGKILL'), stopPatienceMilliseconds);
        await ended;
        clearTimeout(force);
      }
      log.end();
    },
  };
}

const lastWords = (text: string): string => text.trimEnd().split('\n').slice(-12).join('\n');
