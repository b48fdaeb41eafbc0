import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeFastFolder } from '../../../test/fast-folder.ts';
import { silentLogger } from '../../../test/silent-logger.ts';
import { systemClock } from '../clock/index.ts';
import { type Database, openDatabase } from './index.ts';

// The machine may be busy with others.
const patient = { timeout: 30_000 };

let dataDirectory: string;
let database: Database;
beforeEach(async () => {
  dataDirectory = makeFastFolder();
  database = await open();
});
afterEach(async () => {
  await database.close();
  rmSync(dataDirectory, { recursive: true, force: true });
});

const open = (): Promise<Database> =>
  openDatabase({ settings: { dataDirectory, databasePoolMax: 4 }, logger: silentLogger, clock: systemClock });
const pid = (): number => Number.parseInt(readFileSync(join(dataDirectory, 'postgres', 'postmaster.pid'), 'utf8'), 10);
const insert = sql`insert into ledger_entries (lane, tenant_id, event, actor_kind, data) values (0, 'ten_a', 'test', 'system', '{}')`;

test('when the embedded server is killed, work in flight is refused and committed work stays', async () => {
  await insert.execute(database.reader);
  const inFlight = database.transaction({}, async (tx) => {
    await insert.execute(tx);
    process.kill(pid(), 'SIGKILL');
    await sql`select pg_sleep(5)`.execute(tx);
  });
  await expect(inFlight).rejects.toMatchObject({ code: 'server.database_unavailable' });
  await vi.waitFor(() => sql`select 1`.execute(database.reader), patient);
  const { rows } = await sql`select count(*)::int as count from ledger_entries`.execute(database.reader);
  expect(rows).toEqual([{ count: 1 }]);
});

test('closing stops the server at once, even while it is coming back from a kill', async () => {
  process.kill(pid(), 'SIGKILL');
  await database.close();
  // A killed process can still be asked for until its end has been collected.
  await vi.waitFor(() => expect(() => process.kill(pid(), 0)).toThrow(/ENOENT|ESRCH/), patient);
  database = await open();
  await insert.execute(database.reader);
});

test('a second process works beside the one that serves, and leaves the server running', async () => {
  const settings = { dataDirectory, databasePoolMax: 2 };
  const second = await openDatabase({ settings, logger: silentLogger, clock: systemClock, beside: true });
  await insert.execute(second.reader);
  await second.close();
  const { rows } = await sql`select count(*)::int as count from ledger_entries`.execute(database.reader);
  expect(rows).toEqual([{ count: 1 }]);
});

test('without anybody who serves, it starts the server itself and stops it again', async () => {
  await database.close();
  const settings = { dataDirectory, databasePoolMax: 2 };
  const alone = await openDatabase({ settings, logger: silentLogger, clock: systemClock, beside: true });
  const served = pid();
  await insert.execute(alone.reader);
  await alone.close();
  await vi.waitFor(() => expect(() => process.kill(served, 0)).toThrow(/ESRCH/), patient);
});
