/**
 * Brings node_modules to what the lockfile names, and does nothing when it is there already. Of several starts at once
 * one installs and the others wait for it. Speaks on standard error only: standard output belongs to the command.
 * `--console` also builds the console if its sources changed.
 */
import { spawn } from 'node:child_process';
import { linkSync, mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findRuntime, isInstalled, root } from './runtime.mjs';

const lock = path.join(root, '.cache/install.lock');
const staleAfterMilliseconds = 15_000;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function tryLock() {
  mkdirSync(path.dirname(lock), { recursive: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

// The owner touches the lock every second, so a still lock belongs to nobody; that holds across containers too, where
// process ids mean nothing. Should another process have replaced it in between, it is put back.
function removeAbandonedLock() {
  const seen = statSync(lock, { throwIfNoEntry: false });
  if (seen === undefined || Date.now() - seen.mtimeMs < staleAfterMilliseconds) return;
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (statSync(aside).ino !== seen.ino) linkSync(aside, lock);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
  rmSync(aside, { force: true });
}

// npm must not run under the Node it is about to replace, so the folder of installed commands leaves the path.
function npmEnvironment() {
  const bin = path.join(root, 'node_modules/.bin');
  const search = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => path.resolve(folder) !== bin);
  const environment = { ...process.env, PATH: search.join(path.delimiter) };
  delete environment.npm_node_execpath;
  return environment;
}

function runNpm(argumentList) {
  return new Promise((resolve) => {
    const output = [];
    const start = (command, list) => {
      const child = spawn(command, list, { cwd: root, env: npmEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
      child.stdout.on('data', (chunk) => output.push(chunk));
      child.stderr.on('data', (chunk) => output.push(chunk));
      child.on('error', (error) => {
        const script = process.env.npm_execpath;
        if (command === 'npm' && error.code === 'ENOENT' && script) start(process.execPath, [script, ...list]);
        else resolve({ code: 1, text: `${error.message}\n` });
      });
      child.on('close', (code) => resolve({ code: code ?? 1, text: Buffer.concat(output).toString('utf8') }));
      for (const signal of ['SIGINT', 'SIGTERM']) {
        process.once(signal, () => {
          child.kill(signal);
          child.once('close', () => {
            rmSync(lock, { force: true });
            process.exit(signal === 'SIGINT' ? 130 : 143);
          });
        });
      }
    };
    start('npm', argumentList);
  });
}

async function install() {
  const heartbeat = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(lock, now, now);
    } catch {
      // Somebody tidied the folder up; the installation itself goes on.
    }
  }, 1_000);
  try {
    return await runNpm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']);
  } finally {
    clearInterval(heartbeat);
    rmSync(lock, { force: true });
  }
}

let announced = false;
while (!isInstalled()) {
  if (!announced) process.stderr.write('Installing…\n');
  announced = true;
  if (tryLock()) {
    if (isInstalled()) {
      rmSync(lock, { force: true });
      break;
    }
    const { code, text } = await install();
    if (code !== 0) {
      process.stderr.write(`${text}\nThe installation did not succeed; what npm said is above.\n`);
      process.exit(1);
    }
    break;
  }
  await pause(200);
  removeAbandonedLock();
}

if (findRuntime() === undefined) {
  process.stderr.write(
    'Node 24 is not in place. If npm is set to skip install scripts, run: npm rebuild node --ignore-scripts=false\n',
  );
  process.exit(1);
}

// Only now can it be loaded: what it builds with has just been installed.
if (process.argv.includes('--console')) {
  const { buildConsole } = await import('./build-console.mjs');
  const problem = await buildConsole();
  if (problem !== undefined) {
    process.stderr.write(`${problem}\nThe console could not be built; what was said is above.\n`);
    process.exit(1);
  }
}
