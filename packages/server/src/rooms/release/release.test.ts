import type { ApplicationMetadataInput } from '@cardea/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationWorld, createApplicationWorld } from '../../../test/applications.ts';
import { newId } from '../../foundation/ids/index.ts';
import type { ClaimsRequest } from './index.ts';

let world: ApplicationWorld;
let tenantId: string;
let customerId: string;

beforeAll(async () => {
  world = await createApplicationWorld();
  tenantId = await world.tenant('one.example');
  customerId = await world.customer(tenantId);
  const own = { redirect_uris: ['https://a.example/callback'] };
  await register('own', true, own);
  await register('third', false, own);
  await register('pairwise-a', true, { ...own, subject_type: 'pairwise' });
  await register('pairwise-a2', true, { redirect_uris: ['https://a.example/other'], subject_type: 'pairwise' });
  await register('pairwise-b', true, { redirect_uris: ['https://b.example/callback'], subject_type: 'pairwise' });
});
afterAll(() => world.drop());

const register = (
  applicationId: string,
  firstParty: boolean,
  metadata: Omit<ApplicationMetadataInput, 'client_name'>,
) =>
  world.applications.register(tenantId, {
    metadata: { client_name: applicationId, ...metadata },
    firstParty,
    applicationId,
  });
const claims = (applicationId: string, scopes: string[], more: Partial<ClaimsRequest> = {}) =>
  world.release.claims({ tenantId, customerId, applicationId, scopes, use: 'userinfo', ...more });
const logged = (recipient: string) =>
  world.sql<{ purpose: string; attributes: string[]; count: string }>(
    'select purpose, attributes, count from disclosure_log where recipient_id = $1 order by purpose, attributes',
    [recipient],
  );

describe('claims', () => {
  it.each([
    [['openid'], { sub: true }],
    [['openid', 'profile'], { sub: true, name: 'Anna', locale: 'de', updated_at: expect.any(Number) }],
    [['openid', 'email'], { sub: true, email: 'anna@example.com', email_verified: true }],
    [['openid', 'phone', 'constructor', 'offline_access'], { sub: true }],
    [[], {}],
  ])('of the scopes %s are exactly these', async (scopes, expected) => {
    const subject = 'sub' in expected ? { sub: customerId } : {};
    expect(await claims('own', scopes)).toEqual({ ...expected, ...subject });
  });

  it('without a value are left out', async () => {
    const nameless = await world.customer(tenantId, { email: 'nameless@example.com', name: null });
    const released = await claims('own', ['openid', 'profile'], { customerId: nameless });
    expect(Object.keys(released).sort()).toEqual(['locale', 'sub', 'updated_at']);
  });

  it('leave to a third party only as far as the customer allows it, from the next call on', async () => {
    const consent = { tenantId, customerId, applicationId: 'third', requestId: newId('request') };
    const all = ['openid', 'profile', 'email'];
    expect(await claims('third', all)).toEqual({ sub: customerId });
    await world.database.transaction({ customers: [customerId] }, (tx) =>
      world.consents.grant(tx, { ...consent, scopes: ['openid', 'email'] }),
    );
    expect(Object.keys(await claims('third', all))).toEqual(['sub', 'email', 'email_verified']);
    await world.database.transaction({ customers: [customerId] }, (tx) => world.consents.withdraw(tx, consent));
    expect(await claims('third', all)).toEqual({ sub: customerId });
  });

  it('do not leave to an application that is disabled, unknown or of another tenant', async () => {
    const otherTenantId = await world.tenant('two.example');
    await register('gone', true, { redirect_uris: ['https://gone.example/'] });
    await world.applications.disable(tenantId, 'gone');
    const refused = { code: 'application.not_found' };
    await expect(claims('gone', ['openid', 'email'])).rejects.toMatchObject(refused);
    await expect(claims('nobody', ['openid', 'email'])).rejects.toMatchObject(refused);
    await expect(claims('own', ['openid', 'email'], { tenantId: otherTenantId })).rejects.toMatchObject(refused);
    expect(await logged('gone')).toEqual([]);
  });
});

describe('the disclosure log', () => {
  it('counts each set of attributes by recipient, purpose and day, also for calls at the same moment', async () => {
    await register('counted', true, { redirect_uris: ['https://counted.example/'] });
    await Promise.all(Array.from({ length: 8 }, () => claims('counted', ['openid', 'email'])));
    await claims('counted', ['email', 'openid'], { use: 'id_token' });
    await claims('counted', ['openid']);
    await claims('counted', []);
    const email = ['email', 'email_verified', 'sub'];
    expect(await logged('counted')).toEqual([
      { purpose: 'application_access', attributes: email, count: '8' },
      { purpose: 'application_access', attributes: ['sub'], count: '1' },
      { purpose: 'sign_in', attributes: email, count: '1' },
    ]);
  });

  it('names attributes and never holds a value', async () => {
    expect(JSON.stringify(await world.sql('select * from disclosure_log'))).not.toMatch(/anna/i);
  });

  it('is rolled back with the request that never answered', async () => {
    await register('rolled-back', true, { redirect_uris: ['https://back.example/'] });
    const request = {
      tenantId,
      customerId,
      applicationId: 'rolled-back',
      scopes: ['openid'],
      use: 'userinfo',
    } as const;
    const failing = world.database.transaction({}, async (tx) => {
      await world.release.claims(request, { queries: tx });
      throw new Error('no answer');
    });
    await expect(failing).rejects.toThrow('no answer');
    expect(await logged('rolled-back')).toEqual([]);
  });
});

describe('a pairwise subject', () => {
  const subject = (applicationId: string, whose = customerId) =>
    world.release.subject({ tenantId, customerId: whose, applicationId });

  it('is the same for applications of one host, and tells nothing to those of another', async () => {
    const [one, two, other] = [await subject('pairwise-a'), await subject('pairwise-a2'), await subject('pairwise-b')];
    expect(one).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(two).toBe(one);
    expect(other).not.toBe(one);
    expect(await claims('pairwise-a', ['openid'])).toEqual({ sub: one });
    expect(await subject('own')).toBe(customerId);
  });

  it('differs between customers', async () => {
    const another = await world.customer(tenantId, { email: 'another@example.com' });
    expect(await subject('pairwise-a', another)).not.toBe(await subject('pairwise-a'));
  });
});
