import * as client from 'openid-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signUp } from '../../../attacks/signed-in.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createRelyingParty, follow, houseFetch, type RelyingParty } from '../../../test/relying-party.ts';
import type { Visitor } from '../../../test/visitor.ts';

let house: TestHouse;
let tenantId: string;

beforeAll(async () => {
  house = await startTestHouse();
  [{ tenant_id: tenantId = '' } = {}] = await house.sql<{ tenant_id: string }>('select tenant_id from tenants');
  await house.house.tenants.profileSchema.change(tenantId, {
    attributes: [
      { name: 'name', type: 'text', at_sign_up: 'optional', scope: 'profile' },
      { name: 'birthdate', type: 'date', scope: 'profile' },
      { name: 'size', type: 'number', scope: 'shop.fit', label: { en: 'Shoe size' } },
      { name: 'likes', type: 'multi_choice', choices: [{ value: 'boots' }, { value: 'clogs' }], scope: 'shop.fit' },
      { name: 'note', type: 'text' },
    ],
  });
});
afterAll(() => house.stop());

const discovery = async () => (await houseFetch(house)(`${house.origin}/.well-known/openid-configuration`)).json();

async function claimsOf(shop: RelyingParty, visitor: Visitor, scope: string): Promise<Record<string, unknown>> {
  const journey = await shop.begin({ scope });
  const back = await follow(house, visitor, await visitor.request(journey.address));
  const tokens = await shop.redeem(journey, back.headers['location'] ?? '');
  return client.fetchUserInfo(shop.configuration, tokens.access_token, client.skipSubjectCheck);
}

it('attributes leave as claims by the scope they declare, in their types, and are counted by name', async () => {
  const shop = await createRelyingParty(house, { metadata: { scope: 'openid profile shop.fit' } });
  const anna = await signUp(house, 'anna@claims.example', { name: 'Anna' });
  const given = { name: 'Anna', birthdate: '1990-05-04', size: '38.5', 'likes.clogs': '1', note: 'secret' };
  await anna.fill('/account/profile', given);
  expect(await claimsOf(shop, anna, 'openid profile')).toMatchObject({ name: 'Anna', birthdate: '1990-05-04' });
  const fitting = await claimsOf(shop, anna, 'openid shop.fit');
  expect(fitting).toEqual({ sub: expect.any(String), size: 38.5, likes: ['clogs'] });
  const rows = await house.sql<{ attributes: string[] }>(
    `select attributes from disclosure_log where 'size' = any(attributes)`,
  );
  expect(rows).toEqual([{ attributes: ['likes', 'size', 'sub'] }]);
});

it('an application that is not registered for the scope gets nothing by it', async () => {
  const other = await createRelyingParty(house);
  const bert = await signUp(house, 'bert@claims.example', { name: 'Bert' });
  await bert.fill('/account/profile', { name: 'Bert', size: '44' });
  const journey = await other.begin({ scope: 'openid shop.fit' });
  const back = await follow(house, bert, await bert.request(journey.address));
  const answer = new URL(back.headers['location'] ?? '');
  if (answer.searchParams.has('code')) {
    const tokens = await other.redeem(journey, answer.href);
    const claims = await client.fetchUserInfo(other.configuration, tokens.access_token, client.skipSubjectCheck);
    expect(Object.keys(claims)).toEqual(['sub']);
  } else expect(answer.searchParams.get('error')).toBe('invalid_scope');
});

it('consent names what would leave', async () => {
  const metadata = { client_name: 'Fitter', scope: 'openid profile shop.fit' };
  const fitter = await createRelyingParty(house, { firstParty: false, metadata });
  const clara = await signUp(house, 'clara@claims.example', { name: 'Clara' });
  const journey = await fitter.begin({ scope: 'openid profile shop.fit' });
  const page = await follow(house, clara, await clara.request(journey.address));
  expect(page.body).toContain('See your name and your language, and also: Date of birth');
  expect(page.body).toContain('See what you have told us: Shoe size and Likes');
});

it('discovery says what the tenant really hands out, and follows a change within a second', async () => {
  const before = (await discovery()) as { claims_supported: string[]; scopes_supported: string[] };
  expect(before.claims_supported).toEqual(expect.arrayContaining(['name', 'birthdate', 'size', 'likes', 'locale']));
  expect(before.claims_supported).not.toContain('note');
  expect(before.scopes_supported).toEqual([
    'openid',
    'offline_access',
    'profile',
    'email',
    'account:read',
    'account:write',
    'shop.fit',
  ]);
  await house.house.tenants.profileSchema.change(tenantId, { attributes: [] });
  await expect
    .poll(async () => (await discovery()) as { claims_supported: string[] })
    .toMatchObject({
      claims_supported: expect.not.arrayContaining(['name']),
      scopes_supported: expect.not.arrayContaining(['shop.fit']),
    });
});
