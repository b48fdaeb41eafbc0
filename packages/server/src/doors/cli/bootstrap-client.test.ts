import { randomBytes } from 'node:crypto';
import { permissionNames } from '@cardea/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { callerWith } from '../../../test/management.ts';
import { readSettings } from '../../foundation/config/index.ts';
import { examineBootstrapClient } from './bootstrap-client.ts';

const clientSecret = randomBytes(32).toString('base64');
let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse({ BOOTSTRAP_CLIENT_ID: 'bootstrap', BOOTSTRAP_CLIENT_SECRET: clientSecret });
});
afterAll(() => house.stop());

const tokenAt = async () => {
  const basic = Buffer.from(`bootstrap:${encodeURIComponent(clientSecret)}`).toString('base64');
  const answer = await house.visitor().request('/oauth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: permissionNames.join(' ') }).toString(),
  });
  return (JSON.parse(answer.body) as { access_token?: string }).access_token ?? null;
};
const doctor = () => examineBootstrapClient(readSettings({}), (_settings, work) => work(house.house));

test('the client of the start settings may do everything from the first moment, and doctor says so', async () => {
  const me = await callerWith(house, await tokenAt())('GET', '/me');
  expect(me.body).toMatchObject({ kind: 'application', application_id: 'bootstrap' });
  expect(me.body['permissions']).toEqual(permissionNames.toSorted());
  expect(await doctor()).toMatchObject({
    ok: false,
    remedy: expect.stringContaining('applications disable bootstrap'),
  });
});

test('a permission of a later version is given to it at the next start, once, and none that somebody took', async () => {
  const scopeOf = async () =>
    (
      await house.sql<{ scope: string }>(
        "select metadata->>'scope' as scope from applications where application_id = 'bootstrap'",
      )
    )[0]?.scope.split(' ');
  const restart = async () => (await house.anotherNode()).stop();
  const rewind = async (permissions: readonly string[], given: readonly string[] | null) => {
    const scope = permissions.join(' ');
    await house.sql(
      `update applications set metadata = jsonb_set(metadata, '{scope}', to_jsonb($1::text)), version = version + 1
       where application_id = 'bootstrap'`,
      [scope],
    );
    await house.sql('update bootstrap_clients set permissions = $1', [given]);
  };
  const former = permissionNames.filter((name) => name !== 'domains:write');

  await rewind(former, null);
  await restart();
  expect(await scopeOf()).toEqual(expect.arrayContaining([...permissionNames]));
  expect(await house.sql("select 1 from ledger_entries where event = 'application.changed'")).toHaveLength(1);

  await rewind(former, permissionNames);
  await restart();
  expect(await scopeOf()).toEqual(former);

  const narrowed = former.filter((name) => name !== 'customers:export');
  await rewind(narrowed, null);
  await restart();
  expect(await scopeOf()).toEqual(narrowed);
  expect(await house.sql("select 1 from ledger_entries where event = 'application.changed'")).toHaveLength(1);
});

test('it is made once: neither a second node nor a restart brings back what was disabled', async () => {
  const [tenantId = ''] = await house.house.tenants.listIds();
  await house.house.applications.disable(tenantId, 'bootstrap');
  const node = await house.anotherNode();
  await node.stop();
  expect(await tokenAt()).toBeNull();
  expect(await doctor()).toMatchObject({ ok: true });
  expect(await house.sql(`select state from applications where application_id = 'bootstrap'`)).toEqual([
    { state: 'disabled' },
  ]);
});

test('its secret rests as a hash', async () => {
  const rows = await house.sql<{ text: string }>(
    `select row_to_json(a)::text || row_to_json(s)::text as text from applications a
     join application_secrets s using (tenant_id, application_id)`,
  );
  expect(JSON.stringify(rows)).not.toContain(clientSecret);
});
