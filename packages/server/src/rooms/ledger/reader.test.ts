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

describe('a reader', () => {
  it('loses nothing and keeps the order of each customer while writers overlap and commit late', async () => {
    world.node().start();
    world.node().start();
    const customers = Array.from({ length: 6 }, () => newId('customer'));
    const perWriter = 12;
    const writer = async (seed: number) => {
      for (let index = 0; index < perWriter; index += 1) {
        const customerId = customers[(seed + index) % customers.length] as string;
        await world.test.database.transaction({ customers: [customerId] }, async (tx) => {
          // The counter is the true order: it is read and raised under the customer's lock.
          const { rows } = await sql<{ value: number }>`insert into counters values (${customerId}, 1)
            on conflict (customer_id) do update set value = counters.value + 1 returning value`.execute(tx);
          await world.write(tx, customerId, String(rows[0]?.value));
          await wait((seed * 7 + index * 5) % 23);
        });
      }
    };
    await Promise.all(Array.from({ length: 6 }, (_, seed) => writer(seed)));
    await eventually(async () => expect(await effects()).toHaveLength(6 * perWriter));
    await wait(100);
    for (const customerId of customers) {
      const notes = await effects(customerId);
      expect(notes).toEqual(notes.map((_, index) => String(index + 1)));
    }
    expect(await effects()).toHaveLength(6 * perWriter);
  });

  it('waits for an older transaction rather than pass it by', async () => {
    const [slow, quick] = [customerOf((lane) => lane === 3), customerOf((lane) => lane === 3)];
    world.node({}, world.listeners).start();
    const release = gate();
    const begun = gate();
    const older = world.test.database.transaction({ customers: [slow] }, async (tx) => {
      // Its first writing gives it its place; the entry comes at its end.
      await sql`insert into counters values (${slow}, 1)`.execute(tx);
      await world.write(tx, slow, 'older');
      begun.open();
      await release.opened;
    });
    await begun.opened;
    await world.append(quick, 'younger');
    await wait(150);
    expect(await effects()).toEqual([]);
    release.open();
    await older;
    await eventually(async () => expect(await effects()).toEqual(['older', 'younger']));
  });

  it('looks again within a moment when only an older transaction is in the way', async () => {
    const reader = world.node({ pollMilliseconds: 60_000 }, world.listeners);
    reader.start();
    const unrelated = world.test.database.transaction({}, async (tx) => {
      await sql`insert into counters values (${newId('customer')}, 1)`.execute(tx);
      await wait(120); // its commit wakes nobody: it wrote no entry
    });
    await wait(30);
    await world.append(newId('customer'), 'settled soon');
    await unrelated;
    await eventually(async () => expect(await effects()).toEqual(['settled soon']));
  });

  it('wakes at once after a commit of its own process', async () => {
    world.node({ pollMilliseconds: 60_000 }, world.listeners).start();
    await wait(60);
    await world.append(newId('customer'), 'now');
    await eventually(async () => expect(await effects()).toEqual(['now']));
  });

  it('is neither woken by entries that it does not handle nor given them, and loses none that it does', async () => {
    const passing = world.node({ pollMilliseconds: 100, handles: new Set(['password.changed']) }, world.listeners);
    passing.start();
    const customerId = newId('customer');
    await world.append(customerId, ...Array.from({ length: 250 }, (_, index) => String(index)));
    const behind = () =>
      world.test.sql(
        `select 1 from ledger_lanes lane where reader = $1 and exists (select from ledger_entries entry
          where entry.lane = lane.lane
            and (entry.transaction_id, entry.entry_id) > (lane.position_transaction, lane.position_entry))`,
        [world.name()],
      );
    expect(await behind()).toHaveLength(1);
    await eventually(async () => expect(await behind()).toHaveLength(0));
    expect(await effects()).toEqual([]);
    await passing.stop();
    // What it handles comes with all that stands between, in order.
    await world.append(customerId, 'before');
    await world.append(customerId, 'handled');
    world.node({ handles: new Set(['password.set']) }).start();
    await eventually(async () => expect(await effects()).toEqual(['before', 'handled']));
  });

  it('finds by itself what other nodes wrote', async () => {
    world.node().start();
    await world.append(newId('customer'), 'from elsewhere');
    await eventually(async () => expect(await effects()).toEqual(['from elsewhere']));
  });

  it('begins with the first entry ever written, and remembers under its name how far it came', async () => {
    await world.append(newId('customer'), 'early');
    await world.test.sql('delete from ledger_lanes where reader = $1', [world.name()]);
    const first = world.node();
    first.start();
    const seen = (await world.test.sql('select 1 from ledger_entries')).length;
    await eventually(async () => expect(await effects()).toHaveLength(seen));
    await first.stop();
    await world.append(newId('customer'), 'late');
    world.node().start();
    await eventually(async () => expect((await effects()).at(-1)).toBe('late'));
    expect(await effects()).toHaveLength(seen + 1);
  });

  it('takes a long backlog in batches', async () => {
    const customerId = newId('customer');
    const notes = Array.from({ length: 250 }, (_, index) => String(index));
    await world.append(customerId, ...notes);
    const sizes: number[] = [];
    const handle = async (tx: Transaction, entries: readonly LedgerEntry[]) => {
      sizes.push(entries.length);
      await world.record(tx, entries);
    };
    world.node({ handle }).start();
    await eventually(async () => expect(await effects()).toEqual(notes));
    expect(sizes).toEqual([100, 100, 50]);
  });

  it('finishes the batch that is running when it is stopped, and begins no other', async () => {
    const customerId = newId('customer');
    let entered = 0;
    const reader = world.node({
      handle: async (tx, entries) => {
        entered += 1;
        await world.record(tx, entries);
        await wait(80);
      },
    });
    await world.append(customerId, 'a');
    reader.start();
    await eventually(async () => expect(entered).toBe(1));
    await reader.stop();
    expect(await effects()).toEqual(['a']);
    await world.append(customerId, 'b');
    await wait(100);
    expect(await effects()).toEqual(['a']);
  });
});
