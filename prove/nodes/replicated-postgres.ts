/**
 * A PostgreSQL of one's own with a standby that follows it: two processes of the embedded programs on ports of this
 * machine, as an operator runs them elsewhere. The standby is a copy made before the first start.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../../packages/server/test/free-port.ts';
import { type PostgresPrograms, postgresPrograms } from '../../packages/server/test/postgres-programs.ts';
import type { Row } from '../product/postgres.ts';

type Account = PostgresPrograms['account'];

export type PostgresNode = {
  readonly port: number;
  /** How the owner reaches the database. */
  readonly url: string;
  query(text: string): Promise<Row[]>;
  start(): Promise<void>;
  /** `kill -9`; what was committed is there after the next start. */
  kill(): Promise<void>;
};

export type ReplicatedPostgres = {
  readonly primary: PostgresNode;
  readonly standby: PostgresNode;
  stop(): Promise<void>;
};

const environment = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' };
const login = 'cardea_owner';
const patienceMilliseconds = 60_000;

/** Starts both below `home`, a folder that others may walk through. */
export async function startReplicatedPostgres(home: string): Promise<ReplicatedPostgres> {
  const folder = (name: string) => join(home, name);
  const { initdb, postgres, account } = postgresPrograms(folder('primary'));
  const password = randomBytes(16).toString('hex');
  const passwordFile = folder('password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  mkdirSync(folder('primary'), { mode: 0o700 });
  for (const path of [passwordFile, folder('primary')]) giveTo(account, path);
  const options = [
    '-D',
    folder('primary'),
    '-U',
    login,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--no-sync',
  ];
  await promisify(execFile)(initdb, [...options, '--encoding=UTF8', '--locale=C'], {
    cwd: folder('primary'),
    env: environment,
    ...account,
  });
  const [first, second] = [await freePort(), await freePort()];
  cpSync(folder('primary'), folder('standby'), { recursive: true });
  chmodSync(folder('standby'), 0o700);
  writeFileSync(join(folder('standby'), 'standby.signal'), '');
  const source = `host=127.0.0.1 port=${first} user=${login} password=${password}`;
  appendFileSync(join(folder('standby'), 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`);
  giveAll(account, folder('standby'));
  const node = (name: string, port: number) =>
    createNode({ postgres, account, folder: folder(name), port, password, log: folder(`${name}.log`) });
  const [primary, standby] = [node('primary', first), node('standby', second)];
  const stop = async () => {
    await standby.kill();
    await primary.kill();
  };
  try {
    await primary.start();
    await runAt(primary.url.replace(/\/cardea$/, '/postgres'), 'create database cardea');
    await standby.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { primary, standby, stop };
}

function createNode(of: {
  readonly postgres: string;
  readonly account: Account;
  readonly folder: string;
  readonly port: number;
  readonly password: string;
  readonly log: string;
}): PostgresNode {
  const { port, folder } = of;
  const url = `postgresql://${login}:${of.password}@127.0.0.1:${port}/cardea`;
  let child: ChildProcess | undefined;
  const endWithUs = () => child?.kill('SIGKILL');
  process.once('exit', endWithUs);
  return {
    port,
    url,
    query: (text) => runAt(url, text),
    async start() {
      const log = openSync(of.log, 'a');
      // A machine that loses power is another proof's matter: here only processes end.
      const settings = { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off' };
      const told = Object.entries({ ...settings, max_connections: '150', hot_standby: 'on', shared_buffers: '64MB' });
      child = spawn(of.postgres, ['-D', folder, ...told.flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
        cwd: folder,
        env: environment,
        stdio: ['ignore', log, log],
        ...of.account,
      });
      closeSync(log);
      const patience = AbortSignal.timeout(patienceMilliseconds);
      const anywhere = url.replace(/\/cardea$/, '/postgres');
      while (!(await runAt(anywhere, 'select 1').catch(() => false))) {
        if (patience.aborted || child.exitCode !== null)
          throw new Error(`PostgreSQL did not start: ${readFileSync(of.log, 'utf8').slice(-1000)}`);
        await sleep(50);
      }
    },
    async kill() {
      const running = child;
      child = undefined;
      if (running === undefined || running.exitCode !== null) return;
      const gone = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGKILL');
      await gone;
      // Its own processes notice that it is gone; a new one does not start before.
      await sleep(100);
    },
  };
}

async function runAt(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

function giveTo(account: Account, path: string): void {
  if (account !== undefined) chownSync(path, account.uid, account.gid);
}

function giveAll(account: Account, folder: string): void {
  giveTo(account, folder);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    giveTo(account, join(entry.parentPath, entry.name));
}
