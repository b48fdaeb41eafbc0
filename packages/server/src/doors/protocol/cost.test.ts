import * as client from 'openid-client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { registerCustomer } from '../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createRelyingParty, follow, type RelyingParty } from '../../../test/relying-party.ts';
import type { Visitor } from '../../../test/visitor.ts';

let house: TestHouse;
let web: RelyingParty;
let app: RelyingParty;
let visitor: Visitor;
beforeAll(async () => {
  house = await startTestHouse();
  web = await createRelyingParty(house);
  app = await createRelyingParty(house, { metadata: { client_name: 'App', token_endpoint_auth_method: 'none' } });
  visitor = await registerCustomer(house, 'anna@example.com');
});
afterAll(() => house.stop());

async function enter(party: RelyingParty, parameters: Record<string, string> = {}) {
  const journey = await party.begin(parameters);
  const back = await follow(house, visitor, await visitor.request(journey.address));
  return { journey, address: back.headers['location'] ?? '' };
}

async function tokensOf(party: RelyingParty, parameters: Record<string, string> = {}) {
  const { journey, address } = await enter(party, parameters);
  return party.redeem(journey, address);
}

const ofTokens = /\b(authorization_codes|refresh_tokens|access_tokens|session_applications|disclosure_log|customers)\b/;

/** The statements about tokens and their customers that the house runs meanwhile, by their first words. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const query = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    const texts = query.mock.calls.map(([asked]) => (asked as { text?: string } | undefined)?.text ?? '');
    return texts.filter((text) => ofTokens.test(text)).map((text) => text.trim().split(/\s/, 1).join(''));
  } finally {
    query.mockRestore();
  }
}

describe('one request takes no more statements than', () => {
  it('a read and a write, to redeem a code', async () => {
    const { journey, address } = await enter(web);
    expect(await statementsOf(() => web.redeem(journey, address))).toEqual(['select', 'with']);
  });

  it.each([
    ['stays', () => web],
    ['is exchanged', () => app],
  ])('one that reads and writes, to refresh where the refresh token %s', async (_name, party) => {
    const { refresh_token: refreshToken = '' } = await tokensOf(party());
    const statements = await statementsOf(() => client.refreshTokenGrant(party().configuration, refreshToken));
    expect(statements).toEqual(['with']);
  });

  it('two reads and a write, for userinfo', async () => {
    const { access_token: accessToken } = await tokensOf(web, { scope: 'openid profile email' });
    const ask = () => client.fetchUserInfo(web.configuration, accessToken, client.skipSubjectCheck);
    expect(await statementsOf(ask)).toEqual(['select', 'select', 'with']);
  });

  it('a read, for introspection', async () => {
    const { access_token: accessToken } = await tokensOf(web);
    expect(await statementsOf(() => client.tokenIntrospection(web.configuration, accessToken))).toEqual(['select']);
  });
});

describe('a token at rest', () => {
  const nonce = 'whatever-the-application-chose';
  const parts = () =>
    house.sql<{ details: string; is_sealed: boolean }>(
      `select details::text, sealed is not null as is_sealed from refresh_tokens
       union all select details::text, sealed is not null from access_tokens`,
    );

  it('shows how the customer signed in, and nothing that an application chose', async () => {
    await house.sql('delete from refresh_tokens');
    await house.sql('delete from access_tokens');
    await tokensOf(web);
    expect((await parts()).map(({ is_sealed: isSealed }) => isSealed)).toEqual([false, false]);

    const { journey, address } = await enter(web, { nonce });
    const tokens = await client.authorizationCodeGrant(web.configuration, new URL(address), {
      pkceCodeVerifier: journey.verifier,
      expectedState: journey.state,
      expectedNonce: nonce,
    });
    const kept = await parts();
    expect(kept.some(({ is_sealed: isSealed }) => isSealed)).toBe(true);
    expect(JSON.stringify(kept)).not.toContain(nonce);
    const renewed = await client.refreshTokenGrant(web.configuration, tokens.refresh_token ?? '');
    expect(renewed.claims()?.nonce).toBe(nonce);
  });

  it('goes when its session is removed', async () => {
    await tokensOf(web);
    const count = async () =>
      (await house.sql('select from refresh_tokens union all select from access_tokens')).length;
    expect(await count()).toBeGreaterThan(0);
    await house.sql('delete from sessions');
    expect(await count()).toBe(0);
  });
});
