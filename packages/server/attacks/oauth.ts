/** What the attacks on the protocol share: a form as applications send it, and a customer led through to tokens. */
import type { TestHouse } from '../test/house.ts';
import { follow, houseFetch, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';

type Fields = Readonly<Record<string, string>>;

/** Posts a form, from an address that nobody used before. */
export const send = (house: TestHouse, path: string, fields: Fields, headers: Fields = {}): Promise<Response> =>
  houseFetch(house)(`${house.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  });

export const basic = ({ applicationId, secret }: RelyingParty): { readonly authorization: string } => ({
  authorization: `Basic ${Buffer.from(`${applicationId}:${secret}`).toString('base64')}`,
});

/** Leads a signed-in customer to the application; returns what it remembers, and the address they came back to. */
export async function comeBack(house: TestHouse, visitor: Visitor, party: RelyingParty, parameters: Fields = {}) {
  const journey = await party.begin(parameters);
  const back = await follow(house, visitor, await visitor.request(journey.address));
  return { journey, address: back.headers['location'] ?? '' };
}

export async function enter(house: TestHouse, visitor: Visitor, party: RelyingParty, parameters: Fields = {}) {
  const { journey, address } = await comeBack(house, visitor, party, parameters);
  return party.redeem(journey, address);
}

export const userinfo = (house: TestHouse, headers: Fields): Promise<Response> =>
  houseFetch(house)(`${house.origin}/oauth/userinfo`, { headers });
