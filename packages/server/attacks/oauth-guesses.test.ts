/** Somebody guesses at an application's secret, from one place and from many (case 117). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createRelyingParty, type RelyingParty } from '../test/relying-party.ts';

let house: TestHouse;
let service: RelyingParty;
beforeAll(async () => {
  house = await startTestHouse();
  service = await register();
});
afterAll(() => house.stop());

const register = () =>
  createRelyingParty(house, { metadata: { grant_types: ['client_credentials'], redirect_uris: [] } });

type Try = { id: string; secret: string; address: string; path?: string; inBody?: boolean; accept?: string };

/** One try of a secret; the answer's status, error and time to wait. */
async function attempt(one: Try) {
  const { id, secret, address, path = '/oauth/token', inBody = false, accept = 'application/json' } = one;
  const answer = await house.visitor({ address }).post(
    path,
    { grant_type: 'client_credentials', token: 'x', ...(inBody ? { client_id: id, client_secret: secret } : {}) },
    {
      accept,
      // Servers send none; a browser at another origin would be refused for that alone.
      origin: undefined,
      ...(inBody ? {} : { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }),
    },
  );
  const { error } = JSON.parse(answer.body === '' ? '{}' : answer.body) as { error?: string };
  return { status: answer.status, error, wait: answer.headers['retry-after'] };
}

const tries = async (count: number, one: (index: number) => Promise<{ status: number }>) => {
  const statuses: Record<number, number> = {};
  for (let done = 0; done < count; done += 10) {
    const answers = await Promise.all(Array.from({ length: Math.min(10, count - done) }, (_, at) => one(done + at)));
    for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
  }
  return statuses;
};

const alarms = (id: string) =>
  house.sql(
    `select data from ledger_entries where event = 'application.authentication_throttled' and data->>'applicationId' = $1`,
    [id],
  );

describe('a thousand wrong secrets', () => {
  it('from one place are looked at twenty times, at every address together, and told about once', async () => {
    const { applicationId: id, secret = '' } = await register();
    const address = '198.51.100.7';
    const paths = ['/oauth/token', '/oauth/introspect', '/oauth/revoke', '/oauth/par'];
    const statuses = await tries(1000, (index) =>
      attempt({
        id,
        secret: `wrong ${index}`,
        address,
        path: paths[index % 4] ?? '',
        inBody: index % 8 > 3,
        accept: ['text/html', '*/*', 'application/json'][index % 3] ?? '',
      }),
    );
    // Twenty, and one more for each minute that this machine needs.
    expect(statuses[401]).toBeLessThan(30);
    expect((statuses[401] ?? 0) + (statuses[429] ?? 0)).toBe(1000);
    for (const path of paths) {
      const refused = await attempt({ id, secret: 'wrong', address, path });
      expect(refused).toMatchObject({ status: 429, error: 'temporarily_unavailable' });
      expect(Number(refused.wait)).toBeGreaterThan(0);
      expect(Number(refused.wait)).toBeLessThanOrEqual(60);
    }
    const spelt = `${id.slice(0, -1)}%${id.charCodeAt(id.length - 1).toString(16)}`;
    expect((await attempt({ id: spelt, secret: 'wrong', address })).status).toBe(429);
    // A guess that happens to be right is not looked at either.
    expect((await attempt({ id, secret: secret ?? '', address })).status).toBe(429);
    expect(await alarms(id)).toEqual([{ data: { applicationId: id } }]);
    // Another application of the same network goes on.
    const { applicationId: other, secret: rightSecret } = service;
    expect((await attempt({ id: other, secret: rightSecret ?? '', address })).status).toBe(200);
  });

  it('from everywhere lock nobody out of a network that the application has proven itself from', async () => {
    const { applicationId: id, secret } = await register();
    const home = '203.0.113.20';
    expect((await attempt({ id, secret: secret ?? '', address: home })).status).toBe(200);
    const statuses = await tries(1000, (index) =>
      attempt({ id, secret: 'wrong', address: `10.${index % 250}.${100 + (index % 7)}.9` }),
    );
    expect(statuses[401]).toBeLessThan(320);
    expect(statuses[429]).toBe(1000 - (statuses[401] ?? 0));
    expect((await attempt({ id, secret: secret ?? '', address: home })).status).toBe(200);
    expect((await attempt({ id, secret: 'wrong', address: home })).status).toBe(429);
    expect((await attempt({ id, secret: secret ?? '', address: home })).status).toBe(200);
    expect((await attempt({ id, secret: secret ?? '', address: '192.0.2.1' })).status).toBe(429);
    expect(await alarms(id)).toHaveLength(1);
  });

  it('of an application that nobody registered look the same, and leave a bounded number of rows', async () => {
    const before = await house.sql<{ count: number }>('select count(*)::int as count from budgets');
    const address = '198.51.100.200';
    const statuses = await tries(60, () => attempt({ id: 'app_nobody', secret: 'wrong', address }));
    expect(statuses[401]).toBeLessThan(30);
    expect((statuses[401] ?? 0) + (statuses[429] ?? 0)).toBe(60);
    expect((await attempt({ id: 'app%5fnobody', secret: 'wrong', address })).status).toBe(429);
    expect(await alarms('app_nobody')).toEqual([]);
    const many = await tries(600, (index) => attempt({ id: `app_${index}`, secret: 'wrong', address }));
    expect(many[401]).toBeLessThan(240);
    const after = await house.sql<{ count: number }>('select count(*)::int as count from budgets');
    expect((after[0]?.count ?? 0) - (before[0]?.count ?? 0)).toBeLessThan(520);
  });
});

it('a right secret is counted nowhere, and its network is written down once', async () => {
  const { applicationId: id, secret = '' } = await register();
  const rows = () =>
    house.sql<{ xmin: string }>(`select xmin::text from application_networks where application_id = $1`, [id]);
  const right = () => attempt({ id, secret: secret ?? '', address: '203.0.113.99' });
  const budgets = () => house.sql('select count(*)::int as count, max(updated_at) as latest from budgets');
  const before = await budgets();
  expect((await right()).status).toBe(200);
  const first = await rows();
  expect((await right()).status).toBe(200);
  expect(await rows()).toEqual(first);
  expect(first).toHaveLength(1);
  expect(await budgets()).toEqual(before);
});
