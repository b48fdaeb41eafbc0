import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createManager, type Manager } from '../../../test/management.ts';

let house: TestHouse;
let manager: Manager;

beforeAll(async () => {
  house = await startTestHouse();
  manager = await createManager(house, 'tenants:write', 'settings:write', 'domains:write');
});
afterAll(() => house.stop());

describe('tenants', () => {
  it('are created with the way in for their first owner, which leads to their own host', async () => {
    const body = { name: 'Acme', host: 'acme.localhost:4000', owner_email: 'anna@acme.example' };
    const created = await manager.call('POST', '/tenants', { body, headers: { 'idempotency-key': 'acme' } });
    expect(created).toMatchObject({
      status: 201,
      body: { name: 'Acme', state: 'active', is_default: false, issuer: 'http://acme.localhost:4000' },
    });
    const { link } = created.body['set_up'] as { link: string };
    expect(link).toMatch(/^http:\/\/acme\.localhost:4000\/setup\?token=/);
    const again = await manager.call('POST', '/tenants', { body, headers: { 'idempotency-key': 'acme' } });
    expect(again.body).toEqual(created.body);
    const visitor = house.visitor({ host: 'acme.localhost:4000', origin: 'http://acme.localhost:4000' });
    expect((await visitor.get('/sign-in')).body).toContain('Acme');
    const discovery = await visitor.request('/.well-known/openid-configuration');
    expect(JSON.parse(discovery.body)).toMatchObject({ issuer: 'http://acme.localhost:4000' });
  });

  it('are listed, renamed, suspended and resumed', async () => {
    const listed = await manager.call('GET', '/tenants?limit=1');
    expect(listed.body['items']).toMatchObject([{ is_default: true, issuer: house.origin }]);
    const next = await manager.call('GET', `/tenants?limit=1&cursor=${String(listed.body['next_cursor'])}`);
    const [{ tenant_id: tenantId } = { tenant_id: '' }] = next.body['items'] as { tenant_id: string }[];
    const read = await manager.call('GET', `/tenants/${tenantId}`);
    const renamed = await manager.call('PATCH', `/tenants/${tenantId}`, {
      body: { name: ' Acme Europe ' },
      headers: { 'if-match': read.headers['etag'] },
    });
    expect(renamed.body).toMatchObject({ name: 'Acme Europe' });
    const there = () => house.visitor({ host: 'acme.localhost:4000' }).get('/sign-in');
    expect((await there()).body).toContain('Acme Europe');
    expect((await manager.call('POST', `/tenants/${tenantId}/suspend`)).body).toMatchObject({ state: 'suspended' });
    expect((await there()).status).toBe(403);
    expect((await manager.call('POST', `/tenants/${tenantId}/resume`)).body).toMatchObject({ state: 'active' });
    expect((await there()).status).toBe(200);
    const events = await house.sql<{ event: string; actor_id: string }>(
      "select event, actor_id from ledger_entries where tenant_id = $1 and event like 'tenant.%' order by recorded_at",
      [tenantId],
    );
    expect(events.map(({ event }) => event)).toEqual([
      'tenant.created',
      'tenant.renamed',
      'tenant.suspended',
      'tenant.resumed',
    ]);
    expect(new Set(events.map((entry) => entry.actor_id))).toEqual(new Set([manager.applicationId]));
  });

  it('are refused as what they cannot be', async () => {
    const [first = ''] = await house.house.tenants.listIds();
    expect((await manager.call('POST', `/tenants/${first}/suspend`)).body['code']).toBe('tenant.is_default');
    expect((await manager.call('GET', '/tenants/ten_none')).body['code']).toBe('tenant.not_found');
    const taken = { name: 'Twice', host: 'acme.localhost:4000' };
    expect((await manager.call('POST', '/tenants', { body: taken })).body['code']).toBe('domain.taken');
    const ours = { name: 'Us', host: 'localhost:4000' };
    expect((await manager.call('POST', '/tenants', { body: ours })).body['code']).toBe('domain.taken');
  });

  it('are managed at the first tenant alone, whatever a token of another says', async () => {
    const [, other = ''] = await house.house.tenants.listIds();
    const host = 'acme.localhost:4000';
    expect(other).not.toBe('');
    const there = { ...house, origin: `http://${host}` };
    const neighbour = await createManager(there, 'settings:read', 'tenants:read');
    const visitor = house.visitor({ host, origin: `http://${host}` });
    const { token } = neighbour;
    const ask = (path: string, at = visitor) =>
      at.request(`/api/admin${path}`, { headers: { authorization: `Bearer ${token}`, accept: 'application/json' } });
    expect((await ask('/branding')).status).toBe(200);
    expect((await ask('/tenants')).status).toBe(403);
    expect((await ask('/tenants', house.visitor())).status).toBe(401);
  });
});

describe('domains', () => {
  it('serve at once on loopback, and lead to the primary one', async () => {
    const body = { host: 'Login.localhost:4000' };
    const added = await manager.call('POST', '/domains', { body });
    expect(added).toMatchObject({
      status: 201,
      body: { host: 'login.localhost:4000', state: 'verified', is_primary: false },
    });
    const visitor = house.visitor({ host: 'login.localhost:4000' });
    const moved = await visitor.request('/sign-in?ui_locales=de');
    expect(moved.status).toBe(307);
    expect(moved.headers['location']).toBe(`${house.origin}/sign-in?ui_locales=de`);
    for (const path of ['//evil.example/', '/\\evil.example', '/.//evil.example']) {
      const location = (await visitor.request(path)).headers['location'] ?? `${house.origin}/`;
      expect(new URL(location, house.origin).origin).toBe(house.origin);
    }
    expect(
      (await manager.call('POST', '/domains/login.localhost%3A4000/make-primary', { body: {} })).body['code'],
    ).toBe('domain.is_configured');
    expect((await manager.call('DELETE', '/domains/login.localhost%3A4000')).status).toBe(204);
    expect((await visitor.request('/sign-in')).status).toBe(421);
  });

  it('say how to prove them elsewhere', async () => {
    const added = await manager.call('POST', '/domains', { body: { host: 'login.shop.example' } });
    expect(added.body).toMatchObject({
      state: 'pending',
      proof: {
        value: expect.stringMatching(/^cardea-domain=[\w-]{43}$/),
        dns_record: '_cardea.login.shop.example',
        https_address: 'https://login.shop.example/.well-known/cardea-domain.txt',
      },
    });
    expect((await house.visitor({ host: 'login.shop.example' }).request('/sign-in')).status).toBe(421);
    const listed = await manager.call('GET', '/domains');
    expect(listed.body['items']).toMatchObject([{ host: 'login.shop.example', is_primary: false }]);
  });
});
