import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeFastFolder } from '../../../test/fast-folder.ts';
import { silentLogger } from '../../../test/silent-logger.ts';
import { systemClock } from '../clock/index.ts';
import { type Database, openDatabase } from '../database/index.ts';
import { createJobs } from './index.ts';

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

test('jobs go on after the database itself was killed, and none is lost', async () => {
  const jobs = createJobs({ database, logger: silentLogger });
  const seen = new Set<unknown>();
  await jobs.start({
    note: async (payload) => {
      seen.add(JSON.stringify(payload));
    },
  });
  await Promise.all([1, 2, 3, 4, 5].map((id) => database.transaction({}, (tx) => jobs.add(tx, 'note', { id }))));
  process.kill(pid(), 'SIGKILL');
  await vi.waitFor(() => database.transaction({}, (tx) => jobs.add(tx, 'note', { id: 6 })), { timeout: 30_000 });
  await vi.waitFor(() => expect(seen.size).toBe(6), { timeout: 30_000 });
  await jobs.stop();
});
