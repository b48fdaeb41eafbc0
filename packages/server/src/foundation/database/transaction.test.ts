import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';

let fixture: TestDatabase;
beforeAll(async () => {
  fixture = await createTestDatabase();
});
afterAll(() => fixture.drop());

test('what is asked for after the commit runs once it is committed, and not before', async () => {
  const order: string[] = [];
  await fixture.database.transaction({}, async (tx) => {
    tx.afterCommit(() => order.push('afterwards'));
    await sql`select 1`.execute(tx);
    order.push('inside');
  });
  expect(order).toEqual(['inside', 'afterwards']);
});

test('nothing asked for after the commit runs when the transaction is rolled back', async () => {
  let told = 0;
  const stop = fixture.database.onCommit(() => told++);
  const work = fixture.database.transaction({}, async (tx) => {
    tx.afterCommit(() => told++);
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  stop();
  expect(told).toBe(0);
});

test('a statement that failed inside rolls all back, even when its error was swallowed', async () => {
  let told = 0;
  const work = fixture.database.transaction({}, async (tx) => {
    tx.afterCommit(() => told++);
    await sql`select 1 / 0`.execute(tx).catch(() => undefined);
  });
  await expect(work).rejects.toThrow();
  expect(told).toBe(0);
});

test('two transactions about the same customer run one after the other, others do not wait', async () => {
  const order: string[] = [];
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let entered: () => void = () => undefined;
  const inside = new Promise<void>((resolve) => {
    entered = resolve;
  });
  const first = fixture.database.transaction({ customers: ['cus_a', 'cus_b'] }, async (tx) => {
    expect([...tx.lockedCustomers]).toEqual(['cus_a', 'cus_b']);
    entered();
    await held;
    order.push('first');
  });
  await inside;
  const second = fixture.database.transaction({ customers: ['cus_b', 'cus_a'] }, async () => {
    order.push('second');
  });
  await fixture.database.transaction({ customers: ['cus_c'] }, async () => {
    order.push('other');
  });
  release();
  await Promise.all([first, second]);
  expect(order).toEqual(['other', 'first', 'second']);
});

test('the transaction id is taken after the customer lock, so ids of one customer rise in the true order', async () => {
  const ids: bigint[] = [];
  await Promise.all(
    Array.from({ length: 8 }, () =>
      fixture.database.transaction({ customers: ['cus_a'] }, async (tx) => {
        const answer = await sql<{ id: string }>`select pg_current_xact_id() as id`.execute(tx);
        ids.push(BigInt(answer.rows[0]?.id ?? 0));
      }),
    ),
  );
  expect(ids).toEqual([...ids].sort((a, b) => Number(a - b)));
});

test('a listener that throws disturbs neither the caller nor the other listeners', async () => {
  let told = 0;
  const stop = fixture.database.onCommit(() => told++);
  const result = await fixture.database.transaction({}, async (tx) => {
    tx.afterCommit(() => {
      throw new Error('broken listener');
    });
    return 'done';
  });
  stop();
  expect([result, told]).toEqual(['done', 1]);
});
