import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { silentLogger } from '../../../test/silent-logger.ts';
import { ProblemError } from '../errors/index.ts';
import { createJobs, type Jobs } from './index.ts';

// A job comes when it comes: how soon says nothing but how busy the machine is.
const patient = { timeout: 30_000, interval: 10 };

let fixture: TestDatabase;
let jobs: Jobs;
beforeEach(async () => {
  fixture = await createTestDatabase();
  jobs = createJobs({ database: fixture.database, logger: silentLogger });
});
afterEach(async () => {
  await jobs.stop();
  await fixture.drop();
});

test('a job added in a transaction that commits runs with its payload, soon after the commit', async () => {
  const seen: unknown[] = [];
  await jobs.start({ note: async (payload) => void seen.push(payload) });
  await fixture.database.transaction({}, (tx) => jobs.add(tx, 'note', { id: 1 }));
  await vi.waitFor(() => expect(seen).toEqual([{ id: 1 }]), patient);
});

test('a job added in a transaction that is rolled back never exists', async () => {
  const work = fixture.database.transaction({}, async (tx) => {
    await jobs.add(tx, 'note', {});
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(await fixture.sql('select 1 from graphile_worker._private_jobs')).toEqual([]);
});

test('a job that fails is tried again, and its row keeps the name of the failure, not its text', async () => {
  let tries = 0;
  await jobs.start({
    flaky: async () => {
      tries++;
      if (tries === 1) throw new ProblemError('server.busy', { cause: new Error('of ada@example.org') });
      if (tries === 2) throw new TypeError('ada@example.org');
    },
  });
  await fixture.database.transaction({}, (tx) => jobs.add(tx, 'flaky', {}));
  for (const [count, name] of [
    [1, 'server.busy'],
    [2, 'TypeError'],
  ] as const) {
    const failed = `select last_error from graphile_worker._private_jobs where attempts = ${count} and locked_at is null`;
    await vi.waitFor(async () => expect(await fixture.sql(failed)).toEqual([{ last_error: name }]), patient);
    await fixture.sql('update graphile_worker._private_jobs set run_at = now()');
  }
  await vi.waitFor(() => expect(tries).toBe(3), patient);
});

test('stopping waits for the running job and takes no other', async () => {
  // One at a time: no other worker is in the middle of a look at the queue when it is to stop.
  jobs = createJobs({ database: fixture.database, logger: silentLogger, concurrency: 1 });
  const order: string[] = [];
  let begun: () => void = () => undefined;
  const running = new Promise<void>((resolve) => {
    begun = resolve;
  });
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  await jobs.start({
    slow: async () => {
      begun();
      await finished;
      order.push('job done');
    },
  });
  await fixture.database.transaction({}, (tx) => jobs.add(tx, 'slow', {}));
  await running;
  const stopped = jobs.stop().then(() => order.push('stopped'));
  await fixture.database.transaction({}, (tx) => jobs.add(tx, 'slow', {}));
  setTimeout(finish, 100);
  await stopped;
  expect(order).toEqual(['job done', 'stopped']);
  expect(await fixture.sql('select attempts, locked_by from graphile_worker._private_jobs')).toEqual([
    { attempts: 0, locked_by: null },
  ]);
});

test('of the waiting jobs with one key only the latest remains', async () => {
  for (const id of [1, 2]) {
    await fixture.database.transaction({}, (tx) => jobs.add(tx, 'note', { id }, { key: 'one', runAt: new Date(4e12) }));
  }
  expect(await fixture.sql('select payload from graphile_worker._private_jobs')).toEqual([{ payload: { id: 2 } }]);
});

test('a job that a dead runner had taken is given back with its try, one of a living runner is not', async () => {
  await fixture.database.transaction({}, async (tx) => {
    await jobs.add(tx, 'note', { of: 'dead' }, { maxAttempts: 1 });
    await jobs.add(tx, 'note', { of: 'living' });
  });
  await fixture.sql(`update graphile_worker._private_jobs set attempts = 1, locked_at = now() - interval '1 minute',
    locked_by = case when payload->>'of' = 'dead' then 'pool-dead' else 'pool-living' end`);
  const living = fixture.database.openDirectPool(1);
  const client = await living.connect();
  await client.query(`select pg_advisory_lock(hashtextextended('pool-living', 1))`);
  const seen: unknown[] = [];
  await jobs.start({ note: async (payload) => void seen.push(payload) });
  await vi.waitFor(() => expect(seen).toEqual([{ of: 'dead' }]), patient);
  // What was done leaves a moment later.
  const held = () => fixture.sql('select locked_by from graphile_worker._private_jobs');
  await vi.waitFor(async () => expect(await held()).toEqual([{ locked_by: 'pool-living' }]), patient);
  client.release();
  await living.end();
});

test('jobs go on after every connection was cut', async () => {
  const seen: unknown[] = [];
  await jobs.start({ note: async (payload) => void seen.push(payload) });
  await fixture.sql(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
  );
  await vi.waitFor(() => fixture.database.transaction({}, (tx) => jobs.add(tx, 'note', { id: 1 })), patient);
  await vi.waitFor(() => expect(seen).toEqual([{ id: 1 }]), patient);
});
