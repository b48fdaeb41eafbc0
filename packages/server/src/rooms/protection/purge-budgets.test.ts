import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { purgeBudgets } from './store.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
});
afterAll(() => base.drop());

it('names that nobody has leave rows for a month and no longer, however many; failures that close a lane stay (case 222)', async () => {
  await base.sql(`
    with one as (insert into tenants (tenant_id, name) values ('ten_purged', 'x') returning tenant_id)
    insert into budgets (tenant_id, budget, key_hash, theoretical_at, failures, updated_at)
    select tenant_id, budget, sha256(number::text::bytea), now(), failures, now() - make_interval(days => days)
    from one, generate_series(1, 2500) as number,
      (values ('code.subject', 3, 31), ('sign-in.account', 0, 32), ('sign-in.account-known-device', 4, 33),
        ('code.source', 3, 29)) as kinds (budget, failures, days)`);
  let gone = 0;
  for (let purged = -1; purged !== 0; ) {
    purged = await purgeBudgets(base.database.reader, 1000);
    expect(purged).toBeLessThanOrEqual(1000);
    gone += purged;
  }
  expect(gone).toBe(5000);
  expect(await base.sql('select budget, count(*)::int as number from budgets group by budget order by budget')).toEqual(
    [
      { budget: 'code.source', number: 2500 },
      { budget: 'sign-in.account-known-device', number: 2500 },
    ],
  );
});
