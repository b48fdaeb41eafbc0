/**
 * Hands over to the server (`start.mjs`), the server in watch mode (`--watch`) or, by `cardea`, to the command line.
 * The process becomes the runtime wherever Node can do that, so signals, exit code and terminal need no middleman.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { findRuntime, root, runtimeEnvironment } from './runtime.mjs';

const given = process.argv.slice(2);
const watch = given[0] === '--watch';
const main = path.join(root, 'packages/server/src/main.ts');
const argumentList = watch ? ['--watch', '--watch-preserve-output', main, ...given.slice(1)] : [main, ...given];

const runtime = findRuntime();
if (runtime === undefined) {
  process.stderr.write('Cardea is not installed yet. Run: npm start\n');
  process.exit(1);
}

if (typeof process.execve === 'function' && process.platform !== 'win32') {
  process.execve(runtime, [runtime, ...argumentList], runtimeEnvironment());
}

// An older Node started this file by hand: stay as a quiet parent. The terminal's Ctrl-C reaches the child by itself;
// the parent only has to outlive it, and to pass on what was sent to the parent alone.
const child = spawn(runtime, argumentList, { env: runtimeEnvironment(), stdio: 'inherit' });
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) child.kill('SIGINT');
});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
