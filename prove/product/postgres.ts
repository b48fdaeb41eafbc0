/**
 * The embedded PostgreSQL as a fault injector and an auditor see it: which process it is, and what its owner can read.
 * A process is only ever killed when it stands in this very cluster.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';

export type Row = Readonly<Record<string, unknown>>;

/** The process that serves the cluster, or undefined when none does. */
export function postmasterOf(cluster: string): number | undefined {
  const pid = Number(recordOf(cluster)[0]);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  try {
    // Elsewhere than on Linux the record has to be believed.
    if (process.platform === 'linux' && readlinkSync(`/proc/${pid}/cwd`) !== cluster) return undefined;
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

/** Kills the process that serves the cluster, so that it can do nothing more; returns its id. */
export function killPostmaster(cluster: string): number {
  const pid = postmasterOf(cluster);
  if (pid === undefined) throw new Error('PostgreSQL was to be killed, but it does not run');
  process.kill(pid, 'SIGKILL');
  return pid;
}

/** Ends the process that serves the cluster, if there is one, and waits for it; for the very end of a process. */
export function endPostmaster(cluster: string): void {
  const pid = postmasterOf(cluster);
  if (pid === undefined) return;
  process.kill(pid, 'SIGQUIT');
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = 0; tries < 250 && postmasterOf(cluster) === pid; tries += 1) Atomics.wait(clock, 0, 0, 20);
}

/** Runs `work` with a connection of the owner, who may read everything. */
export async function asOwner<Result>(
  cluster: string,
  work: (query: (text: string) => Promise<Row[]>) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: ownerUrlOf(cluster, 'cardea') });
  await client.connect();
  try {
    return await work(async (text) => (await client.query<Row>(text)).rows);
  } finally {
    await client.end();
  }
}

/** How the owner, who may do everything, reaches a database of this server. */
export function ownerUrlOf(cluster: string, database: string): string {
  const password = readFileSync(join(dirname(cluster), 'postgres.password'), 'utf8').trim();
  const socketFolder = encodeURIComponent(recordOf(cluster)[4] ?? '');
  return `postgresql://cardea_owner:${password}@localhost/${database}?host=${socketFolder}`;
}

function recordOf(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}
