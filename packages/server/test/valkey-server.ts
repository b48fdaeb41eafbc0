/** A Valkey for a test: Debian's redis-server, a process of its own on a port of this machine, which keeps nothing. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianProgram } from './debian-program.ts';
import { freePort } from './free-port.ts';

export type ValkeyServer = {
  readonly url: string;
  readonly port: number;
  /** `kill -9`; what it held is lost. */
  kill(): Promise<void>;
  /** Starts it again at the same port, empty. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

const patienceMilliseconds = 20_000;

export async function startValkeyServer(): Promise<ValkeyServer> {
  const program = await debianProgram('redis-server', 'usr/bin/redis-server');
  if (program === null)
    throw new Error('This needs redis-server: it is not on this machine, and apt-get could not fetch it. Install it.');
  const folder = mkdtempSync(join(tmpdir(), 'cardea-valkey-'));
  const port = await freePort();
  let child: ChildProcess | null = null;

  const kill = async () => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await gone;
  };
  const endWithUs = () => child?.kill('SIGKILL');
  process.once('exit', endWithUs);
  const start = async () => {
    const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
    const options = [...place, '--save', '', '--appendonly', 'no', '--daemonize', 'no'];
    child = spawn(program.path, options, { env: { ...process.env, ...program.environment }, stdio: 'ignore' });
    const patience = AbortSignal.timeout(patienceMilliseconds);
    while (!(await answers(port))) {
      if (patience.aborted) throw new Error('redis-server was started and does not answer');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill,
    start,
    async stop() {
      await kill();
      process.off('exit', endWithUs);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString().startsWith('+PONG'));
    });
    socket.once('error', () => resolve(false));
  });
}
