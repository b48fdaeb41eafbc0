import { type ApplicationMetadataInput, errorCatalogue } from '@cardea/contract';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ApplicationWorld, createApplicationWorld } from '../../../test/applications.ts';

let world: ApplicationWorld;
let tenantId: string;
let otherTenantId: string;

const redirects = { redirect_uris: ['https://shop.example/callback'] };
const shop: ApplicationMetadataInput = { client_name: 'Shop', ...redirects };
const key = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) } as const;

beforeAll(async () => {
  world = await createApplicationWorld();
  tenantId = await world.tenant('one.example');
  otherTenantId = await world.tenant('two.example');
});
afterAll(() => world.drop());

const register = (metadata: ApplicationMetadataInput, applicationId?: string) =>
  world.applications.register(tenantId, { metadata, firstParty: false, applicationId });

describe('registering an application', () => {
  it('gives it an id, a secret shown once, and an entry in the ledger', async () => {
    const { applicationId, clientSecret } = await register(shop);
    expect(applicationId).toMatch(/^app_[0-9a-z]{26}$/);
    expect(clientSecret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await world.applications.find(tenantId, applicationId)).toMatchObject({
      applicationId,
      tenantId,
      name: 'Shop',
      firstParty: false,
      state: 'active',
      metadata: {
        grant_types: ['authorization_code'],
        response_types: ['code'],
        id_token_signed_response_alg: 'ES256',
      },
    });
    const entries = await world.entries('application.registered');
    expect(entries.at(-1)).toEqual({
      customer_id: null,
      data: { applicationId, firstParty: false, isAdministrative: false },
    });
    const stored = await world.sql(
      'select metadata, encode(secret_hash, $1) from applications natural join application_secrets',
      ['escape'],
    );
    expect(JSON.stringify(stored)).not.toContain(clientSecret);
  });

  it('gives no secret to an application that cannot keep one, or proves itself by a key', async () => {
    expect((await register({ ...shop, token_endpoint_auth_method: 'none' })).clientSecret).toBeNull();
    const keyed: ApplicationMetadataInput = {
      ...shop,
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [key] },
    };
    expect((await register(keyed)).clientSecret).toBeNull();
  });

  it('takes an id that the operator chose, once', async () => {
    expect((await register(shop, 'shop')).applicationId).toBe('shop');
    await expect(register(shop, 'shop')).rejects.toMatchObject({ fields: { client_id: 'taken' } });
    expect(
      await world.applications.register(otherTenantId, { metadata: shop, firstParty: true, applicationId: 'shop' }),
    ).toBeTruthy();
  });

  it.each(['cus_00000000000000000000000000', 'Shop', 'a', 'a b', '../x', 'x'.repeat(41)])(
    'refuses the id %s',
    async (id) => {
      await expect(register(shop, id)).rejects.toMatchObject({ fields: { client_id: 'malformed' } });
    },
  );

  it.each([
    ['a name that nobody knows', { ...shop, software_id: 'x' }, { software_id: 'unknown' }],
    [
      'a sector document',
      { ...shop, sector_identifier_uri: 'https://a.example' },
      { sector_identifier_uri: 'unknown' },
    ],
    ['an implicit response', { ...shop, response_types: ['token'] }, { response_types: 'malformed' }],
    ['a password grant', { ...shop, grant_types: ['password'] }, { grant_types: 'malformed' }],
    [
      'an unsigned identity token',
      { ...shop, id_token_signed_response_alg: 'none' },
      { id_token_signed_response_alg: 'malformed' },
    ],
    ['a name that reads backwards', { ...shop, client_name: 'Bank \u202eknab' }, { client_name: 'malformed' }],
    ['no name', { client_name: ' ', ...redirects }, { client_name: 'malformed' }],
    [
      'a private key',
      { ...shop, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [{ ...key, d: 'x' }] } },
      { jwks: 'malformed' },
    ],
    ['nowhere to go', { client_name: 'Shop' }, { redirect_uris: 'required' }],
    ['a redirect that runs script', { ...shop, redirect_uris: ['javascript:alert(1)'] }, { redirect_uris: 'scheme' }],
    [
      'localhost outside development',
      { ...shop, redirect_uris: ['http://localhost/cb'] },
      { redirect_uris: 'needs_https' },
    ],
    [
      'a script after signing out',
      { ...shop, post_logout_redirect_uris: ['javascript:1'] },
      { post_logout_redirect_uris: 'scheme' },
    ],
    ['a script for a logo', { ...shop, logo_uri: 'data:text/html,x' }, { logo_uri: 'scheme' }],
    [
      'keys fetched in the clear',
      { ...shop, token_endpoint_auth_method: 'private_key_jwt', jwks_uri: 'http://a.example/' },
      { jwks_uri: 'needs_https' },
    ],
    [
      'a key method without a key',
      { ...shop, token_endpoint_auth_method: 'private_key_jwt' },
      { jwks: 'needs_one_key_source' },
    ],
    [
      'a public machine',
      { client_name: 'M', grant_types: ['client_credentials'], token_endpoint_auth_method: 'none' },
      { grant_types: 'needs_client_authentication' },
    ],
    [
      'refreshing without a code',
      { client_name: 'M', grant_types: ['client_credentials', 'refresh_token'] },
      { grant_types: 'needs_code_grant' },
    ],
    [
      'pairwise subjects over two hosts',
      { ...shop, subject_type: 'pairwise', redirect_uris: ['https://a.example/', 'https://b.example/'] },
      { subject_type: 'needs_one_host' },
    ],
    [
      'an API it may not use',
      { ...shop, default_resource: 'https://api.example' },
      { default_resource: 'needs_allowed_resource' },
    ],
  ])('refuses %s (cases 100, 109, 118, 119)', async (_name, metadata, fields) => {
    const refusal = register(metadata as ApplicationMetadataInput);
    await expect(refusal).rejects.toMatchObject({ code: 'application.invalid', fields });
  });
});

describe('the secret of an application', () => {
  const check = (applicationId: string, secret: string | null, tenant = tenantId) =>
    world.anotherNode().checkSecret(tenant, applicationId, secret ?? '');

  it('is accepted, and nothing else is', async () => {
    const { applicationId, clientSecret } = await register(shop);
    expect(await check(applicationId, clientSecret)).toBe(true);
    for (const wrong of ['', 'x', `${clientSecret}x`, (clientSecret ?? '').slice(1)])
      expect(await check(applicationId, wrong)).toBe(false);
    expect(await check('app_nobody', clientSecret)).toBe(false);
    expect(await check(applicationId, clientSecret, otherTenantId)).toBe(false);
    const open = await register({ ...shop, token_endpoint_auth_method: 'none' });
    expect(await check(open.applicationId, '')).toBe(false);
  });

  it('keeps working beside its successor for as long as asked, and two are the most', async () => {
    const { applicationId, clientSecret: first } = await register(shop);
    const second = await world.applications.rotateSecret(tenantId, applicationId, 3600);
    expect([await check(applicationId, first), await check(applicationId, second)]).toEqual([true, true]);
    const third = await world.applications.rotateSecret(tenantId, applicationId, 3600);
    const all = [first, second, third];
    expect(await Promise.all(all.map((secret) => check(applicationId, secret)))).toEqual([false, true, true]);
    await world.sql("update application_secrets set expires_at = now() - interval '1 second' where rank = 'former'");
    expect(await Promise.all(all.map((secret) => check(applicationId, secret)))).toEqual([false, false, true]);
    const fourth = await world.applications.rotateSecret(tenantId, applicationId, 0);
    expect([await check(applicationId, third), await check(applicationId, fourth)]).toEqual([false, true]);
    expect((await world.entries('application.secret_rotated')).length).toBe(3);
  });

  it('survives rotations at the same moment: each ends with the last two', async () => {
    const { applicationId } = await register(shop);
    const rotate = () => world.applications.rotateSecret(tenantId, applicationId, 3600);
    const secrets = await Promise.all([rotate(), rotate(), rotate(), rotate()]);
    const counting = await Promise.all(secrets.map((secret) => check(applicationId, secret)));
    expect(counting.filter(Boolean)).toHaveLength(2);
  });

  it('costs the same to refuse, whether wrong, missing or of nobody (case 116)', async () => {
    const { applicationId } = await register(shop);
    const node = world.anotherNode();
    const times: Record<string, number[]> = { [applicationId]: [], app_nobody: [] };
    // In turns, so that whatever else the machine does falls on both alike.
    for (let round = 0; round < 600; round += 1) {
      for (const [id, taken] of Object.entries(times)) {
        const start = performance.now();
        await node.checkSecret(tenantId, id, `guess ${round}`);
        taken.push(performance.now() - start);
      }
    }
    const [known = 0, unknown = 1] = Object.values(times).map((taken) => taken.sort((one, other) => one - other)[300]);
    // A look into the database, or a comparison less, would be many times as much.
    expect(Math.abs(known - unknown)).toBeLessThan(0.05 + Math.max(known, unknown) / 2);
  });

  it('is not given to an application that uses none', async () => {
    const { applicationId } = await register({ ...shop, token_endpoint_auth_method: 'none' });
    const refused = world.applications.rotateSecret(tenantId, applicationId, 0);
    await expect(refused).rejects.toMatchObject({ code: 'application.invalid' });
    const unknown = world.applications.rotateSecret(otherTenantId, applicationId, 0);
    await expect(unknown).rejects.toMatchObject({ code: 'application.not_found' });
  });
});

describe('an application', () => {
  it('is not there for another tenant, to find, list, change or disable (case 126)', async () => {
    const { applicationId } = await register(shop);
    expect(await world.applications.find(otherTenantId, applicationId)).toBeNull();
    const listed = await world.applications.list(otherTenantId, { limit: 100 });
    expect(listed.map((application) => application.applicationId)).not.toContain(applicationId);
    await expect(world.applications.disable(otherTenantId, applicationId)).rejects.toMatchObject({
      code: 'application.not_found',
      status: errorCatalogue['application.not_found'].status,
    });
    expect((await world.applications.find(tenantId, applicationId))?.state).toBe('active');
  });

  it('is disabled on this node at once and on every other within a second', async () => {
    const { applicationId, clientSecret } = await register(shop);
    const other = world.anotherNode();
    expect((await other.find(tenantId, applicationId))?.version).toBe('1');
    await world.applications.disable(tenantId, applicationId);
    expect(await world.applications.find(tenantId, applicationId)).toMatchObject({ state: 'disabled', version: '2' });
    expect(await world.applications.checkSecret(tenantId, applicationId, clientSecret ?? '')).toBe(false);
    const seen = async () => expect((await other.find(tenantId, applicationId))?.state).toBe('disabled');
    await vi.waitFor(seen, { timeout: 30_000, interval: 50 });
    expect((await world.entries('application.disabled')).at(-1)?.data).toEqual({ applicationId });
  });

  it('is listed a page at a time', async () => {
    const first = await world.applications.list(tenantId, { limit: 2 });
    const [, last] = first;
    const second = await world.applications.list(tenantId, { limit: 2, after: last?.applicationId ?? '' });
    const ids = [...first, ...second].map((application) => application.applicationId);
    expect(new Set(ids).size).toBe(4);
    expect(ids).toEqual(ids.toSorted());
  });
});

describe('a resource', () => {
  it('is there for every tenant under its own origin, and only there', async () => {
    const api = await world.applications.resource(tenantId, 'https://one.example/api');
    expect(api?.scopes).toHaveProperty('customers:read');
    expect(await world.applications.resource(otherTenantId, 'https://one.example/api')).toBeNull();
    expect(await world.applications.resource(tenantId, 'https://one.example/api/')).toBeNull();
  });

  it('is registered once, with its scopes and life-time, for one tenant', async () => {
    const orders = {
      resource_uri: 'https://orders.example/',
      name: 'Orders',
      scopes: { 'orders:read': 'See your orders' },
      access_token_seconds: 300,
    };
    await world.applications.registerResource(tenantId, orders);
    expect(await world.applications.resource(tenantId, 'https://orders.example/')).toEqual({
      resourceUri: 'https://orders.example/',
      name: 'Orders',
      scopes: { 'orders:read': 'See your orders' },
      accessTokenSeconds: 300,
      openToAgents: false,
    });
    expect(await world.applications.resource(otherTenantId, 'https://orders.example/')).toBeNull();
    const again = world.applications.registerResource(tenantId, orders);
    await expect(again).rejects.toMatchObject({ fields: { resource_uri: 'taken' } });
    const own = world.applications.registerResource(tenantId, { ...orders, resource_uri: 'https://one.example/api' });
    await expect(own).rejects.toMatchObject({ fields: { resource_uri: 'taken' } });
  });
});
