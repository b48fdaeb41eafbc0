/** Attacks on what staff do to accounts: a permission that has passed meanwhile, and an end of many in small pieces. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { awaitMail, createAdministrator, type SignedInAdministrator } from '../test/administrators.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { importText, lines } from '../test/import-world.ts';
import { createManager } from '../test/management.ts';
import type { JsonAnswer } from '../test/own-interface.ts';
import { registerCustomer } from './people.ts';

let house: TestHouse;
let support: SignedInAdministrator;
beforeAll(async () => {
  house = await startTestHouse();
  await createAdministrator(house, 'owner@example.com', 'owner');
  support = await createAdministrator(house, 'support@example.com', 'support');
});
afterAll(() => house.stop());

/** Makes the request wait for the account, changes something meanwhile, and lets it go on; its answer. */
async function meanwhile(
  customerId: string,
  request: () => Promise<JsonAnswer>,
  change: () => Promise<unknown>,
): Promise<JsonAnswer> {
  let answer: Promise<JsonAnswer> | undefined;
  await house.database.transaction({ customers: [customerId] }, async () => {
    answer = request();
    await vi.waitFor(async () => {
      const [locks] = await house.sql<{ n: number }>(
        `select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted
           and database = (select oid from pg_database where datname = current_database())`,
      );
      expect(locks?.n).toBe(1);
    }, 30_000);
    await change();
  });
  if (answer === undefined) throw new Error('nothing was asked');
  return answer;
}

async function register(email: string): Promise<string> {
  await registerCustomer(house, email);
  const [row] = await house.sql<{ customer_id: string }>(
    "select customer_id from ledger_entries where event = 'customer.registered' order by entry_id desc limit 1",
  );
  return row?.customer_id ?? '';
}

const codeOf = ({ status, body }: JsonAnswer) => [status, body['code']];

describe('a permission that passes while the request waits for the account (cases 180, 181)', () => {
  it('mails no link to somebody who has become an owner', async () => {
    const customerId = await register('rising@example.com');
    const charged = () => house.sql("select key_hash from budgets where budget = 'mail.recipient'");
    const path = `/customers/${customerId}/send-password-link`;
    const promote = () =>
      house.sql(
        `insert into administrators (tenant_id, customer_id, roles, appointed_by_kind)
         select tenant_id, customer_id, '{owner}', 'system' from customers where customer_id = $1`,
        [customerId],
      );
    const refused = await meanwhile(customerId, () => support.call('POST', path, { body: {} }), promote);
    expect(codeOf(refused)).toEqual([403, 'administrator.above_own']);
    // Asked again, not even their mailbox is charged for it.
    const before = await charged();
    expect(codeOf(await support.call('POST', path, { body: {} }))).toEqual([403, 'administrator.above_own']);
    expect(await charged()).toEqual(before);
    const asked = "select 1 from ledger_entries where event = 'recovery.requested' and customer_id = $1";
    expect(await house.sql(asked, [customerId])).toEqual([]);
    await house.sql('delete from administrators where customer_id = $1', [customerId]);
  });

  it.each(['send-password-link', 'disable', 'close', 'end-sessions'])('no longer does %s', async (action) => {
    const customerId = await register(`${action}@example.com`);
    const helper = await createAdministrator(house, `helper-${action}@example.com`, 'support');
    const entries = () =>
      house.sql('select event from ledger_entries where customer_id = $1 order by entry_id', [customerId]);
    const before = await entries();
    const demote = () =>
      house.sql("update administrators set roles = '{auditor}' where customer_id = $1", [helper.customerId]);
    const path = `/customers/${customerId}/${action}`;
    const refused = await meanwhile(customerId, () => helper.call('POST', path, { body: {} }), demote);
    expect(codeOf(refused)).toEqual([403, 'token.insufficient_scope']);
    expect(await entries()).toEqual(before);
    expect(await house.sql('select state from customers where customer_id = $1', [customerId])).toEqual([
      { state: 'active' },
    ]);
  });
});

describe('an end of many accounts', () => {
  const told = async () =>
    (
      await house.sql<{ id: string }>(
        `select data->>'actorId' as id from ledger_entries
       where event = 'administrator.notified' and data->>'occasion' = 'customers_deleted'`,
      )
    )
      .map(({ id }) => id)
      .sort();
  const counted = async (id: string) => {
    const [row] = await house.sql<{ sum: string | null }>(
      'select sum(accounts) from staff_endings where actor_id = $1',
      [id],
    );
    return Number(row?.sum);
  };

  it('is told to owners, in however many calls it is done, of whatever kind, and to whoever it is counted', async () => {
    const one = await createManager(house, 'customers:read', 'customers:write');
    const other = await createManager(house, 'customers:read', 'customers:write');
    const made = Array.from({ length: 24 }, (_, index) => ({
      email: `ended${index}@example.com`,
      email_verified: true,
    }));
    await importText(house, lines(...made));
    const ids = (
      await house.sql<{ customer_id: string }>(
        "select customer_id from ledger_entries where event = 'customer.imported' order by entry_id",
      )
    ).map((row) => row.customer_id);
    const single = (by: typeof one, name: string, id = '') => by.call('POST', `/customers/${id}/${name}`, { body: {} });
    const bulk = (by: typeof one, action: string, customerIds: readonly string[]) =>
      by.call('POST', '/bulk-actions', { body: { action, selection: { customer_ids: customerIds } } });

    // Nine in four different ways: everyday work.
    expect((await bulk(one, 'close', ids.slice(0, 3))).status).toBe(202);
    expect((await bulk(one, 'disable', ids.slice(3, 6))).status).toBe(202);
    for (const id of ids.slice(6, 8)) expect((await single(one, 'close', id)).status).toBe(204);
    expect((await single(one, 'disable', ids[8])).status).toBe(204);
    expect((await bulk(one, 'end_sessions', ids)).status).toBe(202);
    for (const id of ids.slice(12, 16)) expect((await single(other, 'close', id)).status).toBe(204);
    await expect.poll(() => counted(one.applicationId)).toBe(9);
    await expect.poll(() => counted(other.applicationId)).toBe(4);
    expect(await told()).toEqual([]);

    // The tenth tells every owner, once.
    expect((await single(one, 'disable', ids[9])).status).toBe(204);
    const mail = await awaitMail(house, 'owner@example.com', 'Many accounts closed or paused');
    expect(mail.text).toContain(one.applicationId);
    expect(await told()).toEqual([one.applicationId]);
    expect((await bulk(one, 'close', ids.slice(10, 12))).status).toBe(202);
    await expect.poll(() => counted(one.applicationId)).toBe(12);
    expect(await told()).toEqual([one.applicationId]);

    // What was done a day ago no longer adds up; what was done an hour ago does.
    await house.sql("update staff_endings set hour = hour - interval '26 hours' where actor_id = $1", [
      one.applicationId,
    ]);
    await house.sql("update staff_endings set hour = hour - interval '1 hour' where actor_id = $1", [
      other.applicationId,
    ]);
    expect((await single(one, 'disable', ids[16])).status).toBe(204);
    expect((await bulk(other, 'disable', ids.slice(17, 23))).status).toBe(202);
    await expect.poll(told).toEqual([one.applicationId, other.applicationId].sort());
    await expect.poll(() => counted(one.applicationId)).toBe(13);
    expect(await told()).toHaveLength(2);
  });
});
