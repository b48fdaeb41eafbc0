/**
 * The product as its users start it: a process of its own, with a DATA_DIR where nothing has happened yet and the
 * embedded database. The one setting beyond that is a trusted proxy, so that each person in a journey may come from an
 * address of their own.
 */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { compiled } from '../../packages/server/test/compiled.ts';
import { makeFastFolder } from '../../packages/server/test/fast-folder.ts';
import { freePort } from '../../packages/server/test/free-port.ts';

const main = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url));
const run = promisify(execFile);
const patienceMilliseconds = 240_000;

/** Names the folder where a run of journeys keeps what a first start leaves behind (prototype.ts). */
export const prototypeVariable = 'CARDEA_TEST_PROTOTYPE';

export type Server = {
  readonly origin: string;
  /** Where the first owner begins, as the start said; empty where there is one. */
  readonly setUpPath: string;
  /** As the owner of the database: to age what a person would have to wait for. */
  sql(text: string, values?: readonly unknown[]): Promise<void>;
  /** Runs a verb of the command line beside the server; returns what it printed. */
  runVerb(...words: readonly string[]): Promise<string>;
  stop(): Promise<void>;
};

/** Starts a server and waits for its ready line. Its first start is behind it where a prototype was made. */
export async function startServer(): Promise<Server> {
  const folder = makeFolder();
  const prototype = process.env[prototypeVariable];
  // Owners and modes travel along: the database belongs to the account that runs it.
  if (prototype !== undefined) execFileSync('cp', ['-Rp', `${prototype}/.`, folder]);
  const server = await startServerIn(folder);
  return {
    ...server,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A folder that can be a DATA_DIR. */
export function makeFolder(): string {
  const folder = makeFastFolder();
  // The account that runs PostgreSQL must be able to enter.
  chmodSync(folder, 0o711);
  return folder;
}

/** The same with a DATA_DIR of the caller's, which outlives the server. */
export async function startServerIn(folder: string): Promise<Server> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    UV_THREADPOOL_SIZE: '16',
    ...compiled,
    PORT: String(port),
    DATA_DIR: folder,
    TRUSTED_PROXIES: '127.0.0.1/32,::1/128',
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const endWithUs = () => child.kill('SIGTERM');
  process.once('exit', endWithUs);
  const said = await readyLine(child);
  return {
    origin,
    setUpPath: /^Set up: https?:\/\/[^/]+(\S+)$/m.exec(said)?.[1] ?? '',
    sql: (text, values) => runAsOwner(folder, text, values),
    runVerb: async (...words) => (await run(process.execPath, [main, ...words], { env })).stdout,
    async stop() {
      process.off('exit', endWithUs);
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** Runs a statement as the owner of the database that is embedded in this DATA_DIR. */
export async function runAsOwner(folder: string, text: string, values: readonly unknown[] = []): Promise<void> {
  const password = readFileSync(path.join(folder, 'postgres.password'), 'utf8').trim();
  const host = path.join(folder, 'run');
  const client = new pg.Client({ host, user: 'cardea_owner', password, database: 'cardea' });
  await client.connect();
  await client.query(text, [...values]).finally(() => client.end());
}

async function readyLine(child: ChildProcess): Promise<string> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const refuse = (why: string) => reject(new Error(`The server ${why}:\n${said}`));
    const timer = setTimeout(() => refuse('is not ready in time'), patienceMilliseconds);
    child.once('exit', () => refuse('ended before it was ready'));
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    child.stdout?.on('data', (chunk) => {
      said += chunk;
      if (!/^Cardea \S+ ready at /m.test(said)) return;
      clearTimeout(timer);
      resolve();
    });
  });
  return said;
}
