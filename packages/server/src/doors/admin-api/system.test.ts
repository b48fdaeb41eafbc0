import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createManager } from '../../../test/management.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

type Status = { readonly ok: boolean; readonly checks: { name: string; ok: boolean; remedy: string | null }[] };
const checkOf = ({ checks }: Status, name: string) => checks.find((check) => check.name === name);

describe('the state of the installation', () => {
  it('says how its parts do, and what to do about each', async () => {
    const operator = await createManager(house, 'system:read');
    const read = async () => (await operator.call('GET', '/system')).body as Status;
    expect(await operator.call('GET', '/system')).toMatchObject({
      status: 200,
      body: {
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        development: true,
        mail: { queued: 0 },
        database: { kind: expect.any(String), version: expect.stringMatching(/^\d+(\.\d+)*$/) },
        ledger: {
          protection: expect.any(String),
          readers: expect.arrayContaining([expect.objectContaining({ reader: 'messaging' })]),
        },
        jobs: expect.arrayContaining([expect.objectContaining({ task: expect.any(String) })]),
      },
    });
    expect(checkOf(await read(), 'jobs')).toMatchObject({ ok: true, remedy: null });
    await house.sql(`select graphile_worker.add_job('nobody-knows-this', run_at => now() - interval '1 hour')`);
    await house.sql(
      `insert into messages (tenant_id, message_id, template, channel, entry_id, reference, queued_at)
       select tenant_id, 'msg_x', 'verify-address', 'email', -1, '{}', now() - interval '1 hour' from tenants limit 1`,
    );
    const later = await read();
    expect(later.ok).toBe(false);
    expect(checkOf(later, 'jobs')).toMatchObject({ ok: false, remedy: expect.any(String) });
    expect(checkOf(later, 'mail')).toMatchObject({ ok: false, remedy: expect.any(String) });
  });

  it('is for those who may see it', async () => {
    const other = await createManager(house, 'settings:write');
    expect(await other.call('GET', '/system')).toMatchObject({ status: 403 });
  });
});
