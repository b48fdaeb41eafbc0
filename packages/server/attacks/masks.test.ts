/** What is masked is found out neither by searching nor by declaring it anew. */
import type { ProfileSchemaInput } from '@cardea/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { because, createManager, type Manager } from '../test/management.ts';
import type { JsonAnswer } from '../test/own-interface.ts';

let house: TestHouse;
let reader: Manager;
let manager: Manager;
let developer: Manager;
let trusted: Manager;
let customerId: string;
const seeing = { headers: because('Ticket 9') };
const attributes: ProfileSchemaInput['attributes'] = [
  { name: 'name', type: 'text', searchable: 'prefix' },
  { name: 'illness', type: 'text', category: 'sensitive', searchable: 'prefix' },
  { name: 'diary', type: 'text', visible_to: ['customer'], searchable: 'exact' },
  { name: 'tier', type: 'text', personal: false, searchable: 'prefix' },
];

beforeAll(async () => {
  house = await startTestHouse();
  const [tenantId = ''] = await house.house.tenants.listIds();
  await house.house.tenants.profileSchema.change(tenantId, { attributes });
  reader = await createManager(house, 'customers:read');
  manager = await createManager(house, 'customers:read', 'customers:write', 'customers.personal:read');
  developer = await createManager(house, 'settings:write', 'applications:write');
  trusted = await createManager(house, 'settings:write', 'applications:write', 'customers.personal:read');
  const values = { name: 'Zaphod Beeblebrox', illness: 'measles', tier: 'golden' };
  const body = { email: 'zaphod@example.com', attributes: values, external_id: 'insurance-77', send: 'nothing' };
  const made = await manager.call('POST', '/customers', { body });
  expect(made.status).toBe(201);
  customerId = String(made.body['customer_id']);
});
afterAll(() => house.stop());

const search = (by: Manager, body: object, more = {}) => by.call('POST', '/customers/search', { body, ...more });
const idsIn = ({ status, body }: JsonAnswer) => [
  status,
  ...((body['items'] ?? []) as { customer_id: string }[]).map(({ customer_id: id }) => id),
];
const codeOf = ({ status, body }: JsonAnswer) => [status, body['code']];

describe('a search', () => {
  it('without a reason finds a name by whole words, and by no beginning of one', async () => {
    for (const by of [reader, manager]) {
      expect(idsIn(await search(by, { name: 'beeblebrox zaphod' }))).toEqual([200, customerId]);
      for (const name of ['bee', 'beeblebro', 'zap', 'zaphod bee'])
        expect(idsIn(await search(by, { name }))).toEqual([200]);
      expect(idsIn(await search(by, { attribute: 'name', value: 'zap', match: 'prefix' }))).toEqual([200]);
    }
    // Who lacks the permission gains nothing by a reason.
    expect(idsIn(await search(reader, { name: 'bee' }, seeing))).toEqual([200]);
    expect(idsIn(await search(reader, { attribute: 'tier', value: 'gol', match: 'prefix' }))).toEqual([
      200,
      customerId,
    ]);
  });

  it('by what staff may not see, or by what is sensitive, asks for the permission and a reason', async () => {
    const needed = [403, 'customer.reason_required'];
    const illness = { attribute: 'illness', value: 'measles' };
    for (const wanted of [illness, { ...illness, match: 'prefix' }, { attribute: 'diary', value: 'x' }]) {
      expect(codeOf(await search(reader, wanted))).toEqual(needed);
      expect(codeOf(await search(reader, wanted, seeing))).toEqual(needed);
      expect(codeOf(await search(manager, wanted))).toEqual(needed);
    }
  });

  it('with both is recorded under what was searched by', async () => {
    const wanted = { attribute: 'illness', value: 'mea', match: 'prefix' };
    expect(idsIn(await search(manager, wanted, seeing))).toEqual([200, customerId]);
    const rows = await house.sql<{ fields: string[] }>(
      `select data->'fields' as fields from ledger_entries where event = 'customer.viewed' and customer_id = $1`,
      [customerId],
    );
    expect(rows.map(({ fields }) => fields)).toContainEqual(['attributes.illness']);
  });

  it('shows the external id as it shows other personal fields', async () => {
    const [masked] = (await search(reader, { email: 'zaphod@example.com' })).body['items'] as object[];
    expect(masked).toMatchObject({ external_id: 'i•••', masked: true });
    expect((await reader.call('GET', `/customers/${customerId}`)).body['external_id']).toBe('i•••');
    expect((await manager.call('GET', `/customers/${customerId}`, seeing)).body['external_id']).toBe('insurance-77');
  });
});

describe('a declaration', () => {
  const put = async (by: Manager, changed: readonly object[]) => {
    const headers = { 'if-match': String((await by.call('GET', '/profile-schema')).headers['etag']) };
    return by.call('PUT', '/profile-schema', { body: { attributes: changed }, headers });
  };
  const withIllness = (change: object) =>
    attributes.map((attribute) => (attribute.name === 'illness' ? { ...attribute, ...change } : attribute));
  const exposes = [403, 'profile_schema.exposes'];

  it('shows values to more by nobody who may not read them, on no path', async () => {
    const before = (await developer.call('GET', '/profile-schema')).body;
    expect(codeOf(await put(developer, withIllness({ personal: false })))).toEqual(exposes);
    expect(codeOf(await put(developer, withIllness({ category: 'other' })))).toEqual(exposes);
    const document = `profile_schema: { attributes: [{ name: illness, type: text, personal: false }] }`;
    const applied = await developer.call('POST', '/configuration/apply', { body: { document } });
    expect(codeOf(applied)).toEqual(exposes);
    expect((await developer.call('GET', '/profile-schema')).body).toEqual(before);
  });

  it('nor by taking an attribute away and declaring it again', async () => {
    const without = attributes.filter(({ name }) => name !== 'illness');
    expect((await put(developer, without)).status).toBe(200);
    expect(codeOf(await put(developer, withIllness({ personal: false })))).toEqual(exposes);
    expect((await put(developer, withIllness({}))).status).toBe(200);
  });

  it('is free where nobody has a value, and to whoever may read them', async () => {
    const fresh = attributes.map((one) => (one.name === 'diary' ? { ...one, visible_to: ['customer', 'staff'] } : one));
    expect((await put(developer, fresh)).status).toBe(200);
    expect((await put(trusted, withIllness({ category: 'other' }))).status).toBe(200);
  });
});
