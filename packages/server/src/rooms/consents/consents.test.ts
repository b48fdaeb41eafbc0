import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationWorld, createApplicationWorld } from '../../../test/applications.ts';
import { newId } from '../../foundation/ids/index.ts';

let world: ApplicationWorld;
let tenantId: string;
let otherTenantId: string;
const requestId = newId('request');

beforeAll(async () => {
  world = await createApplicationWorld();
  tenantId = await world.tenant('one.example');
  otherTenantId = await world.tenant('two.example');
  const metadata = { client_name: 'Shop', redirect_uris: ['https://shop.example/callback'] };
  for (const tenant of [tenantId, otherTenantId])
    await world.applications.register(tenant, { metadata, firstParty: false, applicationId: 'shop' });
});
afterAll(() => world.drop());

const grant = (customerId: string, scopes: string[], tenant = tenantId) =>
  world.database.transaction({ customers: [customerId] }, (tx) =>
    world.consents.grant(tx, { tenantId: tenant, customerId, applicationId: 'shop', scopes, requestId }),
  );
const withdraw = (customerId: string, tenant = tenantId) =>
  world.database.transaction({ customers: [customerId] }, (tx) =>
    world.consents.withdraw(tx, { tenantId: tenant, customerId, applicationId: 'shop', requestId }),
  );
const granted = (customerId: string, tenant = tenantId) =>
  world.consents.scopesGranted(world.database.reader, tenant, customerId, 'shop');
const entriesOf = async (event: string, customerId: string) =>
  (await world.entries(event)).filter((entry) => entry.customer_id === customerId).map((entry) => entry.data);

describe('a consent', () => {
  it('is nothing until it is given, and then exactly what was given', async () => {
    const customerId = await world.customer(tenantId);
    expect(await granted(customerId)).toEqual([]);
    await grant(customerId, ['openid', 'email']);
    expect(await granted(customerId)).toEqual(['email', 'openid']);
    expect(await entriesOf('consent.granted', customerId)).toEqual([
      { applicationId: 'shop', scopes: ['email', 'openid'] },
    ]);
  });

  it('grows by what is allowed later; allowing the same again changes and records nothing', async () => {
    const customerId = await world.customer(tenantId, { email: 'grows@example.com' });
    await grant(customerId, ['openid']);
    await grant(customerId, ['openid', 'profile']);
    await grant(customerId, ['profile']);
    expect(await granted(customerId)).toEqual(['openid', 'profile']);
    expect(await entriesOf('consent.granted', customerId)).toHaveLength(2);
  });

  it('is taken back as a whole, once', async () => {
    const customerId = await world.customer(tenantId, { email: 'back@example.com' });
    await grant(customerId, ['openid', 'profile']);
    expect([await withdraw(customerId), await withdraw(customerId)]).toEqual([true, false]);
    expect(await granted(customerId)).toEqual([]);
    expect(await entriesOf('consent.withdrawn', customerId)).toEqual([
      { applicationId: 'shop', scopes: ['openid', 'profile'] },
    ]);
  });

  it('belongs to one customer of one tenant', async () => {
    const customerId = await world.customer(tenantId, { email: 'one@example.com' });
    const other = await world.customer(otherTenantId, { email: 'one@example.com' });
    await grant(customerId, ['openid']);
    expect(await granted(other, otherTenantId)).toEqual([]);
    expect(await granted(customerId, otherTenantId)).toEqual([]);
    expect(await withdraw(customerId, otherTenantId)).toBe(false);
    await expect(grant(customerId, ['openid'], otherTenantId)).rejects.toThrow();
    expect(await granted(customerId)).toEqual(['openid']);
  });

  it('is listed for its customer', async () => {
    const customerId = await world.customer(tenantId, { email: 'list@example.com' });
    await grant(customerId, ['openid']);
    const list = await world.consents.list(world.database.reader, tenantId, customerId);
    expect(list).toEqual([{ applicationId: 'shop', scopes: ['openid'], grantedAt: expect.any(Date) }]);
    expect(await world.consents.list(world.database.reader, otherTenantId, customerId)).toEqual([]);
  });
});
