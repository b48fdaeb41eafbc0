/**
 * Whatever is sent to the management API, it answers with a refusal that says nothing of itself: fields of every kind
 * (case 224), names that aim at prototypes (225), broken tokens (226), and a database that fails (234).
 */
import { adminApi, permissionNames } from '@cardea/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { callerWith, createManager, type Manager } from '../test/management.ts';

let house: TestHouse;
let manager: Manager;
let customerId: string;
beforeAll(async () => {
  house = await startTestHouse();
  manager = await createManager(house, ...permissionNames);
  const made = await manager.call('POST', '/customers', { body: { email: 'anna@example.com', send: 'nothing' } });
  customerId = String(made.body['customer_id']);
});
afterAll(() => house.stop());

/** As raw JSON, for not all of it can be written otherwise. */
const values: readonly (readonly [string, string])[] = [
  ['null', 'null'],
  ['a list', '[]'],
  ['an object', '{}'],
  ['infinity', '1e309'],
  ['minus nothing', '-0'],
  ['an empty text', '""'],
  ['a long text', `"${'x'.repeat(40_000)}"`],
  ['a NUL', '"\\u0000"'],
  ['half a character', '"\\ud800"'],
  ['a change of direction', '"\\u202eabc"'],
  ['depth', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
  ['a prototype', '{"__proto__":{"polluted":true}}'],
  ['a constructor', '{"constructor":{"prototype":{"polluted":true}}}'],
];

const routes: readonly (readonly [string, string, readonly string[]])[] = [
  ['POST', '/customers', Object.keys(adminApi.customers.create.shape)],
  ['PATCH', '/customers/ID', Object.keys(adminApi.customers.change.shape)],
  ['POST', '/customers/ID/notes', ['text']],
  ['POST', '/customers/ID/end-sessions', ['anything']],
  [
    'POST',
    '/customers/search',
    ['email', 'phone', 'username', 'external_id', 'customer_id', 'name', 'attribute', 'limit', 'cursor'],
  ],
  ['POST', '/invitations', Object.keys(adminApi.invitations.invite.shape)],
  ['POST', '/bulk-actions', Object.keys(adminApi.bulk.start.shape)],
];

describe.each(routes)('%s %s', (method, path, fields) => {
  it.each(values)(
    'answers %s in any field with a refusal, or takes it for what it is (case 224, 225)',
    async (_what, raw) => {
      for (const field of fields) {
        const answer = await manager.call(method, path.replace('ID', customerId), {
          body: `{"${field}":${raw}}`,
          headers: { 'if-match': '"1"' },
        });
        expect([200, 201, 204, 400, 409, 412, 413, 422], `${field}: ${JSON.stringify(answer.body)}`).toContain(
          answer.status,
        );
        expect(JSON.stringify(answer.body)).not.toMatch(/select |insert |\bat \w+ \(|node_modules|kysely/i);
      }
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    },
  );
});

describe('an address', () => {
  it.each(['%00', '..%2f..%2fetc%2fpasswd', '%5c', 'x'.repeat(190), '%ff', 'cus_%00', "'", '__proto__', 'constructor'])(
    'with %s names nobody (case 225, 233)',
    async (name) => {
      for (const [method, path] of [
        ['GET', `/customers/${name}`],
        ['GET', `/customers/${name}/activity`],
        ['GET', `/customers/${name}/notes`],
        ['DELETE', `/customers/${customerId}/sessions/${name}`],
        ['DELETE', `/customers/${customerId}/notes/${name}`],
        ['GET', `/bulk-actions/${name}`],
        ['GET', `/imports/${name}`],
        ['GET', `/imports/${name}/findings`],
        ['DELETE', `/invitations/${name}`],
      ] as const) {
        const answer = await manager.call(method, path);
        expect([400, 404], `${method} ${path}`).toContain(answer.status);
      }
    },
  );

  it('takes each parameter once, and none that it does not know (case 225)', async () => {
    for (const query of ['limit=1&limit=2', '__proto__=1', 'constructor=1', 'limit[]=1', 'customer_id=%00', 'from=x'])
      expect((await manager.call('GET', `/ledger?${query}`)).status, query).toBe(400);
  });
});

describe('a token that is none', () => {
  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearer  ',
    'Bearer a b',
    'Bearer  x  y',
    'Basic eDp4',
    `Bearer ${'x'.repeat(8_000)}`,
    'Bearer eyJhbGciOiJub25lIn0.e30.',
    'Bearer ..',
    'Bearer \u00ff',
    'bearer,bearer',
  ])('%s is refused as one (case 226)', async (authorization) => {
    const answer = await callerWith(house, null)('GET', '/customers', { headers: { authorization } });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    expect(['token.required', 'token.invalid']).toContain(answer.body['code']);
  });

  it('is refused when it is larger than any token (case 226)', async () => {
    const headers = { authorization: `Bearer ${'x'.repeat(64 * 1024)}` };
    const answer = await callerWith(house, null)('GET', '/customers', { headers }).catch(() => ({ status: 431 }));
    expect([401, 431]).toContain(answer.status);
  });
});

describe('a database that fails', () => {
  it('is told with a reference number and nothing else (case 234)', async () => {
    await house.sql('alter table customer_notes rename to customer_notes_gone');
    const answer = await manager.call('GET', `/customers/${customerId}/notes`);
    await house.sql('alter table customer_notes_gone rename to customer_notes');
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(answer.body).toMatchObject({
      code: expect.stringMatching(/^server\./),
      reference: expect.stringMatching(/^req_/),
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/customer_notes|relation|select|node_modules|\.ts/);
    expect((await manager.call('GET', `/customers/${customerId}/notes`)).status).toBe(200);
  });
});

describe('very much of something', () => {
  it('is read page by page, each of which looks at a bounded part of it (case 232)', async () => {
    await house.sql(
      `
      insert into ledger_entries (lane, tenant_id, customer_id, event, actor_kind, data)
      select 0, tenant_id, $1, 'sign_in.failed', 'visitor', '{"flowId":"flw_x","reason":"no_match"}'
      from tenants, generate_series(1, 30000) where is_default`,
      [customerId],
    );
    await house.sql(
      `
      insert into sessions (tenant_id, session_id, customer_id, secret_hash, tenant_epoch, customer_epoch, amr, acr, client, cookie_idle_at, ends_at, ended_at)
      select customer.tenant_id, 'ses_' || number, customer_id, decode(md5(number::text), 'hex'), 1, 1, '{}', '', '', now(), now(), now()
      from customers customer, generate_series(1, 20000) number where customer_id = $1`,
      [customerId],
    );
    const sessions = await manager.call('GET', `/customers/${customerId}/sessions?limit=100`);
    expect(sessions).toMatchObject({ status: 200, body: { items: [] } });
    const first = await manager.call('GET', `/customers/${customerId}/activity?limit=100`);
    expect(first.body['items']).toHaveLength(100);
    // What is rare is found beyond any number of what is frequent, in bounded steps.
    let found: object[] = [];
    let steps = 0;
    for (let cursor: unknown = ''; cursor !== null && found.length === 0; steps += 1) {
      const page = await manager.call(
        'GET',
        `/ledger?event=customer.created${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      found = page.body['items'] as object[];
      cursor = page.body['next_cursor'];
    }
    expect(found).toMatchObject([{ customer_id: customerId }]);
    expect(steps).toBe(2);
    expect((await manager.call('GET', '/customers?limit=101')).status).toBe(400);
  });
});
