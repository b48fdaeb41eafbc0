import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerCustomer } from '../../../attacks/people.ts';
import { createAdministrator } from '../../../test/administrators.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createManager, type Manager } from '../../../test/management.ts';

let house: TestHouse;
let manager: Manager;
beforeAll(async () => {
  house = await startTestHouse();
  manager = await createManager(house, 'customers:read', 'customers:write');
});
afterAll(() => house.stop());

const start = (action: string, selection: object) =>
  manager.call('POST', '/bulk-actions', { body: { action, selection } });

async function create(count: number, name: string): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const body = { email: `${name}${made}@example.com`, send: 'nothing' };
    ids.push(String((await manager.call('POST', '/customers', { body })).body['customer_id']));
  }
  return ids;
}

async function finished(id: unknown): Promise<Readonly<Record<string, unknown>>> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const { body } = await manager.call('GET', `/bulk-actions/${id}`);
    if (body['state'] !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('the bulk action did not end within thirty seconds');
}

const statesOf = async (ids: readonly string[]) =>
  (await house.sql<{ state: string }>('select state from customers where customer_id = any($1)', [ids])).map(
    ({ state }) => state,
  );

describe('a bulk action', () => {
  it('does to each what a single call would, in steps, and tells how far it came', async () => {
    const ids = await create(60, 'one');
    const [first = ''] = ids;
    await manager.call('POST', `/customers/${first}/disable`, { body: {} });
    const begun = await start('disable', { customer_ids: [...ids, 'cus_00000000000000000000000000'] });
    expect(begun).toMatchObject({ status: 202, body: { action: 'disable', total: 60 } });
    expect(await finished(begun.body['bulk_id'])).toMatchObject({ state: 'finished', done: 59, passed_over: 1 });
    expect(new Set(await statesOf(ids))).toEqual(new Set(['disabled']));
    const entries = await house.sql(
      `select actor_id from ledger_entries where event = 'customer.disabled' and request_id = $1`,
      [begun.body['bulk_id']],
    );
    expect(entries).toHaveLength(59);
    const { body } = await manager.call('GET', '/bulk-actions?limit=1');
    expect(body['items']).toMatchObject([{ bulk_id: begun.body['bulk_id'], by: { id: manager.applicationId } }]);
  });

  it('takes all of a state and a time, and nobody who came later', async () => {
    const browser = await registerCustomer(house, 'late@example.com');
    const begun = await start('end_sessions', { filter: { state: 'active', created_from: '2020-01-01T00:00:00Z' } });
    await create(1, 'later');
    expect(await finished(begun.body['bulk_id'])).toMatchObject({ state: 'finished', total: 1, done: 1 });
    expect((await browser.request('/account')).status).toBe(303);
  });

  it('leaves administrators alone, whoever asks', async () => {
    const owner = await createAdministrator(house, 'owner@example.com', 'owner');
    const begun = await start('close', { customer_ids: [owner.customerId] });
    expect(await finished(begun.body['bulk_id'])).toMatchObject({ done: 0, passed_over: 1 });
    expect(await statesOf([owner.customerId])).toEqual(['active']);
    const support = await createAdministrator(house, 'support@example.com', 'support');
    const refused = await support.call('POST', `/customers/${owner.customerId}/disable`, { body: {} });
    expect(refused).toMatchObject({ status: 403, body: { code: 'administrator.above_own' } });
    expect((await owner.call('GET', '/customers')).status).toBe(200);
  });

  it('stops where it is when it is cancelled, once', async () => {
    const ids = await create(3, 'cancelled');
    await house.sql(`insert into bulk_actions (tenant_id, bulk_id, action, selection, actor_kind, actor_id, total)
      select tenant_id, 'blk_00000000000000000000000000', 'disable', '{"customerIds": []}', 'application', 'x', 3
      from tenants where is_default`);
    const path = '/bulk-actions/blk_00000000000000000000000000';
    const cancel = () => manager.call('POST', `${path}/cancel`, { body: {} });
    expect(await cancel()).toMatchObject({ status: 200, body: { state: 'cancelled', done: 0 } });
    expect(await cancel()).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect(await house.sql(`select from ledger_entries where event = 'bulk.cancelled'`)).toHaveLength(1);
    expect(new Set(await statesOf(ids))).toEqual(new Set(['active']));
    expect((await manager.call('GET', '/bulk-actions/blk_x')).status).toBe(404);
  });

  it('ends where its author may not act any more, whether a person or a service', async () => {
    const ids = await create(2, 'outlived');
    const person = await createAdministrator(house, 'former@example.com', 'support');
    const service = await createManager(house, 'customers:read', 'customers:write');
    const goOn = async (bulkId: string, kind: string, author: string) => {
      await house.sql(
        `insert into bulk_actions (tenant_id, bulk_id, action, selection, actor_kind, actor_id, total)
         select tenant_id, $1, 'disable', jsonb_build_object('customerIds', $2::text[]), $3, $4, 2
         from tenants where is_default`,
        [bulkId, ids, kind, author],
      );
      await house.sql(
        `select graphile_worker.add_job('bulk-action', json_build_object('tenantId', tenant_id, 'bulkId', $1::text))
         from tenants where is_default`,
        [bulkId],
      );
      return finished(bulkId);
    };
    await house.sql(`update administrators set state = 'suspended' where customer_id = $1`, [person.customerId]);
    const [tenantId = ''] = await house.house.tenants.listIds();
    await house.house.applications.disable(tenantId, service.applicationId);
    const reader = await createManager(house, 'customers:read');
    for (const [at, kind, author] of [
      [1, 'administrator', person.customerId],
      [2, 'application', service.applicationId],
      [3, 'application', reader.applicationId],
    ] as const) {
      const bulkId = `blk_0000000000000000000000000${at}`;
      expect(await goOn(bulkId, kind, author)).toMatchObject({ state: 'cancelled', done: 0 });
      const entries = `select actor_kind from ledger_entries where event = 'bulk.cancelled' and request_id = $1`;
      expect(await house.sql(entries, [bulkId])).toEqual([{ actor_kind: 'system' }]);
    }
    expect(new Set(await statesOf(ids))).toEqual(new Set(['active']));
    const last = 'blk_00000000000000000000000004';
    expect(await goOn(last, 'application', manager.applicationId)).toMatchObject({ state: 'finished', done: 2 });
    expect(new Set(await statesOf(ids))).toEqual(new Set(['disabled']));
  });
});

describe('an upgrade', () => {
  it('indexes the names of customers who were here before, once', async () => {
    const [id = ''] = await create(1, 'former');
    const { body, headers } = await manager.call('GET', `/customers/${id}`);
    expect(body['name']).toBeNull();
    const change = { body: { attributes: { name: 'Former Customer' } }, headers: { 'if-match': headers['etag'] } };
    await manager.call('PATCH', `/customers/${id}`, change);
    await house.sql('delete from customer_attribute_indexes');
    const found = async () =>
      (await manager.call('POST', '/customers/search', { body: { name: 'former' } })).body['items'] as object[];
    expect(await found()).toEqual([]);
    await house.sql('insert into attribute_index_sweeps select tenant_id from tenants');
    const node = await house.anotherNode();
    for (let tries = 0; tries < 1200 && (await found()).length === 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 25));
    expect(await found()).toMatchObject([{ customer_id: id }]);
    expect(await house.sql('select from attribute_index_sweeps')).toEqual([]);
    await node.stop();
  });
});
