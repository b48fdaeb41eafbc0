/**
 * A program of Debian's, for tests and proofs that need a tool of the trade: the one on this machine, or one that is
 * fetched and unpacked into a folder beside the checkout, so that nothing is installed. Null where neither is possible.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = fileURLToPath(new URL('../../../.cache/debian', import.meta.url));

export type DebianProgram = { readonly path: string; readonly environment: Readonly<Record<string, string>> };

export async function debianProgram(packageName: string, file: string): Promise<DebianProgram | null> {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const own = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (own !== undefined) return { path: own, environment: {} };
  const unpacked = join(cache, packageName, 'root');
  const path = join(unpacked, file);
  if (!existsSync(path)) await fetchInto(unpacked, packageName);
  const libraries = ['usr/lib/x86_64-linux-gnu', 'usr/lib/aarch64-linux-gnu', 'lib/x86_64-linux-gnu'];
  const library = libraries.map((folder) => join(unpacked, folder)).join(delimiter);
  return existsSync(path) ? { path, environment: { LD_LIBRARY_PATH: library } } : null;
}

/** In a folder of its own first: two that fetch at once do not see each other's half. */
async function fetchInto(unpacked: string, packageName: string): Promise<void> {
  const home = join(cache, packageName);
  mkdirSync(home, { recursive: true });
  const work = mkdtempSync(join(home, 'fetch-'));
  try {
    mkdirSync(join(work, 'archives/partial'), { recursive: true });
    mkdirSync(join(work, 'root'));
    // Each has an archive of its own and installs nothing, so none needs to wait for the lock of another.
    const places = ['-o', `Dir::Cache::archives=${work}/archives`, '-o', 'Debug::NoLocking=1'];
    const options = ['-y', '--no-install-recommends', '--download-only', ...places];
    await run('apt-get', [...options, 'install', packageName]);
    for (const archive of readdirSync(join(work, 'archives')).filter((one) => one.endsWith('.deb')))
      await run('dpkg-deb', ['-x', join(work, 'archives', archive), join(work, 'root')]);
    renameSync(join(work, 'root'), unpacked);
  } catch {
    // Another one was quicker, or it is not to be had: the caller looks whether it is there.
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
