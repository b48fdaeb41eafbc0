/** Attacks on the application that people administer through: it is the house's, and nobody else's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdministrator, password, type SignedInAdministrator, tokenOf } from '../test/administrators.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';

let house: TestHouse;
let owner: SignedInAdministrator;
beforeAll(async () => {
  house = await startTestHouse({ DEV_HOSTS: 'laptop.local' });
  owner = await createAdministrator(house, 'owner@example.com', 'owner');
});
afterAll(() => house.stop());

describe('the console itself', () => {
  it('is listed nowhere and can be neither taken, changed, disabled nor given a secret', async () => {
    const { applications, tenants } = house.house;
    const { tenantId = '' } = (await tenants.byHost('localhost:4000')) ?? {};
    expect((await applications.find(tenantId, 'console'))?.metadata.redirect_uris).toEqual([
      'http://localhost:4000/console/callback',
      'http://laptop.local:4000/console/callback',
    ]);
    expect((await applications.list(tenantId, { limit: 100 })).map(({ applicationId }) => applicationId)).not.toContain(
      'console',
    );
    const metadata = { client_name: 'Mine', redirect_uris: ['https://evil.example/callback'] };
    await expect(
      applications.register(tenantId, { applicationId: 'console', firstParty: true, metadata }),
    ).rejects.toMatchObject({ code: 'application.invalid' });
    for (const attempt of [
      () => applications.disable(tenantId, 'console'),
      () => applications.rotateSecret(tenantId, 'console', 0),
      () => applications.changeSettings(tenantId, 'console', {}),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'application.not_found' });
  });

  it('works at every host that the tenant answers at, with tokens for that host alone', async () => {
    const [host, origin] = ['laptop.local:4000', 'http://laptop.local:4000'];
    const phone = house.visitor({ host, origin });
    await phone.fill('/sign-in', { identifier: 'owner@example.com', password });
    const token = await tokenOf({ ...house, origin }, phone);
    const headers = { authorization: `Bearer ${token}` };
    const me = await phone.request('/api/admin/me', { headers });
    expect(JSON.parse(me.body)).toMatchObject({ roles: ['owner'], tenant: { origin } });
    expect((await house.visitor().request('/api/admin/me', { headers })).status).toBe(401);
  });

  it('sends nobody anywhere but to itself', async () => {
    const elsewhere = { redirectUri: 'https://evil.example/console/callback' };
    await expect(tokenOf(house, owner.visitor, elsewhere)).rejects.toThrow(/no code/);
  });
});
