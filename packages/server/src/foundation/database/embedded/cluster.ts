/**
 * Makes the cluster once. It is prepared beside its place and moved there when complete and on the disk, so a power cut
 * in the middle leaves nothing half-made, and of two at once one wins and both use its result.
 */
import { execFile } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { settingsRefusal } from '../../config/index.ts';
import { newSecret } from '../../ids/index.ts';
import { giveTo } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Places } from './places.ts';
import { folderArgument, programEnvironment } from './postmaster.ts';

const run = promisify(execFile);
export const ownerLogin = 'cardea_owner';

/** Makes the cluster if there is none, and returns the owner's password. */
export async function ensureCluster(places: Places, binaries: Binaries): Promise<string> {
  if (existsSync(places.cluster)) refuseOtherVersion(places, binaries);
  const password = ensurePassword(places);
  if (!existsSync(places.cluster)) {
    removeOldDrafts(places);
    await initialise(places, binaries, password);
  }
  return password;
}

function refuseOtherVersion(places: Places, binaries: Binaries): void {
  let version: string;
  try {
    version = readFileSync(join(places.cluster, 'PG_VERSION'), 'utf8').trim();
  } catch {
    throw settingsRefusal([
      `The folder ${places.cluster} is not a PostgreSQL database: PG_VERSION cannot be read. Restore it from a backup, or move it away to begin with an empty one.`,
    ]);
  }
  if (version === String(binaries.major)) return;
  throw settingsRefusal([
    `The database in ${places.cluster} was made by PostgreSQL ${version}, this Cardea brings PostgreSQL ${binaries.major}. Start the Cardea that made it, run pg_upgrade, or serve it with PostgreSQL ${version} and set DATABASE_URL.`,
  ]);
}

// Two processes may come here at once: the first link wins, and both read what it wrote.
function ensurePassword(places: Places): string {
  const { passwordFile } = places;
  if (!existsSync(passwordFile)) {
    if (existsSync(places.cluster)) {
      throw settingsRefusal([
        `The file ${passwordFile} is missing, and without it the database in ${places.cluster} cannot be opened. Restore it from a backup.`,
      ]);
    }
    const draft = `${passwordFile}.${newSecret()}`;
    writeDurably(draft, newSecret());
    try {
      linkSync(draft, passwordFile);
    } catch (error) {
      if (!existsSync(passwordFile)) throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    syncFolder(places.dataDirectory);
  }
  return readFileSync(passwordFile, 'utf8').trim();
}

async function initialise(places: Places, binaries: Binaries, password: string): Promise<void> {
  const draft = `${places.cluster}.draft-${process.pid}-${newSecret()}`;
  mkdirSync(draft, { mode: 0o700 });
  try {
    const cluster = join(draft, 'data');
    const passwordCopy = join(draft, 'password');
    mkdirSync(cluster, { mode: 0o700 });
    writeDurably(passwordCopy, password);
    for (const path of [cluster, passwordCopy, draft]) giveTo(places.account, path);
    const settings = [
      ['-D', folderArgument(places, cluster)],
      ['-U', ownerLogin],
      ['--pwfile=../password', '--auth=scram-sha-256', '--data-checksums'],
      ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ['--no-instructions'],
    ];
    await run(binaries.initdb, settings.flat(), { cwd: cluster, env: programEnvironment, ...places.account }).catch(
      (error: unknown) => {
        throw settingsRefusal([`The database in ${places.dataDirectory} could not be made: ${outputOf(error)}`]);
      },
    );
    move(cluster, places.cluster);
    syncFolder(places.dataDirectory);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    // Another Cardea was first; its cluster has the same password, so it serves as well as ours.
    if (!existsSync(join(to, 'PG_VERSION'))) throw error;
  }
}

function removeOldDrafts(places: Places): void {
  const prefix = `${basename(places.cluster)}.draft-`;
  for (const name of readdirSync(places.dataDirectory)) {
    if (!name.startsWith(prefix)) continue;
    const maker = Number.parseInt(name.slice(prefix.length), 10);
    if (maker !== process.pid && isAlive(maker)) continue;
    rmSync(join(places.dataDirectory, name), { recursive: true, force: true });
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

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  syncFolder(dirname(path));
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function outputOf(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error && typeof error.stderr === 'string' ? error.stderr : '';
  return text.trim() === '' ? String(error) : text.trim();
}
