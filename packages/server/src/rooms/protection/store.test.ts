import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { budgets } from './budgets.ts';
import { charge } from './store.ts';
import { toRows } from './try-charge.ts';

const tenantId = 'ten_charged';
const rows = () => toRows([{ budget: 'sign-in.account', key: 'somebody' }]);
let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
  await base.sql(`insert into tenants (tenant_id, name) values ('${tenantId}', 'x')`);
});
afterAll(() => base.drop());

it('the last place of a burst is given to whoever waited for the others, and there is one place only', async () => {
  const { database } = base;
  const charged = await database.transaction({}, async (slow) => {
    await sql`select 1`.execute(slow);
    // All other places are taken by requests that began after this one.
    for (let taken = 1; taken < budgets['sign-in.account'].burst; taken += 1) {
      expect((await charge(database.reader, tenantId, rows())).size).toBe(1);
    }
    return charge(slow, tenantId, rows());
  });
  expect(charged.size).toBe(1);
  expect((await charge(database.reader, tenantId, rows())).size).toBe(0);
});
