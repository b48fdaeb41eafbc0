/**
 * Two tenants on one server, seen by applications: issuer, keys, codes, tokens, cookies and the redirects between them
 * follow the host, and nothing of one is worth anything at the other. Cases 93, 136.
 */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createRelyingParty, follow, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { codeOf, password } from './signed-in.ts';

const host = 'second.localhost:4000';
let house: TestHouse;
let there: TestHouse;
let ours: RelyingParty;
let theirs: RelyingParty;

beforeAll(async () => {
  house = await startTestHouse();
  await house.house.tenants.create({ name: 'Second', host });
  there = {
    ...house,
    origin: `http://${host}`,
    visitor: (options = {}) => house.visitor({ host, origin: `http://${host}`, ...options }),
  };
  ours = await createRelyingParty(house);
  theirs = await createRelyingParty(there);
});
afterAll(() => house.stop());

async function signUpAt(place: TestHouse, email: string): Promise<Visitor> {
  const visitor = place.visitor();
  const accepted = await visitor.fill('/sign-up', { email, password, name: '' });
  const mail = await house.mailTo(email);
  expect(mail.text).toContain(`${place.origin}/verify/link?`);
  await visitor.fill(accepted.headers['location'] ?? '', { code: codeOf(mail.subject) });
  return visitor;
}

/** A code for this application, from a browser that is signed in; the address it comes back to. */
async function codeAt(place: TestHouse, party: RelyingParty, visitor: Visitor) {
  const journey = await party.begin();
  const answer = await follow(place, visitor, await visitor.request(journey.address));
  return { journey, address: answer.headers['location'] ?? '' };
}

const keysAt = async (place: TestHouse) =>
  (JSON.parse((await place.visitor().request('/oauth/jwks')).body) as { keys: { kid: string }[] }).keys.map(
    ({ kid }) => kid,
  );

describe('a tenant on a host of its own', () => {
  it('signs in, hands out tokens of its own issuer and keys, and answers with its own addresses', async () => {
    const visitor = await signUpAt(there, 'ida@second.example');
    const { journey, address } = await codeAt(there, theirs, visitor);
    expect(new URL(address).searchParams.get('iss')).toBe(there.origin);
    const tokens = await theirs.redeem(journey, address);
    expect(decodeJwt(tokens.id_token ?? '')).toMatchObject({ iss: there.origin, aud: theirs.applicationId });
    const { kid = '' } = decodeProtectedHeader(tokens.id_token ?? '');
    expect(await keysAt(there)).toContain(kid);
    expect(await keysAt(house)).not.toContain(kid);
    const metadata = (await there.visitor().request('/.well-known/openid-configuration')).body;
    expect(metadata).not.toContain(house.origin);
    expect(JSON.parse(metadata)).toMatchObject({ issuer: there.origin, jwks_uri: `${there.origin}/oauth/jwks` });
    const openApi = (await there.visitor().request('/api/openapi.json')).body;
    expect(openApi).toContain(there.origin);
    expect(openApi).not.toContain(`"${house.origin}`);
  });

  it('sets cookies for its host alone', async () => {
    const page = await there.visitor().request('/sign-in');
    expect(page.setCookies.length).toBeGreaterThan(0);
    for (const cookie of page.setCookies) expect(cookie).not.toMatch(/domain=/i);
  });
});

describe('what one tenant hands an application', () => {
  it('is nothing at the other: code, access token, refresh token and client (cases 93, 136)', async () => {
    const visitor = await signUpAt(there, 'otto@second.example');
    const { address } = await codeAt(there, theirs, visitor);
    const stolen = new URL(address);
    const foreign = house.visitor();
    const redeem = (fields: Record<string, string>, at = foreign) => {
      const basic = Buffer.from(`${theirs.applicationId}:${theirs.secret}`).toString('base64');
      return at.post('/oauth/token', fields, { authorization: `Basic ${basic}`, origin: undefined, accept: '*/*' });
    };
    const code = stolen.searchParams.get('code') ?? '';
    const answer = await redeem({
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'https://shop.example/callback',
    });
    expect(JSON.parse(answer.body)).toMatchObject({ error: 'invalid_client' });

    const again = await codeAt(there, theirs, visitor);
    const tokens = await theirs.redeem(again.journey, again.address);
    const userinfo = (place: TestHouse) =>
      place.visitor().request('/oauth/userinfo', {
        headers: { authorization: `Bearer ${tokens.access_token}`, accept: 'application/json' },
      });
    expect((await userinfo(there)).status).toBe(200);
    expect((await userinfo(house)).status).toBe(401);
    const refreshed = await redeem({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' });
    expect(refreshed.status).toBe(401);
    const basic = Buffer.from(`${ours.applicationId}:${ours.secret}`).toString('base64');
    const introspected = await house
      .visitor()
      .post(
        '/oauth/introspect',
        { token: tokens.access_token },
        { authorization: `Basic ${basic}`, origin: undefined, accept: '*/*' },
      );
    expect(JSON.parse(introspected.body)).toEqual({ active: false });
  });

  it('begins nothing at the other: its client is unknown there', async () => {
    const { address } = await theirs.begin();
    const answer = await house.visitor().request(address);
    expect(answer.status).toBe(400);
    expect(answer.headers['location']).toBeUndefined();
  });

  it('is refused by a client that expects the other issuer (case 136)', async () => {
    const visitor = await signUpAt(there, 'mixed@second.example');
    const { journey, address } = await codeAt(there, theirs, visitor);
    await expect(
      client.authorizationCodeGrant(ours.configuration, new URL(address), {
        pkceCodeVerifier: journey.verifier,
        expectedState: journey.state,
      }),
    ).rejects.toThrow();
  });
});

describe('another name of a tenant', () => {
  it('leads to the primary one with everything that was asked, and is no place of its own', async () => {
    const second = await house.house.tenants.byHost(host);
    await house.house.tenants.domains.add(second?.tenantId ?? '', 'other-name.localhost:4000', {
      actor: { kind: 'system' },
    });
    const alias = house.visitor({ host: 'other-name.localhost:4000', origin: 'http://other-name.localhost:4000' });
    const answer = await alias.request('/verify/link?token=abc');
    expect(answer.status).toBe(307);
    expect(answer.headers['location']).toBe(`${there.origin}/verify/link?token=abc`);
    expect(answer.setCookies).toEqual([]);
    const posted = await alias.post('/oauth/token', { grant_type: 'client_credentials' });
    expect(posted.status).toBe(307);
    expect((await house.visitor({ host: 'x.other-name.localhost:4000' }).request('/')).status).toBe(421);
  });
});
