import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLedgerWorld, customerOf, eventually, gate, type LedgerWorld } from '../../../test/ledger-world.ts';
import type { Transaction } from '../../foundation/database/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import type { LedgerEntry } from './entry.ts';

let world: LedgerWorld;
const effects = (customerId?: string) => world.effects(customerId);

beforeAll(async () => {
  world = await createLedgerWorld();
});
beforeEach(() => world.begin());
afterEach(() => world.end());
afterAll(() => world.test.drop());

describe('a lane', () => {
  it('is continued by another node when its holder hangs, and the late commit of the old holder is refused', async () => {
    const customerId = newId('customer');
    await world.append(customerId, 'one', 'two');
    const release = gate();
    let hung = 0;
    world
      .node({
        leaseSeconds: 0.2,
        handle: async (tx, entries) => {
          hung += 1;
          await world.record(tx, entries);
          await release.opened;
        },
      })
      .start();
    await eventually(async () => expect(hung).toBe(1));
    world.node().start();
    await eventually(async () => expect(await effects()).toEqual(['one', 'two']));
    release.open();
    await wait(100);
    await world.append(customerId, 'three');
    await eventually(async () => expect(await effects()).toEqual(['one', 'two', 'three']));
  });

  it('is not taken over while its lease runs', async () => {
    const customerId = newId('customer');
    await world.append(customerId, 'one');
    let entered = 0;
    const handle = async (tx: Transaction, entries: readonly LedgerEntry[]) => {
      entered += 1;
      await wait(150);
      await world.record(tx, entries);
    };
    world.node({ handle, pollMilliseconds: 10 }).start();
    world.node({ handle, pollMilliseconds: 10 }).start();
    await eventually(async () => expect(await effects()).toEqual(['one']));
    expect(entered).toBe(1);
  });

  it('repeats a batch whose connection died in the middle, without repeating its effects', async () => {
    const customerId = newId('customer');
    await world.append(customerId, 'one', 'two');
    let calls = 0;
    const handle = async (tx: Transaction, entries: readonly LedgerEntry[]) => {
      calls += 1;
      await world.record(tx, entries);
      if (calls > 1) return;
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await world.test.sql('select pg_terminate_backend($1)', [rows[0]?.pid]);
    };
    world.node({ handle }).start();
    await eventually(async () => expect(await effects()).toEqual(['one', 'two']));
    expect(calls).toBe(2);
  });

  it('whose handler fails pauses alone, and skips nothing when it goes on', async () => {
    const sick = customerOf((lane) => lane === 5);
    const healthy = customerOf((lane) => lane !== 5);
    let failing = true;
    const failedAt: number[] = [];
    const handle = async (tx: Transaction, entries: readonly LedgerEntry[]) => {
      await world.record(tx, entries);
      if (!failing || entries.every((entry) => entry.customerId !== sick)) return;
      failedAt.push(performance.now());
      throw new Error('cannot handle this');
    };
    world.node({ handle }, world.listeners).start();
    await world.append(sick, 's1', 's2');
    await world.append(healthy, 'h1');
    await world.append(healthy, 'h2');
    await eventually(async () => expect(await effects()).toEqual(['h1', 'h2']));
    const lane = () =>
      world.test.sql(
        'select failures, failures >= 3 and retry_at > now() as pausing from ledger_lanes where reader = $1 and lane = 5',
        [world.name()],
      );
    // It may have failed once more by now, and pauses again after each time.
    await eventually(async () => expect((await lane())[0]?.['pausing']).toBe(true));
    const [first = 0, second = 0, third = 0] = failedAt;
    expect(second - first).toBeGreaterThan(200);
    expect(third - second).toBeGreaterThan(400);
    failing = false;
    await world.append(sick, 's3');
    await eventually(async () => expect(await effects(sick)).toEqual(['s1', 's2', 's3']));
    expect(await lane()).toEqual([{ failures: 0, pausing: false }]);
  });
});
