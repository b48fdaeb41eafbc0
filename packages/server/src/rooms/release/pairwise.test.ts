import * as client from 'openid-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sessionOf, signUp } from '../../../attacks/signed-in.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createRelyingParty, follow, type RelyingParty } from '../../../test/relying-party.ts';
import type { Visitor } from '../../../test/visitor.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

async function enter(party: RelyingParty, visitor: Visitor, callback: string) {
  const journey = await party.begin({ redirect_uri: callback });
  const back = await follow(house, visitor, await visitor.request(journey.address));
  const tokens = await party.redeem(journey, back.headers['location'] ?? '');
  const subject = tokens.claims()?.sub ?? '';
  const info = await client.fetchUserInfo(party.configuration, tokens.access_token, subject);
  const described = await client.tokenIntrospection(party.configuration, tokens.access_token);
  return { subject, told: [info.sub, described.sub] };
}

it('a pairwise subject is the only name of the customer that an application ever hears', async () => {
  const anna = await signUp(house, 'anna@example.com');
  const { customerId } = await sessionOf(house, anna);
  const subjects: string[] = [];
  for (const host of ['one.example', 'two.example']) {
    const callback = `https://${host}/callback`;
    const party = await createRelyingParty(house, {
      metadata: { client_name: host, redirect_uris: [callback], subject_type: 'pairwise' },
    });
    const { subject, told } = await enter(party, anna, callback);
    expect(told).toEqual([subject, subject]);
    subjects.push(subject);
  }
  expect(new Set([...subjects, customerId]).size).toBe(3);
});
