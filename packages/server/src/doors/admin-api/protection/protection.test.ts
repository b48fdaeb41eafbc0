import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword, registerCustomer } from '../../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../../test/house.ts';
import { createManager, type Manager } from '../../../../test/management.ts';

let house: TestHouse;
let reader: Manager;
let writer: Manager;
let tenantId = '';
beforeAll(async () => {
  house = await startTestHouse();
  reader = await createManager(house, 'protection:read');
  writer = await createManager(house, 'protection:write', 'customers:write', 'customers.personal:read');
  [tenantId = ''] = await house.house.tenants.listIds();
});
afterAll(() => house.stop());

const call = async (path: string, manager = reader) => (await manager.call('GET', `/protection${path}`)).body;
const itemsOf = (body: Readonly<Record<string, unknown>>) => body['items'] as Record<string, unknown>[];

/** As detection would, by the port that other rooms have. */
async function found(kind: 'relayed_sign_in' | 'flagged_source', about: string): Promise<void> {
  const client = { address: '203.0.113.7', userAgent: 'A browser' };
  const evidence = { origin: about, attempts: 1 };
  house.house.detection.report({ kind, tenantId, client, customerId: null, evidence });
  await house.house.detection.share();
}

describe('attack mode by the word of staff', () => {
  it('begins for an hour, a day or until it is ended, changes, and ends', async () => {
    expect(await call('')).toMatchObject({ mode: 'calm', begun_by: null, attempts: null, detection: 'on' });
    const begun = await writer.call('POST', '/protection/attack-mode', { body: { until: '1h' } });
    expect(begun).toMatchObject({ status: 200, body: { mode: 'attack', begun_by: 'staff', finding_id: null } });
    const lasts = Date.parse(String(begun.body['until'])) - Date.parse(String(begun.body['began_at']));
    expect(Math.round(lasts / 60_000)).toBe(60);
    expect(begun.body['attempts']).toMatchObject({ attempts: 0, failed: 0 });
    const longer = await writer.call('POST', '/protection/attack-mode', { body: { until: 'until_ended' } });
    expect(longer.body).toMatchObject({ mode: 'attack', until: null, began_at: begun.body['began_at'] });
    expect((await house.visitor().get('/sign-in')).body).toContain('data-challenge');

    expect((await writer.call('DELETE', '/protection/attack-mode')).status).toBe(204);
    expect((await writer.call('DELETE', '/protection/attack-mode')).status).toBe(204);
    expect(await call('')).toMatchObject({ mode: 'calm', last_attack: { began_at: begun.body['began_at'] } });
    expect((await house.visitor().get('/sign-in')).body).not.toContain('data-challenge');
    const entries = await house.sql(
      `select event, actor_id from ledger_entries where event like 'protection.attack_mode%' order by recorded_at`,
    );
    expect(entries).toEqual([
      { event: 'protection.attack_mode_began', actor_id: writer.applicationId },
      { event: 'protection.attack_mode_ended', actor_id: writer.applicationId },
    ]);
    expect((await writer.call('POST', '/protection/attack-mode', { body: { until: '2h' } })).status).toBe(400);
  });
});

describe('findings', () => {
  it('are read page by page and by state, taken back once, and say by whom', async () => {
    await found('relayed_sign_in', 'https://one.example');
    await found('relayed_sign_in', 'https://two.example');
    const first = await call('/findings?limit=1');
    expect(itemsOf(first)).toMatchObject([{ kind: 'relayed_sign_in', state: 'open', about: 'https://two.example' }]);
    const next = await call(`/findings?limit=1&cursor=${first['next_cursor']}`);
    expect(itemsOf(next)).toMatchObject([{ about: 'https://one.example', figures: { attempts: 1 }, country: null }]);
    expect(next['next_cursor']).toBeNull();
    const id = String(itemsOf(next)[0]?.['finding_id']);

    const undone = await writer.call('POST', `/protection/findings/${id}/undo`, { body: {} });
    const by = { kind: 'application', id: writer.applicationId };
    expect(undone).toMatchObject({ status: 200, body: { state: 'undone', undone: { by }, sign_ups: null } });
    const again = await writer.call('POST', `/protection/findings/${id}/undo`, { body: {} });
    expect(again.body['undone']).toEqual(undone.body['undone']);
    expect(itemsOf(await call('/findings?state=open'))).toMatchObject([{ about: 'https://two.example' }]);
    expect(itemsOf(await call('/findings?kind=stuffing'))).toEqual([]);
    expect(await call('')).toMatchObject({ open_findings: 1 });
    await house.sql(
      `insert into protection_findings (tenant_id, finding_id, kind, key_digest, action, figures, ends_at)
       select $1, 'fnd_many' || count, 'flagged_source', decode(lpad(to_hex(count), 8, '0'), 'hex'), 'noted', '{}', 'infinity'
       from generate_series(1, 1100) as count`,
      [tenantId],
    );
    expect(await call('')).toMatchObject({ open_findings: 1000 });
    await house.sql("delete from protection_findings where finding_id like 'fnd_many%' and finding_id <> 'fnd_many7'");
    expect(await call('')).toMatchObject({ open_findings: 2 });
    await house.sql("delete from protection_findings where finding_id = 'fnd_many7'");
    for (const unknown of ['fnd_00000000000000000000000000', 'nonsense'])
      expect(await reader.call('GET', `/protection/findings/${unknown}`)).toMatchObject({
        status: 404,
        body: { code: 'finding.not_found' },
      });
  });

  it('show a single address to who may see personal fields, and its neighbourhood to others', async () => {
    await found('flagged_source', '198.51.100.23');
    const path = '/findings?kind=flagged_source';
    expect(itemsOf(await call(path))).toMatchObject([{ about: '198.51.100.0/24' }]);
    expect(itemsOf(await call(path, writer))).toMatchObject([{ about: '198.51.100.23', country: null }]);
    await found('flagged_source', '8.8.8.8');
    expect(itemsOf(await call(`${path}&limit=1`))).toMatchObject([{ about: '8.8.8.0/24', country: 'US' }]);
  });
});

describe('figures', () => {
  it('are there for each hour, whether anything happened in it or not', async () => {
    await registerCustomer(house, 'known@example.com');
    await house.visitor().fill('/sign-in', { identifier: 'known@example.com', password: goodPassword });
    await house.house.detection.share();
    const items = itemsOf(await call('/figures?hours=5'));
    expect(items).toHaveLength(5);
    expect(items[0]).toMatchObject({ attempts: 0, under_attack: false });
    const sum = items.reduce((total, hour) => total + Number(hour['attempts']), 0);
    expect(sum).toBeGreaterThanOrEqual(1);
    expect(items.every(({ hour }) => String(hour).endsWith(':00:00.000Z'))).toBe(true);
  });
});

describe('a wave of sign-ups', () => {
  it('is listed masked, and ended at once by who confirms the exact number, but for those who are kept', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const body = { email: `wave${count}@example.com`, send: 'nothing' };
      ids.push(String((await writer.call('POST', '/customers', { body })).body['customer_id']));
    }
    const digest = Buffer.alloc(32, 7);
    await house.sql(
      `insert into sign_up_traces (tenant_id, customer_id, neighbourhood, user_agent)
       select tenant_id, customer_id, $1, '\\x00' from customers where customer_id = any($2)`,
      [digest, ids],
    );
    const findingId = `fnd_${'0'.repeat(25)}1`;
    await house.sql(
      `insert into protection_findings (tenant_id, finding_id, kind, key_digest, action, figures, ends_at)
       values ($1, $2, 'sign_up_wave', $3, 'challenged', '{"signUps":5}', now() + interval '1 hour')`,
      [tenantId, findingId, digest],
    );
    const path = `/findings/${findingId}`;
    expect(await call(path)).toMatchObject({ sign_ups: 5, action: 'challenged' });
    expect(await reader.call('GET', `/protection${path}/sign-ups`)).toMatchObject({ status: 403 });
    const first = await call(`${path}/sign-ups?limit=3`, writer);
    expect(itemsOf(first)).toHaveLength(3);
    expect(itemsOf(first)[0]).toMatchObject({ email: 'w•••@example.com', masked: true, state: 'active' });
    const rest = itemsOf(await call(`${path}/sign-ups?limit=3&cursor=${first['next_cursor']}`, writer));
    expect([...itemsOf(first), ...rest].map((each) => each['customer_id']).toSorted()).toEqual(ids.toSorted());

    const remove = (body: object) => writer.call('POST', `/protection${path}/sign-ups/remove`, { body });
    expect(await remove({ count: 4 })).toMatchObject({ status: 409, body: { code: 'finding.count_changed' } });
    const [kept = ''] = ids;
    const begun = await remove({ count: 4, keep: [kept] });
    expect(begun).toMatchObject({ status: 202, body: { action: 'close', total: 4 } });
    await expect
      .poll(async () => (await writer.call('GET', `/bulk-actions/${begun.body['bulk_id']}`)).body)
      .toMatchObject({ state: 'finished', done: 4 });
    const states = await house.sql('select state from customers where customer_id = any($1) order by 1', [ids]);
    expect(states.map((row) => row['state'])).toEqual(['active', 'closing', 'closing', 'closing', 'closing']);
  });

  it('is no other kind of finding', async () => {
    const [other] = itemsOf(await call('/findings?kind=relayed_sign_in'));
    const path = `/protection/findings/${other?.['finding_id']}/sign-ups`;
    expect((await writer.call('GET', path)).body).toMatchObject({ code: 'finding.not_found' });
    expect((await writer.call('POST', `${path}/remove`, { body: { count: 1 } })).body).toMatchObject({
      code: 'finding.not_found',
    });
  });
});

describe('behind a proxy that nobody listed', () => {
  it('says that limits stand aside, and names the proxy to who may read the system', async () => {
    const behind = await startTestHouse({ TRUSTED_PROXIES: '' });
    try {
      const [plain, operator] = [
        await createManager(behind, 'protection:read'),
        await createManager(behind, 'protection:read', 'system:read'),
      ];
      await behind.sql(`insert into unlisted_proxies (address) values ('10.0.0.7')`);
      const seen = async (manager: Manager) => (await manager.call('GET', '/protection')).body;
      expect(await seen(plain)).toMatchObject({ standing_aside: true, proxies: [] });
      expect(await seen(operator)).toMatchObject({
        standing_aside: true,
        proxies: expect.arrayContaining(['10.0.0.7']),
      });
    } finally {
      await behind.stop();
    }
  });
});
