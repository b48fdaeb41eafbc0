import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/database.ts';
import { type LaneRow, takeLanes } from './sms-brakes.ts';

const tenantId = 'ten_braked';
const lanes: LaneRow[] = [{ lane: 'prefix', keyHash: Buffer.alloc(32, 1), burst: 10 }];
let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
  await base.sql(`insert into tenants (tenant_id, name) values ('${tenantId}', 'x')`);
});
afterAll(() => base.drop());

it('a message whose neighbour was counted while it was on its way is not refused for that', async () => {
  const { database } = base;
  const isCounted = await database.transaction({}, async (slow) => {
    await sql`select 1`.execute(slow);
    // The lane is opened by a transaction that began after this one.
    expect(await database.transaction({}, (quick) => takeLanes(quick, tenantId, lanes))).toBe(true);
    return takeLanes(slow, tenantId, lanes);
  });
  expect(isCounted).toBe(true);
});
