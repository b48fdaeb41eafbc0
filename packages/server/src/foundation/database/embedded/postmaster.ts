/**
 * The PostgreSQL process itself: start it, find the one that serves a cluster, stop it. Durability is given on the
 * command line, which outranks every file in the cluster, so no file can switch it off.
 */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../clock/index.ts';
import { settingsRefusal } from '../../config/index.ts';
import type { Binaries } from './binaries.ts';
import type { Places } from './places.ts';

/** All that PostgreSQL's programs see of our environment: no secret is among it. */
export const programEnvironment = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * How a program is told of the folder it is started in. Where the account cannot walk to it from the root, as below a
 * private home of root, the kernel's own name for "where I stand" leads there without passing the closed folders.
 */
export function folderArgument(places: Places, folder: string): string {
  return places.reachable ? folder : '/proc/self/cwd';
}

/** An eighth of the memory there is, as far as it helps; it is taken only as it is used. */
function sharedMegabytes(): number {
  const limit = process.constrainedMemory();
  const bytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return Math.min(Math.max(Math.floor(bytes / 8 / 2 ** 20), 128), 2048);
}

const largestLogBytes = 2_000_000;
const settings = {
  listen_addresses: '',
  port: '5432',
  unix_socket_permissions: '0700',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // What is written much must not be brought to disk, and a checkpoint made, again and again.
  shared_buffers: `${sharedMegabytes()}MB`,
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  max_connections: '100',
  timezone: 'UTC',
  // Errors and statements can hold values of customers; only what PostgreSQL says of itself is kept.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  logging_collector: 'off',
  log_destination: 'stderr',
};

export type Child = { readonly pid: number; exited: boolean };

/** Starts PostgreSQL in a process group of its own, so that Ctrl-C reaches Cardea first. */
export async function spawnPostgres(places: Places, binaries: Binaries): Promise<Child> {
  yieldRecycledId(places);
  const log = openSync(places.logFile, 'a', 0o600);
  if (fstatSync(log).size > largestLogBytes) ftruncateSync(log);
  const quotedFolder = `"${places.socketFolder.replaceAll('"', '""')}"`;
  const parameters = { ...settings, unix_socket_directories: quotedFolder };
  const child = spawn(
    binaries.postgres,
    [
      '-D',
      folderArgument(places, places.cluster),
      ...Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    {
      cwd: places.cluster,
      env: programEnvironment,
      detached: true,
      stdio: ['ignore', log, log],
      ...places.account,
    },
  );
  closeSync(log);
  child.unref();
  const state = { pid: child.pid ?? 0, exited: false };
  child.once('exit', () => {
    state.exited = true;
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => {
      reject(settingsRefusal([`PostgreSQL cannot be run (${binaries.postgres}): ${error.message}`]));
    });
  });
  return state;
}

/** The id of the process that serves the cluster at the moment, whoever started it. */
export function findPostmaster(places: Places): number | undefined {
  const pid = recordedId(places);
  return pid !== undefined && serves(pid, places) ? pid : undefined;
}

/** Stops the process that serves the cluster and waits until it is gone: quickly and cleanly, by force after a while. */
export async function stopPostmaster(places: Places, clock: Clock, child: Child | undefined): Promise<void> {
  // A server that has only just been started has not recorded its id yet.
  const pid = findPostmaster(places) ?? (child?.exited === false ? child.pid : undefined);
  if (pid === undefined) return;
  for (const [signal, patience] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    send(pid, signal);
    const began = clock.monotonicMilliseconds();
    while (clock.monotonicMilliseconds() - began < patience) {
      if (!serves(pid, places)) return;
      await sleep(15);
    }
  }
}

/** The last lines of PostgreSQL's own log. */
export function lastWords(places: Places): string {
  try {
    return readFileSync(places.logFile, 'utf8').trimEnd().split('\n').slice(-3).join(' / ');
  } catch {
    return '';
  }
}

function recordedId(places: Places): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(places.cluster, 'postmaster.pid'), 'utf8'), 10);
    return pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

// A PostgreSQL process stands in its cluster's folder; that also tells it from a stranger with a recycled id.
function serves(pid: number, places: Places): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === places.cluster;
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(places.cluster);
  } catch {
    return false;
  }
}

/*
 * After a crash the recorded id may belong to a stranger by now, and PostgreSQL would refuse to start because of it.
 * It ignores its parent's id, so ours is put there; the rest of the file stays, because PostgreSQL uses it to find
 * processes of the crashed server that still live.
 */
function yieldRecycledId(places: Places): void {
  const pid = recordedId(places);
  if (pid === undefined || serves(pid, places)) return;
  const file = join(places.cluster, 'postmaster.pid');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)), { flag: 'r+' });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}
