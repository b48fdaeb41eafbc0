import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';

let fixture: TestDatabase;
beforeAll(async () => {
  fixture = await createTestDatabase();
  await sql`insert into ledger_entries (lane, tenant_id, event, actor_kind, data) values (0, 'ten_a', 'test', 'system', '{}')`.execute(
    fixture.database.reader,
  );
});
afterAll(() => fixture.drop());

const partitionsOf = `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'ledger_entries'::regclass`;

test.each([
  `update ledger_entries set event = 'other'`,
  'delete from ledger_entries',
  'truncate ledger_entries',
  'drop table ledger_entries',
  'alter table ledger_entries disable trigger all',
  'update schema_migrations set checksum = name',
  'create table anything (a int)',
])('the serving role cannot: %s', async (statement) => {
  await expect(sql.raw(statement).execute(fixture.database.reader)).rejects.toMatchObject({ code: '42501' });
});

test('the serving role cannot reach the ledger through a partition', async () => {
  const partitions = await fixture.sql<{ name: string }>(partitionsOf);
  expect(partitions.length).toBeGreaterThanOrEqual(4);
  for (const { name } of partitions) {
    await expect(sql.raw(`delete from ${name}`).execute(fixture.database.reader)).rejects.toMatchObject({
      code: '42501',
    });
    await expect(sql.raw(`truncate ${name}`).execute(fixture.database.reader)).rejects.toMatchObject({ code: '42501' });
  }
});

test('the trigger stops the owner at a partition too', async () => {
  for (const { name } of await fixture.sql<{ name: string }>(partitionsOf)) {
    await expect(fixture.sql(`truncate ${name}`)).rejects.toThrow('never changed or deleted');
  }
});

test.each([`update ledger_entries set event = 'other'`, 'delete from ledger_entries', 'truncate ledger_entries'])(
  'the trigger stops even the owner: %s',
  async (statement) => {
    await expect(fixture.sql(statement)).rejects.toThrow('never changed or deleted');
  },
);

test('the serving role may add a month to the ledger, and its rights hold there too', async () => {
  await sql`select ledger_create_partition(date '2031-05-15')`.execute(fixture.database.reader);
  const insert = sql`insert into ledger_entries (recorded_at, lane, tenant_id, event, actor_kind, data)
    values ('2031-05-20', 0, 'ten_a', 'test', 'system', '{}')`;
  await insert.execute(fixture.database.reader);
  await expect(sql`delete from ledger_entries_2031_05`.execute(fixture.database.reader)).rejects.toMatchObject({
    code: '42501',
  });
  expect(await fixture.sql('select 1 from only ledger_entries_2031_05')).toHaveLength(1);
});

test('the protection in force is known', () => {
  expect(fixture.database.ledgerProtection).toBe('role');
});
