/**
 * Brings packages/console/dist to what the sources say, and does nothing when it is there already: a hash of the sources
 * lies beside the result. Built apart and moved into place, so a server that starts meanwhile finds the old or the new.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findRuntime, root, runtimeEnvironment } from './runtime.mjs';

const folder = path.join(root, 'packages/console');
const target = path.join(folder, 'dist');
const stamp = (place) => path.join(place, '.sources');

function filesBelow(place) {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function hashSources() {
  const places = ['src', 'public'].map((name) => path.join(folder, name));
  const files = [
    ...places.flatMap(filesBelow),
    ...['index.html', 'vite.config.ts', 'package.json'].map((name) => path.join(folder, name)),
    ...filesBelow(path.join(root, 'packages/contract/src')),
    ...filesBelow(path.join(root, 'packages/sdk/src')),
  ];
  // With this file, whose options decide the result as much.
  files.push(fileURLToPath(import.meta.url));
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(path.relative(root, file)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

function runVite(outDir) {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  return new Promise((resolve) => {
    const output = [];
    const child = spawn(findRuntime(), [vite, 'build', '--outDir', outDir, '--emptyOutDir'], {
      cwd: folder,
      // Whatever this process is: a test, or somebody's development, the console is built for use.
      env: { ...runtimeEnvironment(), NODE_ENV: 'production', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => output.push(Buffer.from(`${error.message}\n`)));
    child.on('close', (code) => resolve({ code: code ?? 1, text: Buffer.concat(output).toString('utf8') }));
  });
}

/** Builds the console if its sources changed. Returns what went wrong, or undefined. */
export async function buildConsole() {
  const wanted = hashSources();
  if (existsSync(stamp(target)) && readFileSync(stamp(target), 'utf8') === wanted) return undefined;
  process.stderr.write('Building the console…\n');
  const cache = path.join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const apart = mkdtempSync(path.join(cache, 'console-'));
  try {
    const { code, text } = await runVite(apart);
    if (code !== 0) return text;
    writeFileSync(stamp(apart), wanted);
    const old = `${apart}-old`;
    chmodSync(apart, 0o755);
    if (existsSync(target)) renameSync(target, old);
    renameSync(apart, target);
    rmSync(old, { recursive: true, force: true });
    return undefined;
  } finally {
    rmSync(apart, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problem = await buildConsole();
  if (problem !== undefined) {
    process.stderr.write(`${problem}\nThe console could not be built; what was said is above.\n`);
    process.exitCode = 1;
  }
}
