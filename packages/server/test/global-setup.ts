/**
 * One PostgreSQL for a whole test run, with one migrated template that each test clones. It is the embedded one in a
 * folder that vanishes afterwards, or the server that TEST_DATABASE_URL names.
 */
import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { systemClock } from '../src/foundation/clock/index.ts';
import { startEmbeddedPostgres } from '../src/foundation/database/embedded/index.ts';
import { migrate } from '../src/foundation/database/migrate.ts';
import { loginOf, type TestCluster, urlOfDatabase } from './cluster.ts';
import { fastFolder, makeFastFolder, testPrefix } from './fast-folder.ts';
import { silentLogger } from './silent-logger.ts';

let tearDown: () => Promise<void> = async () => undefined;

export async function setup(project: Pick<TestProject, 'provide'>): Promise<void> {
  const started = await startCluster(process.env['TEST_DATABASE_URL']);
  tearDown = started.stop;
  project.provide('cluster', started.cluster);
}

export async function teardown(): Promise<void> {
  await tearDown();
}

/** Starts (or uses) a server and makes the template; for tools outside vitest too. */
export async function startCluster(external?: string): Promise<{ cluster: TestCluster; stop: () => Promise<void> }> {
  if (external !== undefined) return await prepare(external, async () => undefined);
  removeOrphans(fastFolder());
  const dataDirectory = makeFastFolder();
  chmodSync(dataDirectory, 0o711);
  const server = await startEmbeddedPostgres({ dataDirectory, logger: silentLogger, clock: systemClock });
  watchOver(dataDirectory);
  return await prepare(server.ownerUrl, async () => {
    await server.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
}

async function prepare(
  ownerUrl: string,
  stop: () => Promise<void>,
): Promise<{ cluster: TestCluster; stop: () => Promise<void> }> {
  const template = `cardea_template_${process.pid}`;
  await run(ownerUrl, `drop database if exists ${template} with (force)`, `create database ${template}`);
  const templateUrl = urlOfDatabase(ownerUrl, template);
  await migrate({ ownerUrl: templateUrl, servingLogin: loginOf(ownerUrl), logger: silentLogger });
  return {
    cluster: { ownerUrl, template },
    async stop() {
      await run(ownerUrl, `drop database if exists ${template} with (force)`);
      await stop();
    },
  };
}

async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

// A killed test run cannot tidy up after itself: a small process waits for its end and does.
function watchOver(dataDirectory: string): void {
  const script =
    'while kill -0 "$1" 2>/dev/null; do sleep 1; done; kill -QUIT "$(head -n 1 "$2/postgres/postmaster.pid")"; sleep 1; rm -rf "$2"';
  spawn('sh', ['-c', script, 'sh', String(process.pid), dataDirectory], { detached: true, stdio: 'ignore' }).unref();
}

function removeOrphans(home: string): void {
  for (const name of readdirSync(home).filter((entry) => entry.startsWith(testPrefix))) {
    if (isAlive(Number.parseInt(name.slice(testPrefix.length), 10))) continue;
    const folder = join(home, name);
    try {
      process.kill(Number.parseInt(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8'), 10), 'SIGQUIT');
    } catch {
      // no server runs there any more
    }
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // its server writes a last time, or whoever watches over it is at it too: what is left goes with the next run
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
