/** What a token says about a person: no more than was asked for, and to some not even who it is (case 147). */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createRelyingParty, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { enter } from './oauth.ts';
import { registerCustomer } from './people.ts';

let house: TestHouse;
let anna: Visitor;
const told = new Map<string, string>();
const listener = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    told.set(request.url ?? '', new URLSearchParams(body).get('logout_token') ?? '');
    response.writeHead(204).end();
  });
});

beforeAll(async () => {
  await new Promise<void>((ready) => listener.listen(0, '127.0.0.1', ready));
  house = await startTestHouse();
  anna = await registerCustomer(house, 'anna@example.com', { name: 'Anna Bergmann' });
});
afterAll(async () => {
  await house.stop();
  listener.close();
});

/** An application that knows customers by a name of its own; its logout address says which it is. */
const pairwise = (name: string, host: string): Promise<RelyingParty> =>
  createRelyingParty(house, {
    metadata: {
      client_name: name,
      subject_type: 'pairwise',
      redirect_uris: [`https://${host}/callback`],
      scope: 'openid profile email account:read',
      backchannel_logout_uri: `http://localhost:${(listener.address() as AddressInfo).port}/${name}`,
    },
  });

/** Every place where an application learns who the customer is. */
async function subjectsAt(party: RelyingParty, host: string) {
  const redirect = { redirect_uri: `https://${host}/callback` };
  const tokens = await enter(house, anna, party, redirect);
  const info = await client.fetchUserInfo(party.configuration, tokens.access_token, client.skipSubjectCheck);
  const described = await client.tokenIntrospection(party.configuration, tokens.access_token);
  const renewed = await client.refreshTokenGrant(party.configuration, tokens.refresh_token ?? '');
  const api = { scope: 'openid account:read', resource: `${house.origin}/api` };
  const signed = await enter(house, anna, party, { ...redirect, ...api });
  const describedSigned = await client.tokenIntrospection(party.configuration, signed.access_token);
  return {
    identity: tokens.claims()?.sub,
    userinfo: info.sub,
    introspection: described.sub,
    renewed: renewed.claims()?.sub,
    signed: decodeJwt(signed.access_token).sub,
    describedSigned: describedSigned.sub,
  };
}

describe('a customer whom applications may not compare', () => {
  it('has one name everywhere in one sector, another in another, and their own nowhere', async () => {
    const [inFirst, inSecond, alike] = [
      await pairwise('first', 'first.example'),
      await pairwise('second', 'second.example'),
      await pairwise('alike', 'first.example'),
    ];
    const first = await subjectsAt(inFirst, 'first.example');
    const second = await subjectsAt(inSecond, 'second.example');
    const third = await subjectsAt(alike, 'first.example');
    for (const names of [first, second, third]) expect(new Set(Object.values(names)).size).toBe(1);
    expect(first.identity).not.toBe(second.identity);
    expect(third.identity).toBe(first.identity);
    const [row] = await house.sql<{ customer_id: string }>('select customer_id from customers');
    for (const name of [first.identity, second.identity]) expect(name).not.toContain(row?.customer_id);

    const page = await anna.get('/account');
    await anna.post('/sign-out', page.hidden('/sign-out'));
    await expect.poll(() => told.size).toBe(3);
    expect(decodeJwt(told.get('/first') ?? '').sub).toBe(first.identity);
    expect(decodeJwt(told.get('/second') ?? '').sub).toBe(second.identity);
    expect(decodeJwt(told.get('/alike') ?? '').sub).toBe(third.identity);
  });
});

describe('a token', () => {
  it('holds no address and no name, and what userinfo says follows the scopes', async () => {
    const bert = await registerCustomer(house, 'bert@example.com', { name: 'Bert Nowak' });
    const party = await createRelyingParty(house, { metadata: { scope: 'openid profile email account:read' } });
    const api = { scope: 'openid profile email account:read', resource: `${house.origin}/api` };
    const { access_token: signed } = await enter(house, bert, party, api);
    expect(Object.keys(decodeJwt(signed)).toSorted()).toEqual(
      ['acr', 'amr', 'aud', 'auth_time', 'client_id', 'exp', 'iat', 'iss', 'jti', 'scope', 'sid', 'sub'].toSorted(),
    );

    const little = await enter(house, bert, party, { scope: 'openid' });
    expect(little.claims()).not.toHaveProperty('email');
    expect(little.claims()).not.toHaveProperty('name');
    const ask = (token: string) => client.fetchUserInfo(party.configuration, token, client.skipSubjectCheck);
    expect(Object.keys(await ask(little.access_token))).toEqual(['sub']);
    const more = await ask((await enter(house, bert, party, { scope: 'openid email' })).access_token);
    expect(Object.keys(more).toSorted()).toEqual(['email', 'email_verified', 'sub']);
    const described = await client.tokenIntrospection(party.configuration, little.access_token);
    expect(JSON.stringify(described)).not.toMatch(/bert|nowak/i);
  });
});
