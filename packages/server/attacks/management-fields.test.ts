/**
 * Fields of customers over the management API: the same mask on every path (case 182), what staff may not edit stays as
 * it is (case 183), and what is put into filters and cursors never reaches the database as anything but a value (184).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdministrator } from '../test/administrators.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { because, createManager, type Manager } from '../test/management.ts';
import type { JsonAnswer } from '../test/own-interface.ts';
import { registerCustomer } from './people.ts';

const secrets = ['zenobia', 'Zenobia', 'Quillfeather', 'quillfeather', 'Blutgruppe', '203.0.113.77'];
let house: TestHouse;
let manager: Manager;
let reader: Manager;
let customerId: string;

beforeAll(async () => {
  house = await startTestHouse();
  const [tenantId = ''] = await house.house.tenants.listIds();
  await house.house.tenants.profileSchema.change(
    tenantId,
    {
      attributes: [
        { name: 'name', type: 'text', searchable: 'prefix', at_sign_up: 'optional' },
        { name: 'illness', type: 'text', category: 'sensitive' },
        { name: 'score', type: 'number', editable_by: [], visible_to: ['staff'] },
        { name: 'diary', type: 'text', visible_to: ['customer'], editable_by: ['customer'] },
      ],
    },
    { actor: { kind: 'system' } },
  );
  manager = await createManager(house, 'customers:read', 'customers:write', 'customers.personal:read', 'ledger:read');
  reader = await createManager(house, 'customers:read', 'ledger:read');
  await registerCustomer(house, 'zenobia@secret.example', { name: 'Zenobia Quillfeather' });
  const found = await manager.call('POST', '/customers/search', { body: { email: 'zenobia@secret.example' } });
  customerId = String((found.body['items'] as { customer_id: string }[])[0]?.customer_id);
  const etag = (await manager.call('GET', `/customers/${customerId}`)).headers['etag'] ?? '';
  await manager.call('PATCH', `/customers/${customerId}`, {
    body: { attributes: { illness: 'Blutgruppe Zenobia' } },
    headers: { 'if-match': etag },
  });
  await manager.call('POST', `/customers/${customerId}/notes`, {
    body: { text: 'Zenobia called about Quillfeather.' },
  });
});
afterAll(() => house.stop());

const pathsOf = () =>
  [
    ['GET', '/customers'],
    ['GET', `/customers/${customerId}`],
    ['GET', `/customers/${customerId}/sessions`],
    ['GET', `/customers/${customerId}/devices`],
    ['GET', `/customers/${customerId}/consents`],
    ['GET', `/customers/${customerId}/recipients`],
    ['GET', `/customers/${customerId}/notes`],
    ['GET', `/customers/${customerId}/activity`],
    ['GET', `/ledger?customer_id=${customerId}`],
    ['GET', '/ledger'],
    ['GET', '/invitations'],
    ['GET', '/bulk-actions'],
    ['POST', '/customers/search', { email: 'zenobia@secret.example' }],
    ['POST', '/customers/search', { name: 'zen' }],
    ['POST', '/customers/search', { customer_id: customerId }],
  ] as const;

async function leaksOf(call: Manager['call'], headers: Record<string, string>): Promise<string[]> {
  const leaks: string[] = [];
  for (const [method, path, body] of pathsOf()) {
    const answer: JsonAnswer = await call(method, path, { headers, ...(body === undefined ? {} : { body }) });
    expect(answer.status, path).toBe(200);
    const text = JSON.stringify(answer.body);
    leaks.push(...secrets.filter((secret) => text.includes(secret)).map((secret) => `${method} ${path}: ${secret}`));
  }
  return leaks;
}

describe('a personal field', () => {
  it('is masked on every path for whoever may not read it, whatever reason they give (case 182)', async () => {
    expect(await leaksOf(reader.call, {})).toEqual([]);
    expect(await leaksOf(reader.call, because('Curiosity'))).toEqual([]);
    expect(await leaksOf(manager.call, {})).toEqual([]);
    const auditor = await createAdministrator(house, 'auditor@example.com', 'auditor');
    expect(await leaksOf(auditor.call, because('Curiosity'))).toEqual([]);
    expect(await house.sql(`select from ledger_entries where event = 'customer.viewed'`)).toHaveLength(0);
    // A search that sees nothing anywhere would prove nothing.
    expect((await leaksOf(manager.call, because('Ticket 4711'))).length).toBeGreaterThan(6);
    expect((await house.sql(`select from ledger_entries where event = 'customer.viewed'`)).length).toBeGreaterThan(6);
  });

  it('that staff may not see is on no path, with the permission and a reason too (case 182)', async () => {
    await house.sql(`update customers set attributes = attributes || '{"diary": "AAAA"}' where customer_id = $1`, [
      customerId,
    ]);
    const { body } = await manager.call('GET', `/customers/${customerId}`, { headers: because('Ticket 4711') });
    expect(Object.keys(body['attributes'] as object)).not.toContain('diary');
    await house.sql(`update customers set attributes = attributes - 'diary' where customer_id = $1`, [customerId]);
  });

  it('names in the ledger what was seen, and the reason for nobody but who may see it', async () => {
    const rows = await house.sql<{ data: unknown; personal: Buffer }>(
      `select data, personal from ledger_entries where event = 'customer.viewed'`,
    );
    expect(rows.every(({ personal }) => !personal.includes('Ticket 4711'))).toBe(true);
    expect(JSON.stringify(rows.map(({ data }) => data))).not.toMatch(/zenobia/i);
  });
});

describe('a field that staff may not edit', () => {
  it.each([
    ['score', 403, 'profile.not_editable'],
    ['diary', 422, 'form.invalid'],
    ['role', 422, 'form.invalid'],
    ['__proto__x', 400, 'request.invalid'],
  ])('%s stays as it is, on creation and on change (case 183)', async (name, status, code) => {
    const before = await house.sql('select attributes, profile_version from customers where customer_id = $1', [
      customerId,
    ]);
    const etag = (await manager.call('GET', `/customers/${customerId}`)).headers['etag'] ?? '';
    const attributes = name === '__proto__x' ? undefined : { name: 'Changed', [name]: name === 'score' ? 9 : 'x' };
    const body = attributes === undefined ? '{"attributes":{"__proto__":{"x":1}}}' : { attributes };
    const changed = await manager.call('PATCH', `/customers/${customerId}`, { body, headers: { 'if-match': etag } });
    expect(changed).toMatchObject({ status, body: { code } });
    expect(
      await house.sql('select attributes, profile_version from customers where customer_id = $1', [customerId]),
    ).toEqual(before);
    if (attributes === undefined) return;
    const email = `made-${name}@example.com`;
    const made = await manager.call('POST', '/customers', { body: { email, attributes, send: 'nothing' } });
    expect(made).toMatchObject({ status, body: { code } });
    const found = await manager.call('POST', '/customers/search', { body: { email } });
    expect(found.body['items']).toEqual([]);
  });

  it.each(['state', 'customer_id', 'email', 'email_verified', 'session_epoch', 'masked', 'password'])(
    '%s is not taken in passing (case 13, 183)',
    async (field) => {
      const etag = (await manager.call('GET', `/customers/${customerId}`)).headers['etag'] ?? '';
      const headers = { 'if-match': etag };
      const answer = await manager.call('PATCH', `/customers/${customerId}`, { body: { [field]: 'x' }, headers });
      expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    },
  );
});

const injections = [
  "'; drop table customers; --",
  'created_at; select pg_sleep(5)',
  '$1',
  '"created_at" desc nulls last',
  '%00',
  '\\',
  "' or '1'='1",
];

describe('a filter', () => {
  it.each(injections)('%s is no sort, state, event or time (case 184)', async (text) => {
    const value = encodeURIComponent(text);
    for (const query of [`sort=${value}`, `state=${value}`, `cursor=${value}`, `limit=${value}`]) {
      expect((await manager.call('GET', `/customers?${query}`)).status).toBe(400);
    }
    for (const query of [`event=${value}`, `from=${value}`, `to=${value}`, `cursor=${value}`])
      expect((await manager.call('GET', `/ledger?${query}`)).status).toBe(400);
    for (const query of [`customer_id=${value}`, `actor_id=${value}`]) {
      const answer = await manager.call('GET', `/ledger?${query}`);
      expect([200, 400]).toContain(answer.status);
      expect(answer.body['items'] ?? []).toEqual([]);
    }
    for (const body of [
      { name: text },
      { external_id: text },
      { customer_id: text },
      { attribute: text, value: text },
    ]) {
      const answer = await manager.call('POST', '/customers/search', { body });
      expect([200, 400]).toContain(answer.status);
      expect(answer.body['items'] ?? []).toEqual([]);
    }
    expect((await manager.call('GET', '/customers')).status).toBe(200);
  });

  it('goes on only from where its own list led (case 184)', async () => {
    for (const path of ['/customers?limit=1', '/ledger?limit=1', `/customers/${customerId}/activity?limit=1`]) {
      const { body } = await manager.call('GET', path);
      const cursor = String(body['next_cursor']);
      const bytes = Buffer.from(cursor, 'base64url');
      for (let at = 0; at < bytes.length; at += 7) {
        const forged = Buffer.from(bytes);
        forged[at] = (forged[at] ?? 0) ^ 1;
        const answer = await manager.call('GET', `${path}&cursor=${forged.toString('base64url')}`);
        expect(answer).toMatchObject({ status: 400, body: { code: 'cursor.invalid' } });
      }
      const elsewhere = path.startsWith('/ledger') ? '/customers?limit=1' : '/ledger?limit=1';
      expect((await manager.call('GET', `${elsewhere}&cursor=${cursor}`)).status).toBe(400);
      const plain = Buffer.from(JSON.stringify(['2020-01-01', 'cus_x'])).toString('base64url');
      expect((await manager.call('GET', `${path}&cursor=${plain}`)).status).toBe(400);
    }
  });
});
