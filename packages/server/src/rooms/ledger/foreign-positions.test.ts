import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { hasForeignPositions } from './store/lanes.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const insert = `insert into ledger_entries (lane, tenant_id, event, actor_kind, data, transaction_id)
  values (3, 'ten_a', 'tenant.created', 'system', '{}', $1::xid8)`;

it('a ledger of this server is told from one that was loaded from another', async () => {
  expect(await hasForeignPositions(test.database.reader)).toBe(false);
  const [now] = await test.sql<{ id: string }>('select pg_current_xact_id()::text as id');
  await test.sql(insert, [now?.id]);
  expect(await hasForeignPositions(test.database.reader)).toBe(false);
  await test.sql(insert, [String(Number(now?.id) + 1_000_000)]);
  expect(await hasForeignPositions(test.database.reader)).toBe(true);
});
