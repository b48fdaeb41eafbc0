/**
 * Where the runtime lives. Cardea runs under the Node that npm installed for it; this file and its two neighbours
 * (prepare, start) must therefore run under any Node from version 20 on, without a dependency.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

const installedNode = path.join(root, 'node_modules/.bin/node');

/** The Node that Cardea runs under: the installed one, else this one if it is new enough. Undefined when neither is. */
export function findRuntime() {
  if (existsSync(installedNode) && spawnSync(installedNode, ['--version'], { stdio: 'ignore' }).status === 0) {
    return installedNode;
  }
  return Number.parseInt(process.versions.node, 10) >= 24 ? process.execPath : undefined;
}

/** What a child of ours is started with: room in the thread pool so that password hashes never hold up signatures. */
export function runtimeEnvironment() {
  const threads = Math.max(16, Number.parseInt(process.env.UV_THREADPOOL_SIZE ?? '', 10) || 0);
  const bin = path.join(root, 'node_modules/.bin');
  return {
    ...process.env,
    UV_THREADPOOL_SIZE: String(threads),
    PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
  };
}

/**
 * Whether node_modules holds what the lockfile names. Contents are compared, not times: a checkout, a copy or an image
 * layer changes the times of files and nothing else.
 */
export function isInstalled() {
  try {
    const packagesOf = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
    const wanted = packagesOf('package-lock.json');
    const present = packagesOf('node_modules/.package-lock.json');
    return Object.entries(wanted).every(([place, { link, optional, integrity, os, cpu, libc }]) => {
      if (!place.includes('node_modules/')) return true;
      if (link) return existsSync(path.join(root, place, 'package.json'));
      if (present[place] !== undefined) return present[place].integrity === integrity;
      // Of the optional packages only those made for this very machine must be there.
      const forHere = os?.includes(process.platform) && cpu?.includes(process.arch) && libc === undefined;
      return optional === true && !forHere;
    });
  } catch {
    return false;
  }
}
