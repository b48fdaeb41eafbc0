/** Tokens go on naming people as the former system did, wherever a subject leaves, and nobody else is named so. */
import { hashSync } from '@node-rs/bcrypt';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerCustomer } from '../../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../../test/house.ts';
import { importText, lines } from '../../../../test/import-world.ts';
import { createRelyingParty, follow, type RelyingParty } from '../../../../test/relying-party.ts';
import type { Visitor } from '../../../../test/visitor.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

const password = 'the quiet river bends twice';
const former = 'auth0|5f7c8ec7c33c6c004bbafe82';
const kept = 'cus_0123456789abcdefghjkmnpqrs';

async function enter(party: RelyingParty, visitor: Visitor, parameters: Record<string, string> = {}) {
  const journey = await party.begin(parameters);
  const back = await follow(house, visitor, await visitor.request(journey.address));
  return party.redeem(journey, back.headers['location'] ?? '');
}

async function signedIn(identifier: string): Promise<Visitor> {
  const visitor = house.visitor();
  await visitor.fill('/sign-in', { identifier, password });
  return visitor;
}

it('a former subject is kept in every token and answer', async () => {
  const shop = await createRelyingParty(house);
  // Asked before anybody came: what the server remembers of that must not outlive the import.
  const neighbour = await registerCustomer(house, 'neighbour@subjects.example');
  const own = (await enter(shop, neighbour)).claims()?.sub;
  expect(own).toMatch(/^cus_/);
  const hash = hashSync(password, { cost: 4 });
  await importText(
    house,
    lines(
      { id: former, email: 'anna@subjects.example', email_verified: true, password_hash: hash },
      { id: kept, email: 'paul@subjects.example', email_verified: true, password_hash: hash },
    ),
    { keepSubjects: true },
  );
  const anna = await signedIn('anna@subjects.example');
  const tokens = await enter(shop, anna);
  expect(tokens.claims()?.sub).toBe(former);
  const info = await client.fetchUserInfo(shop.configuration, tokens.access_token, former);
  expect(info.sub).toBe(former);
  expect(await client.tokenIntrospection(shop.configuration, tokens.access_token)).toMatchObject({ sub: former });
  const renewed = await client.refreshTokenGrant(shop.configuration, tokens.refresh_token ?? '');
  expect(renewed.claims()?.sub).toBe(former);
  const hinted = await enter(shop, anna, { prompt: 'none', id_token_hint: tokens.id_token ?? '' });
  expect(hinted.claims()?.sub).toBe(former);

  const api = await createRelyingParty(house, { metadata: { scope: 'openid customers:read' } });
  const signed = await enter(api, anna, { scope: 'openid customers:read', resource: `${house.origin}/api` });
  expect(decodeJwt(signed.access_token).sub).toBe(former);

  expect((await enter(shop, await signedIn('paul@subjects.example'))).claims()?.sub).toBe(kept);
  expect((await enter(shop, neighbour)).claims()?.sub).toBe(own);
});

it('a pairwise application learns no former subject', async () => {
  const metadata = { subject_type: 'pairwise', redirect_uris: ['https://shop.example/callback'] };
  const partner = await createRelyingParty(house, { metadata });
  const tokens = await enter(partner, await signedIn('anna@subjects.example'));
  expect(tokens.claims()?.sub).not.toBe(former);
  expect(tokens.claims()?.sub).toMatch(/^[\w-]{43}$/);
});

it('without being asked for, an id of the file is no subject', async () => {
  const hash = hashSync(password, { cost: 4 });
  await importText(house, lines({ id: 'legacy-7', email: 'lou@subjects.example', password_hash: hash }));
  const shop = await createRelyingParty(house);
  expect((await enter(shop, await signedIn('lou@subjects.example'))).claims()?.sub).toMatch(/^cus_/);
});
