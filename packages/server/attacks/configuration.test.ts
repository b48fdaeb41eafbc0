/**
 * Attacks on what administers applications and configuration: files that are bombs, that reach for another tenant, for
 * secrets of the machine, or for more than the caller holds. Each must change nothing.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createManager, type Manager } from '../test/management.ts';

let house: TestHouse;
/** May do all that configuration needs, and no more. */
let developer: Manager;
/** Holds a permission that the developer lacks. */
let strong: Manager;
let before: string;

beforeAll(async () => {
  house = await startTestHouse();
  developer = await createManager(house, 'applications:write', 'settings:write');
  strong = await createManager(house, 'applications:write', 'settings:write', 'admins:write', 'customers:export');
});
afterAll(() => house.stop());
beforeEach(async () => {
  await house.sql("delete from budgets where budget = 'management.configuration'");
  before = await state();
});

const state = async () => String((await strong.call('GET', '/configuration/export')).body['document']);
const plan = (document: string) => developer.call('POST', '/configuration/plan', { body: { document } });
const apply = (document: string, by = developer) => by.call('POST', '/configuration/apply', { body: { document } });
const service = (id: string, scope: string, more = '') =>
  `applications: { ${id}: { client_name: X, grant_types: [client_credentials], scope: "${scope}"${more} } }`;

describe('a hostile configuration file', () => {
  const nine = Array.from({ length: 9 }, (_, level) => {
    const former = level === 0 ? 'lol' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array.from({ length: 9 }, () => former).join(', ')}]`;
  }).join('\n');

  it.each([
    ['a billion laughs', nine],
    ['prototypes', 'settings: { __proto__: { session: { idleSeconds: 300 } } }'],
    ['prototypes of applications', 'applications:\n  __proto__:\n    client_name: X'],
    ['constructors', 'constructor: { prototype: { polluted: true } }'],
    ['code', 'name: !!js/function "function () { process.exit(1) }"'],
    ['a tag of another language', 'name: !!python/object/apply:os.system ["id"]'],
    ['a bottomless nest', '['.repeat(100_000)],
    ['names in names', `settings:\n${'  '.repeat(1)}session:\n    idleSeconds: 300\n    idleSeconds: 400`],
    ['a name with a line break in a header', 'settings: { mail: { senderName: "Acme\\r\\nBcc: all@example.com" } }'],
    [
      'a redirect that runs script',
      'applications: { shop: { client_name: X, redirect_uris: ["javascript:alert(1)"] } }',
    ],
    ['a name that reads backwards', 'name: "Bank \\u202eknab"'],
    [
      'one mistake among what is right',
      'name: Changed\nsettings: { session: { idleSeconds: 301 } }\napplications: { x: {} }',
    ],
  ])('of %s changes nothing and is told by its line', async (_name, document) => {
    const planned = await plan(document);
    expect(planned).toMatchObject({ status: 200, body: { has_changes: false, changes: [] } });
    const findings = planned.body['findings'] as { line: number; column: number; message: string }[];
    expect(findings.length).toBeGreaterThan(0);
    for (const { line, column } of findings) expect(Math.min(line, column)).toBeGreaterThan(0);
    const applied = await apply(document);
    expect(applied).toMatchObject({ status: 400, body: { code: 'configuration.invalid' } });
    const [first] = applied.body['errors'] as { pointer: string }[];
    expect(first?.pointer).toMatch(/^\/document\/\d+\/\d+\//);
    expect(await state()).toBe(before);
    expect(({} as Record<string, unknown>)['polluted']).toBe(undefined);
  });

  it('that is too large is refused before it is read', async () => {
    expect(await apply(`#${'x'.repeat(300_000)}`)).toMatchObject({ status: 400 });
    expect(await apply(`#${'x'.repeat(2_000_000)}`)).toMatchObject({ status: 413 });
  });

  it('gets at no secret of the machine: references are not followed here, and nothing of them is told', async () => {
    for (const reference of [
      '{ env: PATH }',
      '{ env: MASTER_KEY }',
      '{ file: /etc/passwd }',
      '{ file: ../../data/key }',
    ]) {
      const document = service('thief', 'openid', `, client_secret: ${reference}`);
      const planned = await plan(document);
      expect(planned.body['findings']).toMatchObject([{ message: expect.stringContaining('References to secrets') }]);
      expect(JSON.stringify(planned.body)).not.toContain(process.env['PATH'] ?? 'none');
      expect(JSON.stringify(planned.body)).not.toContain('root:');
      expect(await apply(document)).toMatchObject({ status: 400 });
    }
    expect(await state()).toBe(before);
  });

  it('reaches no other tenant, whatever it names', async () => {
    const host = 'other.localhost:4000';
    const otherId = await house.house.tenants.create({ name: 'Other', host });
    if (otherId === null) throw new Error('the tenant was not made');
    await house.house.applications.register(otherId, {
      metadata: { client_name: 'Theirs', redirect_uris: ['https://other.example/cb'] },
      firstParty: false,
      applicationId: 'theirs',
    });
    const document =
      'applications: {}\nremove: { applications: [theirs] }\nsettings: { account: { closingGraceDays: 1 } }';
    expect((await apply(document)).status).toBe(200);
    expect(await house.house.applications.find(otherId, 'theirs')).toMatchObject({ name: 'Theirs' });
    expect((await house.house.tenants.byId(otherId))?.settings.account.closingGraceDays).toBe(14);
    // The token says whose it is: at another host it is nobody's.
    expect(await developer.call('GET', '/configuration/export', { headers: { host } })).toMatchObject({ status: 401 });
  });
});

describe('more than one holds oneself (case 180)', () => {
  it.each(['admins:write', 'customers:export', 'openid tenants:write', 'customers.personal:read'])(
    'is not to be had by an application with %s, on no path',
    async (scope) => {
      const aboveOwn = { status: 403, body: { code: 'administrator.above_own' } };
      expect(await apply(service('climber', scope))).toMatchObject(aboveOwn);
      const body = { client_id: 'climber', client_name: 'X', grant_types: ['client_credentials'], scope };
      expect(await developer.call('POST', '/applications', { body })).toMatchObject(aboveOwn);
      expect(await state()).toBe(before);
      await developer.call('POST', '/applications', { body: { ...body, client_id: 'modest', scope: 'openid' } });
      const read = await developer.call('GET', '/applications/modest');
      const headers = { 'if-match': String(read.headers['etag']) };
      expect(await developer.call('PATCH', '/applications/modest', { body: { scope }, headers })).toMatchObject(
        aboveOwn,
      );
      expect(await apply(service('modest', scope))).toMatchObject(aboveOwn);
      expect(await developer.call('DELETE', '/applications/modest', { headers })).toMatchObject({ status: 200 });
    },
  );

  it('is not to be had through an application that has it: nothing about it is changed, at no moment', async () => {
    const aboveOwn = { status: 403, body: { code: 'administrator.above_own' } };
    const make = { client_id: 'mighty', client_name: 'M', grant_types: ['client_credentials'], scope: 'openid' };
    await strong.call('POST', '/applications', { body: make });
    const read = await strong.call('GET', '/applications/mighty');
    // The node that is asked remembers it as it was a moment ago; what counts is the row that would be changed.
    await developer.call('GET', '/applications/mighty');
    const raised = await strong.call('PATCH', '/applications/mighty', {
      body: { scope: 'openid admins:write' },
      headers: { 'if-match': String(read.headers['etag']) },
    });
    expect(raised.status).toBe(200);
    const headers = { 'if-match': String(raised.headers['etag']) };
    const tries = [
      developer.call('POST', '/applications/mighty/secret', { body: { keep_former_seconds: 0 } }),
      developer.call('PATCH', '/applications/mighty', { body: { client_name: 'Mine' }, headers }),
      developer.call('PATCH', '/applications/mighty', { body: { scope: 'openid' }, headers }),
      developer.call('PATCH', '/applications/mighty/settings', { body: { session: null }, headers }),
      developer.call('POST', '/applications/mighty/enable', { body: {} }),
      apply(service('mighty', 'openid admins:write', ', first_party: true')),
      apply(service('mighty', 'openid')),
    ];
    for (const answer of await Promise.all(tries)) expect(answer).toMatchObject(aboveOwn);
    const same = await strong.call('GET', '/applications/mighty');
    expect(same.headers['etag']).toBe(raised.headers['etag']);
  });

  it('is not to be had by a file: it changes what its caller could change one by one', async () => {
    const settings = await createManager(house, 'settings:write');
    const both = await createManager(house, 'settings:write', 'applications:read');
    const document = service('sneaked', 'openid');
    for (const caller of [settings, both])
      expect(await apply(document, caller)).toMatchObject({ status: 403, body: { code: 'token.insufficient_scope' } });
    const applications = await createManager(house, 'applications:write');
    expect(await apply('settings: { account: { closingGraceDays: 9 } }', applications)).toMatchObject({ status: 403 });
    for (const address of ['/configuration/export', '/configuration/drift'])
      expect(await settings.call('GET', address)).toMatchObject({ status: 403 });
    const reader = await createManager(house, 'settings:read', 'applications:read');
    expect(await apply('name: X', reader)).toMatchObject({ status: 403 });
    expect(await reader.call('GET', '/configuration/export')).toMatchObject({ status: 200 });
  });
});

describe('an application that is taken away', () => {
  it.each(['disable', 'remove'])('can do nothing more at once: %s', async (action) => {
    const victim = await createManager(house, 'settings:read');
    expect(await victim.call('GET', '/settings')).toMatchObject({ status: 200 });
    const path = `/applications/${victim.applicationId}`;
    const read = await developer.call('GET', path);
    const headers = { 'if-match': String(read.headers['etag']) };
    const done =
      action === 'disable'
        ? await developer.call('POST', `${path}/disable`, { body: {} })
        : await developer.call('DELETE', path, { headers });
    expect(done.status).toBe(200);
    expect((await victim.call('GET', '/settings')).status).toBeOneOf([401, 403]);
  });
});

describe('parameters without an end (case 227)', () => {
  it.each([
    ['scope', `${'a '.repeat(20_000)}a`],
    ['client_name', 'x'.repeat(50_000)],
    ['redirect_uris', Array.from({ length: 1000 }, (_, index) => `https://x.example/${index}`)],
    ['redirect_uris', [`https://x.example/${'x'.repeat(30_000)}`]],
    ['contacts', Array.from({ length: 500 }, () => 'a@example.com')],
    [
      'jwks',
      { keys: Array.from({ length: 100 }, () => ({ kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) })) },
    ],
  ])('in %s of an application are refused at once', async (field, value) => {
    const body = { client_name: 'X', redirect_uris: ['https://x.example/'], [field]: value };
    expect((await developer.call('POST', '/applications', { body })).status).toBeOneOf([400, 413]);
    expect(await state()).toBe(before);
  });
});
