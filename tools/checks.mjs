/**
 * The checks that need no running server: types, lint and format, walls, dead code. Each is a tool of its own, run as
 * many at once as there are cores; one line each, and what a tool said only when it refused.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { root, runtimeEnvironment } from './runtime.mjs';

// The slow ones first, so that the quick ones fill the gaps.
const checks = [
  ['types', 'tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', '.cache/types.tsbuildinfo'],
  [
    'console types',
    'tsc',
    '--noEmit',
    '--incremental',
    '--tsBuildInfoFile',
    '.cache/console.tsbuildinfo',
    '--project',
    'packages/console',
  ],
  [
    'browser types',
    'tsc',
    '--noEmit',
    '--incremental',
    '--tsBuildInfoFile',
    '.cache/browser.tsbuildinfo',
    '--project',
    'tsconfig.browser.json',
  ],
  [
    'expo types',
    'tsc',
    '--noEmit',
    '--incremental',
    '--tsBuildInfoFile',
    '.cache/expo.tsbuildinfo',
    '--project',
    'examples/expo/tsconfig.alone.json',
  ],
  ['dead code', 'knip', '--no-progress'],
  [
    'walls',
    'depcruise',
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'err-long',
    'packages',
    'examples',
    'e2e',
    'prove',
    'bench',
  ],
  ['routes', 'node', 'tools/routes/main.ts'],
  ['lint and format', 'biome', 'ci', '--error-on-warnings', '--colors=off', '--max-diagnostics=50', '.'],
];

function runCheck([name, command, ...argumentList]) {
  const start = performance.now();
  return new Promise((resolve) => {
    const output = [];
    const child = spawn(path.join(root, 'node_modules/.bin', command), argumentList, {
      cwd: root,
      env: { ...runtimeEnvironment(), NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => output.push(Buffer.from(`${error.message}\n`)));
    child.on('close', (code) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      const ok = code === 0;
      process.stdout.write(`${ok ? '✓' : '✗'} ${name.padEnd(16)} ${seconds.padStart(5)} s\n`);
      if (!ok) process.stdout.write(`\n${Buffer.concat(output).toString('utf8').trim()}\n\n`);
      resolve(ok);
    });
  });
}

/** Runs all checks and returns how many passed and failed. */
export async function runChecks() {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  const waiting = [...checks];
  const results = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results.push(await runCheck(next));
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), checks.length) }, work));
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}
