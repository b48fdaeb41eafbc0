import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

const count = async (table: string) =>
  Number((await house.sql<{ count: string }>(`select count(*) from ${table}`))[0]?.count);

describe('what is over', () => {
  it('leaves by itself, and only that', async () => {
    const guest = house.visitor();
    const form = { email: 'guest@example.com', password: 'the quiet river bends twice', name: '' };
    await guest.fill('/sign-up', form);
    await house.mailTo('guest@example.com');
    await guest.get('/sign-in');
    await house.sql(`update flows set expires_at = now() - interval '1 second' where kind = 'registration'`);
    await house.sql(
      `update proofs set created_at = now() - interval '8 days', link_expires_at = now() - interval '7 days'`,
    );
    await house.sql(`update budgets set updated_at = now() - interval '31 days' where budget like 'sign-up.%'`);
    await house.sql(`update messages set settled_at = now() - interval '91 days'`);
    const kept = { flows: (await count('flows')) - 1, budgets: (await count('budgets')) - 2 };

    await house.sql(
      `select graphile_worker.add_job('purge-expired', '{}', job_key => 'purge-expired', run_at => now())`,
    );
    await expect.poll(() => count('proofs')).toBe(0);
    await expect.poll(() => count('messages')).toBe(0);
    expect(await count('flows')).toBe(kept.flows);
    expect(await count('budgets')).toBe(kept.budgets);
    // The work goes on with other things; it asks for its next run at its end.
    const isAhead = async () => {
      const [next] = await house.sql<{ ahead: boolean }>(
        `select run_at > now() + interval '50 minutes' as ahead from graphile_worker.jobs where task_identifier = 'purge-expired'`,
      );
      return next?.ahead;
    };
    await expect.poll(isAhead).toBe(true);
  });
});
