/** What is kept of a file that was imported: who sees it, what it tells, and how long it stays (cases 182, 184, 191). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { importText, lines } from '../test/import-world.ts';
import { createManager, type Manager } from '../test/management.ts';

let house: TestHouse;
let manager: Manager;
const importIds: string[] = [];

beforeAll(async () => {
  house = await startTestHouse();
  manager = await createManager(house, 'customers:import');
  for (const name of ['one', 'two']) {
    const broken = Array.from({ length: 5 }, (_, index) => ({ email: `not an address of ${name} ${index}` }));
    const { outcome } = await importText(house, lines({ email: `${name}@findings.example` }, ...broken));
    if (outcome.kind !== 'finished') throw new Error('the import did not finish');
    importIds.push(outcome.importId ?? '');
  }
});
afterAll(() => house.stop());

const codeOf = ({ status, body }: Awaited<ReturnType<Manager['call']>>) => [status, body['code']];

describe('an import', () => {
  it('is told with its progress, newest first, page by page, and nothing of what the file holds', async () => {
    const [older = '', newer = ''] = importIds;
    const first = await manager.call('GET', '/imports?limit=1');
    expect(first.body['items']).toMatchObject([
      { import_id: newer, format: 'ndjson', state: 'finished', records: 6, imported: 1, rejected: 5 },
    ]);
    const second = await manager.call('GET', `/imports?limit=1&cursor=${String(first.body['next_cursor'])}`);
    expect(second.body['items']).toMatchObject([{ import_id: older }]);
    const { body } = await manager.call('GET', `/imports/${older}`);
    expect(body).toMatchObject({ by: { kind: 'system', id: null }, options: { duplicates: 'skip' } });
    const days = (Date.parse(String(body['findings_until'])) - Date.parse(String(body['finished_at']))) / 86_400_000;
    expect(Math.round(days)).toBe(30);

    const found: unknown[] = [];
    let cursor = '';
    do {
      const page = await manager.call('GET', `/imports/${older}/findings?limit=2${cursor}`);
      found.push(...(page.body['items'] as unknown[]));
      cursor = page.body['next_cursor'] === null ? '' : `&cursor=${String(page.body['next_cursor'])}`;
    } while (cursor !== '');
    expect(found).toHaveLength(5);
    expect(found[0]).toEqual({ record: 2, line: 2, outcome: 'rejected', code: 'email.malformed', field: 'email' });
    expect(JSON.stringify([first.body, body, found])).not.toContain('not an address');
  });

  it('is nobody else’s: neither without the permission, nor by the cursor of another import, nor in another tenant', async () => {
    const [older = '', newer = ''] = importIds;
    const reader = await createManager(house, 'customers:read', 'customers:write', 'customers:export');
    for (const path of ['/imports', `/imports/${older}`, `/imports/${older}/findings`])
      expect(codeOf(await reader.call('GET', path))).toEqual([403, 'token.insufficient_scope']);
    const { body } = await manager.call('GET', `/imports/${older}/findings?limit=1`);
    const taken = `/imports/${newer}/findings?limit=1&cursor=${String(body['next_cursor'])}`;
    expect(codeOf(await manager.call('GET', taken))).toEqual([400, 'cursor.invalid']);
    const second = await house.house.tenants.create({ name: 'Second', host: 'second.localhost:4000' });
    const abroad = await importText(house, lines({ email: 'no address' }), { tenantId: second ?? '' });
    const other = abroad.outcome.kind === 'finished' ? abroad.outcome.importId : null;
    expect(other).toMatch(/^imp_/);
    expect(JSON.stringify((await manager.call('GET', '/imports')).body)).not.toContain(other);
    expect(codeOf(await manager.call('GET', `/imports/${other}`))).toEqual([404, 'import.not_found']);
    expect(codeOf(await manager.call('GET', `/imports/${other}/findings`))).toEqual([404, 'import.not_found']);
  });
});

describe('what was not imported', () => {
  it('leaves a month after the import, and only then; how many they were stays', async () => {
    const [older = '', newer = ''] = importIds;
    await house.sql(`update imports set updated_at = now() - interval '30 days 1 minute' where import_id = $1`, [
      older,
    ]);
    await house.sql(`update imports set updated_at = now() - interval '29 days 23 hours' where import_id = $1`, [
      newer,
    ]);
    await house.sql(
      `select graphile_worker.add_job('purge-expired', '{}', job_key => 'purge-expired', run_at => now())`,
    );
    const kept = () =>
      house.sql(
        'select import_id, count(*)::int as findings from import_findings where import_id = any($1) group by import_id',
        [importIds],
      );
    await expect.poll(kept).toEqual([{ import_id: newer, findings: 5 }]);
    const told = await manager.call('GET', `/imports/${older}/findings`);
    expect(told).toMatchObject({ status: 200, body: { items: [], next_cursor: null } });
    expect((await manager.call('GET', `/imports/${older}`)).body).toMatchObject({ rejected: 5 });
  });
});
