import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compiled } from '../../../test/compiled.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { isSettingsRefusal, environment as own, readSettings } from '../../foundation/config/index.ts';
import { addBreachedPasswordsVerb } from './breached-passwords.ts';
import { importAlone } from './import-alone.ts';

const folder = mkdtempSync(join(tmpdir(), 'cardea-breached-'));
const target = join(folder, 'filter.bin');
const lines = join(folder, 'hashes.txt');
const environment = () => ({
  PATH: process.env['PATH'],
  DATA_DIR: folder,
  DATABASE_URL: database.urls.owner,
  BREACHED_PASSWORDS_FILE: target,
});
const hash = (first: string) => first.padEnd(40, '0');

let database: TestDatabase;
const others: ChildProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  process.env['BREACHED_PASSWORDS_FILE'] = target;
  process.env['DATABASE_URL'] = database.urls.owner;
  writeFileSync(lines, `${hash('1')}:1\n${hash('A')}:9\n${hash('B')}:9\n`);
});
afterAll(async () => {
  for (const other of others) other.kill('SIGKILL');
  delete process.env['BREACHED_PASSWORDS_FILE'];
  delete process.env['DATABASE_URL'];
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]): Promise<readonly string[]> {
  const said: string[] = [];
  const program = new Command('cardea').exitOverride();
  addBreachedPasswordsVerb(program, { say: (line) => said.push(line) });
  try {
    await program.parseAsync(['breached-passwords', 'import', ...args], { from: 'user' });
    return said;
  } catch (error) {
    if (isSettingsRefusal(error)) return error.sentences;
    throw error;
  }
}

it('the file of leaked passwords is put where the servers look, and what was done is said', async () => {
  expect(await run(lines)).toEqual([
    expect.stringMatching(/^3 leaked passwords of 3 lines are in .*filter\.bin, after/),
  ]);
  expect(statSync(target).mode & 0o777).toBe(0o644);
  const [json = ''] = await run(lines, '--at-least', '9', '--json');
  const seconds = expect.any(Number);
  expect(JSON.parse(json)).toEqual({ file: target, lines: 3, passwords: 2, resumed_at_line: 0, seconds });
});

it('a file that is none is refused with a sentence, and the one that is there stays', async () => {
  const before = statSync(target).size;
  expect(await run(join(folder, 'nothing.txt'))).toEqual([expect.stringMatching(/^There is no file/)]);
  writeFileSync(lines, `${'A'.repeat(32)}:1\n`);
  expect(await run(lines)).toEqual([expect.stringMatching(/NTLM/)]);
  expect(statSync(target).size).toBe(before);
});

/** An import in a process of its own, which stands still once it has made a mark. */
async function importAndStand(source: string): Promise<ChildProcess> {
  const placeOf = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const script = `
    const { importAlone } = await import(${placeOf('./import-alone.ts')});
    const { environment, readSettings } = await import(${placeOf('../../foundation/config/index.ts')});
    const { importHashes } = await import(${placeOf('../../rooms/credentials/index.ts')});
    await importAlone(readSettings(environment), () => importHashes({
      source: ${JSON.stringify(source)}, target: ${JSON.stringify(target)}, markBytes: 300_000,
      onProgress: ({ bytes }) => { if (bytes > 600_000) process.kill(process.pid, 'SIGSTOP'); } }));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...environment(), ...compiled },
  });
  others.push(child);
  await expect.poll(() => existsSync(`${target}.part.json`)).toBe(true);
  return child;
}

it('two at once are refused, and a killed one is gone on with by the next', async () => {
  const source = join(folder, 'many.txt');
  const count = 20_000;
  const digits = (index: number) => hash(index.toString(16).padStart(8, '0'));
  writeFileSync(source, Array.from({ length: count }, (_, index) => `${digits(index)}:1\n`).join(''));
  rmSync(target, { force: true });
  const first = await importAndStand(source);

  expect(await run(source)).toEqual([expect.stringMatching(/^Leaked passwords are being imported by another process/)]);
  expect(existsSync(target)).toBe(false);

  first.kill('SIGKILL');
  await once(first, 'close');
  const [resumed, done] = await run(source);
  expect(resumed).toMatch(/^Went on after line \d+, where it had been stopped\.$/);
  expect(done).toMatch(new RegExp(`^${count} leaked passwords of ${count} lines`));
});

it('a lock that is lost stops the work, which is called again once the lock is back', async () => {
  const calls: boolean[] = [];
  const work = async (signal: AbortSignal): Promise<string> => {
    calls.push(signal.aborted);
    if (calls.length > 1) return 'done';
    await database.sql(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()
         and database = (select oid from pg_database where datname = current_database())`,
    );
    await expect.poll(() => signal.aborted, { interval: 20 }).toBe(true);
    signal.throwIfAborted();
    return 'went on without its lock';
  };
  expect(await importAlone(readSettings(own), work, 1)).toBe('done');
  expect(calls).toEqual([false, false]);
});
