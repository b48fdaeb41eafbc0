/** More than was allowed, and leave that nobody gave (cases 111, 112, 139). */
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createRelyingParty, follow, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { basic, comeBack, enter, send } from './oauth.ts';
import { registerCustomer } from './people.ts';

let house: TestHouse;
let visitors = 0;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

const stranger = () =>
  createRelyingParty(house, {
    firstParty: false,
    metadata: { client_name: 'Partner', scope: 'openid profile email offline_access' },
  });

function newCustomer(): Promise<Visitor> {
  visitors += 1;
  return registerCustomer(house, `customer-${visitors}@example.com`);
}

/** Allows what the application asks for; returns the tokens. */
async function allow(visitor: Visitor, party: RelyingParty, parameters: Record<string, string> = {}) {
  const journey = await party.begin(parameters);
  const asked = await visitor.request(journey.address);
  const page = await visitor.request(asked.headers['location'] ?? '');
  const allowed = await visitor.post('/consent', { ...page.hidden('/consent'), decision: 'allow' });
  return party.redeem(journey, (await follow(house, visitor, allowed)).headers['location'] ?? '');
}

const consentsOf = async (party: RelyingParty) =>
  (
    await house.sql<{ scopes: string[] }>('select scopes from consents where application_id = $1', [
      party.applicationId,
    ])
  ).map(({ scopes }) => scopes.toSorted());
const codes = async () => (await house.sql('select 1 from authorization_codes')).length;
const errorOf = ({ address }: { address: string }) => new URL(address).searchParams.get('error');

describe('what was allowed', () => {
  it('for one scope is not leave for two', async () => {
    const [party, visitor] = [await stranger(), await newCustomer()];
    const first = await allow(visitor, party, { scope: 'openid email offline_access', prompt: 'consent' });
    const before = await codes();
    const wider = await comeBack(house, visitor, party, { scope: 'openid email profile', prompt: 'none' });
    expect(errorOf(wider)).toBe('consent_required');
    expect(await codes()).toBe(before);
    expect(await consentsOf(party)).toEqual([['email', 'offline_access', 'openid']]);

    const more = await send(
      house,
      '/oauth/token',
      { grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '', scope: 'openid email profile' },
      basic(party),
    );
    expect(await more.json()).toMatchObject({ error: 'invalid_scope' });
    const info = await client.fetchUserInfo(party.configuration, first.access_token, client.skipSubjectCheck);
    expect(Object.keys(info).toSorted()).toEqual(['email', 'email_verified', 'sub']);
  });

  it('cannot be widened where the code is redeemed', async () => {
    const [party, visitor] = [await stranger(), await newCustomer()];
    await allow(visitor, party, { scope: 'openid email profile' });
    const { journey, address } = await comeBack(house, visitor, party, { scope: 'openid' });
    const answer = await send(
      house,
      '/oauth/token',
      {
        grant_type: 'authorization_code',
        code: new URL(address).searchParams.get('code') ?? '',
        redirect_uri: 'https://shop.example/callback',
        code_verifier: journey.verifier,
        scope: 'openid email profile offline_access customers:write',
        resource: `${house.origin}/api`,
      },
      basic(party),
    );
    const { scope = '' } = (await answer.json()) as { scope?: string };
    expect(scope === '' || scope === 'openid').toBe(true);
  });

  it('to one application is not leave for another, of the same maker or not', async () => {
    const [party, twin, visitor] = [await stranger(), await stranger(), await newCustomer()];
    await allow(visitor, party);
    expect(errorOf(await comeBack(house, visitor, twin, { prompt: 'none' }))).toBe('consent_required');
    expect(await consentsOf(twin)).toEqual([]);
  });

  it('by one customer is not leave of another in the same browser', async () => {
    const [party, visitor, other] = [await stranger(), await newCustomer(), await newCustomer()];
    await allow(visitor, party);
    expect(errorOf(await comeBack(house, other, party, { prompt: 'none' }))).toBe('consent_required');
  });

  it('was never asked of an application of ours: once it is somebody else’s, it has to ask', async () => {
    const party = await createRelyingParty(house);
    const visitor = await newCustomer();
    await enter(house, visitor, party);
    await house.sql('update applications set first_party = false, version = version + 1 where application_id = $1', [
      party.applicationId,
    ]);
    await expect
      .poll(async () => errorOf(await comeBack(house, visitor, party, { prompt: 'none' })))
      .toBe('consent_required');
    expect(await consentsOf(party)).toEqual([]);
  });

  it('and taken back ends what was given, in every session', async () => {
    const [party, visitor] = [await stranger(), await newCustomer()];
    const tokens = await allow(visitor, party, { scope: 'openid email offline_access', prompt: 'consent' });
    const account = await visitor.get('/account/applications');
    await visitor.post('/account/applications/remove', account.hidden('/account/applications/remove'));
    const again = client.refreshTokenGrant(party.configuration, tokens.refresh_token ?? '');
    await expect(again).rejects.toMatchObject({ error: 'invalid_grant' });
    expect((await client.tokenIntrospection(party.configuration, tokens.access_token)).active).toBe(false);
    const [row] = await house.sql<{ live: number }>(
      'select count(*)::int as live from session_applications where application_id = $1 and revoked_at is null',
      [party.applicationId],
    );
    expect(row?.live).toBe(0);
  });
});

describe('a scope that an application lost', () => {
  it('is in no token from then on, and a token from before says nothing under it', async () => {
    const party = await createRelyingParty(house, { metadata: { scope: 'openid profile email' } });
    const tokens = await enter(house, await newCustomer(), party);
    await house.sql(
      `update applications set metadata = metadata || '{"scope": "openid profile"}', version = version + 1
       where application_id = $1`,
      [party.applicationId],
    );
    const refresh = () => client.refreshTokenGrant(party.configuration, tokens.refresh_token ?? '');
    await expect.poll(async () => (await refresh()).scope).toBe('openid profile');
    for (const token of [(await refresh()).access_token, tokens.access_token]) {
      const info = await client.fetchUserInfo(party.configuration, token, client.skipSubjectCheck);
      expect(info).not.toHaveProperty('email');
    }
    const described = await client.tokenIntrospection(party.configuration, tokens.access_token);
    expect(described.scope).toBe('openid profile');
  });

  it('is not described as its own in a signed token either', async () => {
    const resource = `${house.origin}/api`;
    const scope = 'openid account:read account:write';
    const party = await createRelyingParty(house, { metadata: { scope } });
    const { access_token: signed } = await enter(house, await newCustomer(), party, { scope, resource });
    await house.sql(
      `update applications set metadata = metadata || '{"scope": "openid account:read"}', version = version + 1
       where application_id = $1`,
      [party.applicationId],
    );
    await expect
      .poll(async () => (await client.tokenIntrospection(party.configuration, signed)).scope)
      .toBe('account:read');
  });
});
