/** The demo as its users start it: one process that starts all others, on ports that it finds and data of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compiled } from '../../packages/server/test/compiled.ts';
import { makeFastFolder } from '../../packages/server/test/fast-folder.ts';
import { runAsOwner } from './server.ts';

const main = fileURLToPath(new URL('../../examples/demo/main.ts', import.meta.url));
const patienceMilliseconds = 240_000;

export type Demo = {
  /** Cardea's own origin. */
  readonly origin: string;
  readonly shop: string;
  readonly video: string;
  readonly guide: string;
  readonly folder: string;
  /** What it printed so far. */
  said(): string;
  sql(text: string, values?: readonly unknown[]): Promise<void>;
  /** Asks it to end and waits; its data stay. Returns the exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
};

/** The one password of all demo people. */
export const demoPassword = 'lantern on the quiet shore';

/** A folder that the demo may fill. */
export function makeDemoFolder(): string {
  const folder = makeFastFolder();
  chmodSync(folder, 0o711);
  return path.join(folder, 'data');
}

/** Starts the process; it is not waited for. */
export function launchDemo(folder: string, environment: Readonly<Record<string, string>> = {}) {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, DEMO_DATA_DIR: folder, ...compiled, ...environment };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const endWithUs = () => child.kill('SIGTERM');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk;
    });
  }
  return { child, said: () => said };
}

/** Starts it and waits until everything can be tried. */
export async function startDemo(
  folder: string = makeDemoFolder(),
  environment: Readonly<Record<string, string>> = {},
): Promise<Demo> {
  const { child, said } = launchDemo(folder, environment);
  await hear(child, said, /^Demo ready at /m);
  const place = (label: string): string =>
    new RegExp(`^${label} +(http://localhost:\\d+)`, 'm').exec(said())?.[1] ?? '';
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode !== null) return child.exitCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = await ended;
    return code;
  };
  return {
    origin: place('The account'),
    shop: place('The shop'),
    video: place('The videos'),
    guide: place('Things to try'),
    folder,
    said,
    sql: (text, values) => runAsOwner(folder, text, values),
    end,
    async stop() {
      await end();
      if (existsSync(folder)) rmSync(path.dirname(folder), { recursive: true, force: true });
    },
  };
}

/** Waits until the process has said it. */
export async function hear(child: ChildProcess, said: () => string, wanted: RegExp): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (why: string) => reject(new Error(`The demo ${why}:\n${said()}`));
    const timer = setTimeout(() => refuse(`did not say ${wanted} in time`), patienceMilliseconds);
    child.once('exit', () => {
      clearTimeout(timer);
      refuse('ended');
    });
    const listen = () => {
      if (!wanted.test(said())) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', listen);
    listen();
  });
}
