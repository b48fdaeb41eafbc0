import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../../test/house.ts';
import { createManager, type Manager } from '../../../../test/management.ts';

let house: TestHouse;
let developer: Manager;
let reader: Manager;
beforeAll(async () => {
  house = await startTestHouse();
  developer = await createManager(house, 'applications:write', 'settings:write');
  reader = await createManager(house, 'applications:read', 'settings:read');
});
afterAll(() => house.stop());

const shop = { client_name: 'Shop', client_id: 'shop', redirect_uris: ['https://shop.example/cb'] };
const put = (etag: string) => ({ 'if-match': etag });
const etagOf = (answer: { headers: Readonly<Record<string, unknown>> }) => String(answer.headers['etag']);

describe('applications over the management API', () => {
  it('are registered with a secret that is shown once, read, listed and changed in the version that was read', async () => {
    const made = await developer.call('POST', '/applications', { body: shop });
    expect(made).toMatchObject({ status: 201, body: { client_id: 'shop', client_secret: expect.any(String) } });
    const secret = String(made.body['client_secret']);
    const read = await reader.call('GET', '/applications/shop');
    expect(read).toMatchObject({ status: 200, body: { client_name: 'Shop', secrets: [{ until: null }] } });
    expect(JSON.stringify(read.body)).not.toContain(secret);
    const body = { client_name: 'The shop', scope: null, redirect_uris: ['https://shop.example/other'] };
    expect(await developer.call('PATCH', '/applications/shop', { body })).toMatchObject({ status: 428 });
    const changed = await developer.call('PATCH', '/applications/shop', { body, headers: put(etagOf(read)) });
    expect(changed).toMatchObject({ status: 200, body: { client_name: 'The shop', scope: 'openid profile email' } });
    expect(await developer.call('PATCH', '/applications/shop', { body, headers: put(etagOf(read)) })).toMatchObject({
      status: 412,
    });
    const listed = await reader.call('GET', '/applications?limit=1');
    expect(listed.body['items']).toHaveLength(1);
    const ids = new Set<string>();
    for (let cursor = ''; ; ) {
      const page = await reader.call('GET', `/applications?limit=1${cursor}`);
      for (const item of page.body['items'] as { client_id: string }[]) ids.add(item.client_id);
      if (page.body['next_cursor'] === null) break;
      cursor = `&cursor=${page.body['next_cursor']}`;
    }
    expect([...ids]).toEqual(expect.arrayContaining(['shop', developer.applicationId, reader.applicationId]));
    expect([...ids]).not.toContain('console');
  });

  it('are refused with what is wrong with each field', async () => {
    const wrong = { client_name: 'X', redirect_uris: ['http://shop.example/cb'], initiate_login_uri: 'javascript:1' };
    expect(await developer.call('POST', '/applications', { body: wrong })).toMatchObject({
      status: 400,
      body: {
        code: 'application.invalid',
        errors: [
          { pointer: '/redirect_uris', text_id: 'needs_https' },
          { pointer: '/initiate_login_uri', text_id: 'scheme' },
        ],
      },
    });
  });

  it('have two secrets at most while one is rotated', async () => {
    const rotate = () => developer.call('POST', '/applications/shop/secret', { body: { keep_former_seconds: 60 } });
    const first = String((await rotate()).body['client_secret']);
    const answer = await rotate();
    expect(answer).toMatchObject({ status: 200, body: { secrets: [{ until: null }, { until: expect.any(String) }] } });
    const [tenantId = ''] = await house.house.tenants.listIds();
    const check = (secret: string) => house.house.applications.checkSecret(tenantId, 'shop', secret);
    expect(await check(first)).toBe(true);
    expect(await check(String(answer.body['client_secret']))).toBe(true);
    await rotate();
    expect(await check(first)).toBe(false);
  });

  it('set some things differently from their tenant', async () => {
    const read = await reader.call('GET', '/applications/shop/settings');
    const body = { registration: { mode: 'closed' } };
    const path = '/applications/shop/settings';
    const changed = await developer.call('PATCH', path, { body, headers: put(etagOf(read)) });
    expect(changed).toMatchObject({ status: 200, body: { settings: body, effective: body } });
    const wrong = { session: { idleSeconds: 1 } };
    expect(await developer.call('PATCH', path, { body: wrong, headers: put(etagOf(changed)) })).toMatchObject({
      status: 400,
      body: { code: 'settings.invalid', errors: [{ pointer: '/session/idleSeconds' }] },
    });
  });

  it('are disabled, taken up again, and removed with what hangs on them', async () => {
    expect(await developer.call('POST', '/applications/shop/disable', { body: {} })).toMatchObject({
      body: { state: 'disabled' },
    });
    const enabled = await developer.call('POST', '/applications/shop/enable', { body: {} });
    expect(enabled).toMatchObject({ body: { state: 'active' } });
    expect(await reader.call('GET', '/applications/shop/removal')).toMatchObject({ body: { consents: 0, grants: 0 } });
    expect(await developer.call('DELETE', '/applications/shop', { headers: put('"1"') })).toMatchObject({
      status: 412,
    });
    const headers = put(etagOf(enabled));
    expect(await developer.call('DELETE', '/applications/shop', { headers })).toMatchObject({ status: 200 });
    expect(await reader.call('GET', '/applications/shop')).toMatchObject({ status: 404 });
    const [entry] = await house.sql(
      `select actor_kind, actor_id from ledger_entries where event = 'application.removed'`,
    );
    expect(entry).toEqual({ actor_kind: 'application', actor_id: developer.applicationId });
  });

  it('and the console is none of them', async () => {
    await house.visitor().get('/oauth/authorize?client_id=console');
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['GET', '/settings', undefined],
      ['GET', '/removal', undefined],
      ['POST', '/disable', {}],
      ['POST', '/secret', {}],
      ['DELETE', '', undefined],
      ['PATCH', '', { client_name: 'Mine' }],
    ] as const)
      expect(
        await developer.call(method, `/applications/console${path}`, { body, headers: put('"1"') }),
        `${method} ${path}`,
      ).toMatchObject({ status: 404 });
    const body = { client_id: 'console', client_name: 'X', redirect_uris: ['https://x.example/'] };
    expect(await developer.call('POST', '/applications', { body })).toMatchObject({ status: 400 });
  });
});

describe('APIs over the management API', () => {
  it('are registered, read, changed in the version that was read, and removed', async () => {
    const uri = 'https://orders.example/v1/';
    const body = { resource_uri: uri, name: 'Orders', scopes: { 'orders:read': 'See what you ordered' } };
    expect(await developer.call('POST', '/resources', { body })).toMatchObject({ status: 201 });
    const one = `/resource?resource_uri=${encodeURIComponent(uri)}`;
    const read = await reader.call('GET', one);
    expect(read).toMatchObject({ status: 200, body: { ...body, access_token_seconds: 600 } });
    const next = { name: 'All orders', scopes: {}, access_token_seconds: 60 };
    const changed = await developer.call('PUT', one, { body: next, headers: put(etagOf(read)) });
    expect(changed).toMatchObject({ status: 200, body: next });
    expect(await developer.call('DELETE', one, { headers: put(etagOf(read)) })).toMatchObject({ status: 412 });
    expect(await developer.call('DELETE', one, { headers: put(etagOf(changed)) })).toMatchObject({ status: 204 });
    expect(await reader.call('GET', one)).toMatchObject({ status: 404, body: { code: 'resource.not_found' } });
    const own = { ...body, resource_uri: `${house.origin}/api` };
    expect(await developer.call('POST', '/resources', { body: own })).toMatchObject({ status: 400 });
  });
});
