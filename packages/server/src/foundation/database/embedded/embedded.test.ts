import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeFastFolder } from '../../../../test/fast-folder.ts';
import { silentLogger } from '../../../../test/silent-logger.ts';
import { systemClock } from '../../clock/index.ts';
import { isReachable } from './account.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './index.ts';

const script = fileURLToPath(new URL('../../../../test/serve-embedded.ts', import.meta.url));
// The machine may be busy with others.
const patient = { timeout: 30_000 };

type Answer = { adopted?: boolean; ownerUrl?: string; refused?: string };
type Process = { child: ChildProcess; answer: Answer };

let folder: string;
const children: ChildProcess[] = [];
const servers: EmbeddedPostgres[] = [];

beforeEach(() => {
  folder = makeFastFolder();
  chmodSync(folder, 0o711);
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const child of children.splice(0)) await end(child);
  // What a killed process left running is taken over once more, and stopped.
  const left = postmasterId();
  if (left !== undefined) process.kill(left, 'SIGQUIT');
  await vi.waitFor(() => expect(left !== undefined && existsSync(`/proc/${left}/cwd`)).toBe(false), patient);
  rmSync(folder, { recursive: true, force: true });
});

const dataDirectory = (): string => join(folder, 'data');

function postmasterId(directory = dataDirectory()): number | undefined {
  const file = join(directory, 'postgres', 'postmaster.pid');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined;
}

async function start(directory = dataDirectory(), onLost?: (error: unknown) => void): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataDirectory: directory,
    logger: silentLogger,
    clock: systemClock,
    ...(onLost === undefined ? {} : { onLost }),
  });
  servers.push(server);
  return server;
}

async function startProcess(
  directory = dataDirectory(),
  command: string[] = [process.execPath],
  account = {},
): Promise<Process> {
  const [program = '', ...parameters] = command;
  const child = spawn(program, [...parameters, script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...account,
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout }))
    return { child, answer: JSON.parse(line) as Answer };
  throw new Error('The process ended without a word');
}

async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

async function ask<Row extends pg.QueryResultRow>(url: string | undefined, text: string): Promise<Row | undefined> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows[0];
  } finally {
    await client.end();
  }
}

test('what was written is there after a stop and a start, and the files are closed to others', async () => {
  const first = await start();
  await ask(first.ownerUrl, 'create table kept as select 42 as answer');
  await first.stop();
  expect(postmasterId()).toBeUndefined();
  const second = await start();
  expect(await ask(second.ownerUrl, 'select answer from kept')).toEqual({ answer: 42 });
  expect(second.adopted).toBe(false);
  const modes = ['postgres', 'run', 'postgres.password'].map(
    (name) => statSync(join(dataDirectory(), name)).mode & 0o777,
  );
  expect(modes).toEqual([0o700, 0o700, 0o600]);
});

test('the cluster has checksums, UTF-8, scram and no network, and its files cannot switch durability off', async () => {
  await (await start()).stop();
  appendFileSync(
    join(dataDirectory(), 'postgres', 'postgresql.conf'),
    `fsync=off\nfull_page_writes=off\nsynchronous_commit=off\nlisten_addresses='*'\n`,
  );
  const server = await start();
  const names = [
    'data_checksums',
    'server_encoding',
    'password_encryption',
    'listen_addresses',
    'fsync',
    'full_page_writes',
    'synchronous_commit',
  ];
  const columns = names.map((name) => `current_setting('${name}') as ${name}`).join(', ');
  expect(Object.values((await ask(server.ownerUrl, `select ${columns}`)) ?? {})).toEqual([
    'on',
    'UTF8',
    'scram-sha-256',
    '',
    'on',
    'on',
    'on',
  ]);
  const rules = await ask(server.ownerUrl, 'select array_agg(distinct auth_method) as methods from pg_hba_file_rules');
  expect(rules).toEqual({ methods: ['scram-sha-256'] });
});

test('a server left behind by a killed Cardea is taken over, with what it had committed', async () => {
  const killed = await startProcess();
  await ask(killed.answer.ownerUrl, 'create table kept as select 42 as answer');
  const left = postmasterId();
  await end(killed.child, 'SIGKILL');
  const server = await start();
  expect([server.adopted, postmasterId()]).toEqual([true, left]);
  expect(await ask(server.ownerUrl, 'select answer from kept')).toEqual({ answer: 42 });
});

test('SIGTERM of the process that serves ends the server cleanly, also one that it took over', async () => {
  await end((await startProcess()).child, 'SIGKILL');
  const heir = await startProcess();
  expect(heir.answer.adopted).toBe(true);
  await end(heir.child);
  expect([heir.child.exitCode, postmasterId()]).toEqual([0, undefined]);
  expect(readFileSync(join(dataDirectory(), 'postgres.log'), 'utf8').trimEnd()).toMatch(
    /database system is shut down$/,
  );
});

test('a second Cardea on a served directory refuses with a sentence that names it, and disturbs nothing', async () => {
  const server = await start();
  const { answer } = await startProcess();
  expect(answer.refused).toContain(`already serves the data directory ${dataDirectory()}`);
  expect(answer.refused).toContain(`process ${process.pid}`);
  expect(await ask(server.ownerUrl, 'select 1 as one')).toEqual({ one: 1 });
});

test('of three that start at once on an empty directory exactly one serves', async () => {
  const started = await Promise.all([startProcess(), startProcess(), startProcess()]);
  const serving = started.filter(({ answer }) => answer.ownerUrl !== undefined);
  expect(serving).toHaveLength(1);
  expect(started.filter(({ answer }) => answer.refused?.includes('already serves'))).toHaveLength(2);
  expect(await ask(serving[0]?.answer.ownerUrl, 'select 1 as one')).toEqual({ one: 1 });
});

test('a killed server comes back, keeps what was committed, and is still ours alone', async () => {
  const server = await start();
  await ask(server.ownerUrl, 'create table kept as select 42 as answer');
  for (let round = 0; round < 2; round++) {
    const before = postmasterId() ?? 0;
    process.kill(before, 'SIGKILL');
    await vi.waitFor(
      async () => expect(await ask(server.ownerUrl, 'select answer from kept')).toEqual({ answer: 42 }),
      patient,
    );
    expect(postmasterId()).not.toBe(before);
  }
  expect((await startProcess()).answer.refused).toContain('already serves');
});

test('a start interrupted while the cluster was made leaves nothing that stops the next', async () => {
  const child = spawn(process.execPath, [script, dataDirectory()], { stdio: 'ignore' });
  await vi.waitFor(() => expect(existsSync(join(dataDirectory(), 'postgres.password'))).toBe(true), {
    ...patient,
    interval: 5,
  });
  await new Promise((resolve) => setTimeout(resolve, 60));
  await end(child, 'SIGKILL');
  const server = await start();
  expect(await ask(server.ownerUrl, 'select 1 as one')).toEqual({ one: 1 });
});

test('a process id that belongs to a stranger by now does not stop the start', async () => {
  await (await start()).stop();
  const file = join(dataDirectory(), 'postgres', 'postmaster.pid');
  writeFileSync(
    file,
    `${process.ppid}\n${join(dataDirectory(), 'postgres')}\n1\n5432\n${join(dataDirectory(), 'run')}\n\n`,
  );
  const { uid, gid } = statSync(join(dataDirectory(), 'postgres'));
  chownSync(file, uid, gid);
  expect((await start()).adopted).toBe(false);
});

test('a directory of another major version is refused with what to do', async () => {
  await (await start()).stop();
  writeFileSync(join(dataDirectory(), 'postgres', 'PG_VERSION'), '17\n');
  await expect(start()).rejects.toMatchObject({
    name: 'SettingsRefusal',
    message: expect.stringMatching(/PostgreSQL 17.*pg_upgrade/s),
  });
});

test('a lost password is refused with what to do, and no new one is made', async () => {
  await (await start()).stop();
  rmSync(join(dataDirectory(), 'postgres.password'));
  await expect(start()).rejects.toMatchObject({ message: expect.stringContaining('Restore it from a backup') });
  expect(existsSync(join(dataDirectory(), 'postgres.password'))).toBe(false);
});

test('a directory below a closed one serves, and a killed server comes back there too', async () => {
  chmodSync(folder, 0o700);
  const server = await start();
  process.kill(postmasterId() ?? 0, 'SIGKILL');
  await vi.waitFor(() => ask(server.ownerUrl, 'select 1'), patient);
  await server.stop();
  expect((await start()).adopted).toBe(false);
});

test('a path too long for a socket, with spaces and quotes, serves', async () => {
  const directory = join(folder, `a "quoted", name's ${'x'.repeat(90)}`);
  mkdirSync(directory);
  const server = await start(directory);
  expect(await ask(server.ownerUrl, 'select 1 as one')).toEqual({ one: 1 });
  const socketFolder = new URL(server.ownerUrl).searchParams.get('host') ?? '';
  expect(statSync(socketFolder).mode & 0o777).toBe(0o700);
  await server.stop();
  expect(existsSync(socketFolder)).toBe(false);
});

test('an ordinary user serves a directory of their own, and root may serve it afterwards', async () => {
  const { command, account } = asOrdinaryUser();
  if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid);
  const { child, answer } = await startProcess(dataDirectory(), command, command.length === 1 ? account : {});
  expect(answer).toMatchObject({ adopted: false });
  await ask(answer.ownerUrl, 'create table kept as select 42 as answer');
  await end(child);
  const server = await start();
  expect(await ask(server.ownerUrl, 'select answer from kept')).toEqual({ answer: 42 });
});

// Only root can become somebody whom nobody knows.
if (process.geteuid?.() === 0) {
  test('a user id without a passwd entry is refused with what to do', async () => {
    const { answer } = await startProcess(dataDirectory(), ['setpriv', ...identity(54_321), process.execPath]);
    expect(answer.refused).toContain('no entry in /etc/passwd');
  });
}

// Root becomes "nobody"; where nobody may not read this checkout, with the one right to read it.
function asOrdinaryUser(): { command: string[]; account: { uid?: number; gid?: number } } {
  if (process.geteuid?.() !== 0) return { command: [process.execPath], account: {} };
  const account = { uid: 65534, gid: 65534 };
  if (isReachable(account, process.execPath) && isReachable(account, join(script, '..'))) {
    return { command: [process.execPath], account };
  }
  return { command: ['setpriv', ...identity(65534), process.execPath], account };
}

function identity(id: number): string[] {
  const rights = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return [`--reuid=${id}`, `--regid=${id}`, '--clear-groups', ...rights];
}
