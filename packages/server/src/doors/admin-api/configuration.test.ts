import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createManager, type Manager } from '../../../test/management.ts';

let house: TestHouse;
let developer: Manager;
beforeAll(async () => {
  house = await startTestHouse();
  developer = await createManager(house, 'applications:write', 'settings:write');
});
afterAll(() => house.stop());

const post = (action: string, body: object) => developer.call('POST', `/configuration/${action}`, { body });

describe('configuration over the management API', () => {
  it('is planned, applied as planned, exported, and found to differ later', async () => {
    expect(await developer.call('GET', '/configuration/drift')).toMatchObject({
      status: 404,
      body: { code: 'configuration.not_applied' },
    });
    const document =
      'name: Acme\napplications: { shop: { client_name: Shop, redirect_uris: [https://shop.example/] } }';
    const planned = await post('plan', { document });
    expect(planned).toMatchObject({
      status: 200,
      body: {
        has_changes: true,
        findings: [],
        changes: [
          { action: 'change', section: 'name', fields: [{ field: '', from: 'Cardea', to: 'Acme' }] },
          { action: 'create', section: 'applications', key: 'shop', notes: [expect.stringContaining('no secret')] },
        ],
      },
    });
    const { fingerprint } = planned.body;
    const other = document.replace('Acme', 'Acne');
    expect(await post('apply', { document: other, fingerprint })).toMatchObject({
      status: 409,
      body: { code: 'configuration.conflict' },
    });
    expect(await post('apply', { document, fingerprint })).toMatchObject({ status: 200, body: { has_changes: true } });
    expect(await post('apply', { document })).toMatchObject({ status: 200, body: { has_changes: false } });
    const exported = await developer.call('GET', '/configuration/export');
    expect(exported.body['document']).toContain('client_name: Shop');
    expect(exported.body['document']).not.toContain('console');
    expect(await developer.call('GET', '/configuration/drift')).toMatchObject({
      body: { has_changes: false, version: 1, applied_by: { kind: 'application', id: developer.applicationId } },
    });
    const read = await developer.call('GET', '/applications/shop');
    await developer.call('PATCH', '/applications/shop', {
      body: { client_name: 'Another' },
      headers: { 'if-match': String(read.headers['etag']) },
    });
    expect(await developer.call('GET', '/configuration/drift')).toMatchObject({
      body: { changes: [{ key: 'shop', fields: [{ field: 'client_name', from: 'Another', to: 'Shop' }] }] },
    });
    const [entry] = await house.sql(`select actor_id, data from ledger_entries where event = 'configuration.applied'`);
    expect(entry).toEqual({
      actor_id: developer.applicationId,
      data: { version: 1, created: 1, changed: 1, removed: 0 },
    });
  });
});
