import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse({ DEV_HOSTS: 'laptop.local, fd00::7' });
});
afterAll(() => house.stop());

describe('a further host name in development', () => {
  it.each(['laptop.local:4000', '[fd00::7]:4000'])(
    'answers beside the public one and takes its own forms: %s',
    async (host) => {
      const phone = house.visitor({ host, origin: `http://${host}` });
      const accepted = await phone.fill('/sign-up', {
        email: 'anna@tenants.example',
        password: 'the quiet river bends twice',
      });
      expect(accepted.status).toBe(303);
      const page = await phone.get('/sign-up');
      const foreign = await phone.post('/sign-up', page.hidden('/sign-up'), { origin: house.origin });
      expect(foreign.status).toBe(403);
    },
  );

  it('is not known on another port', async () => {
    expect((await house.visitor({ host: 'laptop.local:4001' }).request('/sign-in')).status).toBe(421);
  });
});

it('a setting that a newer node wrote does not stop an older one, and one that is given must be known', async () => {
  const host = 'newer.example:4000';
  const tenantId = (await house.house.tenants.create({ name: 'Newer', host })) ?? '';
  await house.sql(
    `update tenants set settings = settings || '{"later": 1, "session": {"idleSeconds": 600, "later": 2}}' where tenant_id = $1`,
    [tenantId],
  );
  const read = (await house.house.tenants.byHost(host))?.settings;
  expect(read?.session).toMatchObject({ idleSeconds: 600, absoluteSeconds: 30 * 24 * 60 * 60 });
  expect(read?.session).not.toHaveProperty('later');
  expect(read).not.toHaveProperty('later');
  await expect(
    house.house.tenants.create({ name: 'Wrong', host: 'wrong.example', settings: { later: 1 } }),
  ).rejects.toThrow();
});
