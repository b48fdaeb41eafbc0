/**
 * The first minute on a fresh machine, with a stand-in for npm: one of several starts installs, a failure is told, an
 * abandoned lock does not stop anybody, and what is installed is not installed again.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cardea-prepare-'));
  mkdirSync(path.join(folder, 'tools'));
  for (const file of ['prepare.mjs', 'runtime.mjs']) cpSync(`tools/${file}`, path.join(folder, 'tools', file));
  const lock = { packages: { '': {}, 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' } } };
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify(lock));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function standInForNpm(script: string): void {
  mkdirSync(path.join(folder, 'bin'), { recursive: true });
  writeFileSync(path.join(folder, 'bin/npm'), `#!/bin/sh\necho run >> runs\n${script}\n`);
  chmodSync(path.join(folder, 'bin/npm'), 0o755);
}

const installs = 'sleep 0.5; mkdir -p node_modules; cp package-lock.json node_modules/.package-lock.json';
const runs = () => readFileSync(path.join(folder, 'runs'), 'utf8').trim().split('\n').length;

async function prepare(): Promise<{ code: number; told: string }> {
  const environment = { ...process.env, PATH: `${path.join(folder, 'bin')}${path.delimiter}${process.env.PATH}` };
  const script = path.join(folder, 'tools/prepare.mjs');
  const child = spawn(process.execPath, [script], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.on('data', (chunk) => {
    told += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, told };
}

test('of three starts at once one installs, and all go on when it is done', async () => {
  standInForNpm(installs);
  const results = await Promise.all([prepare(), prepare(), prepare()]);
  expect(results.map((result) => result.code)).toEqual([0, 0, 0]);
  expect(runs()).toBe(1);
  expect(existsSync(path.join(folder, '.cache/install.lock'))).toBe(false);
});

test('what is installed is not installed again, until the lockfile names something else', async () => {
  standInForNpm(installs);
  await prepare();
  expect(await prepare()).toEqual({ code: 0, told: '' });
  const lock = { packages: { 'node_modules/zod': { version: '4.0.1', integrity: 'sha512-b' } } };
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify(lock));
  expect((await prepare()).told).toBe('Installing…\n');
  expect(runs()).toBe(2);
});

test('a failed installation shows what npm said, and leaves the way free for the next try', async () => {
  standInForNpm('echo no space left; exit 1');
  const { code, told } = await prepare();
  expect(code).toBe(1);
  expect(told).toContain('no space left');
  standInForNpm(installs);
  expect((await prepare()).code).toBe(0);
});

test('a lock whose owner has died is taken over', async () => {
  standInForNpm(installs);
  mkdirSync(path.join(folder, '.cache'));
  const lock = path.join(folder, '.cache/install.lock');
  writeFileSync(lock, '1');
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(lock, longAgo, longAgo);
  expect((await prepare()).code).toBe(0);
  expect(runs()).toBe(1);
});
