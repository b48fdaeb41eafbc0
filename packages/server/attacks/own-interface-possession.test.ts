/** Tokens that are bound to a key (RFC 9449), at our own APIs: of use to who holds the key, for one call at a time. */
import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createOwnInterface, type Device, type OwnInterface } from '../test/own-interface.ts';
import { createRelyingParty } from '../test/relying-party.ts';
import { send } from './oauth.ts';
import { goodPassword, registerCustomer } from './people.ts';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

let house: TestHouse;
let app: OwnInterface;
let device: Device;
let keys: Keys;
/** Bound tokens: an opaque one, and one that is signed for this very API. */
let tokens: Readonly<Record<'opaque' | 'signed' | 'free', string>>;
beforeAll(async () => {
  house = await startTestHouse();
  app = await createOwnInterface(house, { allowed_resources: [`${house.origin}/api`] });
  await registerCustomer(house, 'anna@example.com');
  device = app.device();
  keys = await generateKeyPair('ES256', { extractable: true });
  const resource = { resource: `${house.origin}/api` };
  tokens = { opaque: await enter({}, keys), signed: await enter(resource, keys), free: await enter({}, null) };
});
afterAll(() => house.stop());

const now = () => Math.floor(Date.now() / 1000);
const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');
let proofs = 0;

async function prove(claims: JWTPayload, pair = keys, header: Readonly<Record<string, unknown>> = {}) {
  proofs += 1;
  return new SignJWT({ jti: `proof-${proofs}`, iat: now(), ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(pair.publicKey), ...header })
    .sign(pair.privateKey);
}

async function enter(more: Readonly<Record<string, string>>, pair: Keys | null): Promise<string> {
  const journey = await device.begin('sign-in', more);
  const answer = await journey.act('password', { identifier: 'anna@example.com', password: goodPassword });
  const back = new URL(String(answer.body['redirect_to'])).searchParams;
  const proof = pair === null ? {} : { dpop: await prove({ htm: 'POST', htu: `${house.origin}/oauth/token` }, pair) };
  const fields = {
    grant_type: 'authorization_code',
    code: back.get('code') ?? '',
    code_verifier: journey.verifier,
    redirect_uri: 'https://app.example/callback',
    client_id: app.applicationId,
    ...more,
  };
  const given = (await (await send(house, '/oauth/token', fields, proof)).json()) as { access_token: string };
  return given.access_token;
}

const htu = () => `${house.origin}/api/account`;
const honest = (token: string, change: JWTPayload = {}, pair = keys, header = {}) =>
  prove({ htm: 'GET', htu: htu(), ath: hashOf(token), ...change }, pair, header);
const ask = (token: string, proof: string | undefined, scheme = 'DPoP', path = '/api/account') =>
  device.call('GET', path, { headers: { authorization: `${scheme} ${token}`, dpop: proof } });

describe.each(['opaque', 'signed'] as const)('a bound token that is %s', (kind) => {
  it('opens the account with a proof for this call, and the same proof opens nothing twice', async () => {
    const token = tokens[kind];
    const proof = await honest(token);
    expect((await ask(token, proof)).body).toMatchObject({ email: 'anna@example.com' });
    expect(await ask(token, proof)).toMatchObject({ status: 401, body: { code: 'token.unproven' } });
    const shared = await honest(token);
    const atOnce = await Promise.all(Array.from({ length: 8 }, () => ask(token, shared)));
    expect(atOnce.filter(({ status }) => status === 200)).toHaveLength(1);
    const listed = await honest(token, { htu: `${htu()}/sessions` });
    expect((await ask(token, listed, 'DPoP', '/api/account/sessions?x=1')).status).not.toBe(401);
  });

  it('is refused by another key, for another call, unsigned, or from a clock that is ahead', async () => {
    const token = tokens[kind];
    const stranger = await generateKeyPair('ES256', { extractable: true });
    const symmetric = await new SignJWT({ jti: 'x', iat: now(), htm: 'GET', htu: htu(), ath: hashOf(token) })
      .setProtectedHeader({ alg: 'HS256', typ: 'dpop+jwt', jwk: await exportJWK(keys.publicKey) })
      .sign(new TextEncoder().encode(JSON.stringify(await exportJWK(keys.publicKey))));
    const attempts: readonly [string, string | undefined][] = [
      ['no proof', undefined],
      ['another key', await honest(token, {}, stranger)],
      ['another token', await honest(token, { ath: hashOf(`${token}x`) })],
      ['no token', await prove({ htm: 'GET', htu: htu() })],
      ['another method', await honest(token, { htm: 'POST' })],
      ['another address', await honest(token, { htu: `${htu()}/profile` })],
      ['another host', await honest(token, { htu: 'http://evil.example/api/account' })],
      ['another type', await honest(token, {}, keys, { typ: 'JWT' })],
      ['without a name', await honest(token, { jti: '' })],
      ['from the future', await honest(token, { iat: now() + 120 })],
      ['its own key in the header', await honest(token, {}, stranger, { jwk: await exportJWK(keys.publicKey) })],
      ['a symmetric signature', symmetric],
      ['two', `${await honest(token)}, ${await honest(token)}`],
      ['nonsense', 'x.y.z'],
    ];
    for (const [name, proof] of attempts) {
      const answer = await ask(token, proof);
      expect(answer, name).toMatchObject({ status: 401, body: { code: 'token.unproven' } });
      expect(answer.headers['www-authenticate'], name).toContain('DPoP error="invalid_dpop_proof"');
    }
  });

  it('is no bearer token', async () => {
    const token = tokens[kind];
    const answer = await ask(token, await honest(token), 'Bearer');
    expect(answer).toMatchObject({ status: 401, body: { code: 'token.invalid' } });
  });

  it('gets by with a clock that is behind once it has a nonce, from here or from the token endpoint', async () => {
    const token = tokens[kind];
    const iat = now() - 3600;
    const late = await ask(token, await honest(token, { iat }));
    expect(late).toMatchObject({ status: 401, body: { code: 'token.needs_nonce' } });
    expect(late.headers['www-authenticate']).toContain('error="use_dpop_nonce"');
    const nonce = late.headers['dpop-nonce'] ?? '';
    expect((await ask(token, await honest(token, { iat, nonce }))).status).toBe(200);
    const forged = await ask(token, await honest(token, { iat, nonce: `${nonce.slice(1)}A` }));
    expect(forged.body).toMatchObject({ code: 'token.needs_nonce' });

    const proof = await prove({ htm: 'POST', htu: `${house.origin}/oauth/token`, iat });
    const fields = { grant_type: 'refresh_token', refresh_token: 'x', client_id: app.applicationId };
    const theirs = (await send(house, '/oauth/token', fields, { dpop: proof })).headers.get('dpop-nonce') ?? '';
    expect((await ask(token, await honest(token, { iat, nonce: theirs }))).status).toBe(200);
  });
});

it('a token that is bound to no key is not taken with a proof, whoever made it', async () => {
  const { free } = tokens;
  expect((await ask(free, undefined, 'Bearer')).status).toBe(200);
  expect(await ask(free, await honest(free))).toMatchObject({ status: 401, body: { code: 'token.invalid' } });
});

describe('a bound token of a service', () => {
  const path = '/api/admin/applications';
  const forAdmin = (token: string, change: JWTPayload = {}, pair = keys) =>
    prove({ htm: 'GET', htu: `${house.origin}${path}`, ath: hashOf(token), ...change }, pair);
  const manage = (token: string, proof: string | undefined, scheme = 'DPoP') =>
    device.call('GET', path, { headers: { authorization: `${scheme} ${token}`, dpop: proof } });
  /** One that asks for tokens with a proof, and must, where it is registered so. */
  async function service(isDue: boolean, proof?: string): Promise<{ status: number; token: string }> {
    const { applicationId, secret } = await createRelyingParty(house, {
      metadata: {
        ...{ client_name: 'A service', grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
        ...{ scope: 'applications:read', dpop_bound_access_tokens: isDue },
      },
    });
    const basic = Buffer.from(`${applicationId}:${encodeURIComponent(secret ?? '')}`).toString('base64');
    const fields = { grant_type: 'client_credentials', scope: 'applications:read', resource: `${house.origin}/api` };
    const headers = { authorization: `Basic ${basic}`, ...(proof === undefined ? {} : { dpop: proof }) };
    const answer = await send(house, '/oauth/token', fields, headers);
    return { status: answer.status, token: ((await answer.json()) as { access_token?: string }).access_token ?? '' };
  }
  const proofOfAsking = () => prove({ htm: 'POST', htu: `${house.origin}/oauth/token` });

  it('opens the management API with a proof for this call alone, and is no bearer token', async () => {
    const { token } = await service(false, await proofOfAsking());
    const proof = await forAdmin(token);
    expect((await manage(token, proof)).status).toBe(200);
    const stranger = await generateKeyPair('ES256', { extractable: true });
    const attempts: readonly [string, string | undefined][] = [
      ['the same proof', proof],
      ['no proof', undefined],
      ['another key', await forAdmin(token, {}, stranger)],
      ['another token', await forAdmin(token, { ath: hashOf(`${token}x`) })],
      ['no token', await forAdmin(token, { ath: undefined })],
      ['another method', await forAdmin(token, { htm: 'DELETE' })],
      ['another address', await forAdmin(token, { htu: `${house.origin}/api/admin/customers` })],
      ['from the future', await forAdmin(token, { iat: now() + 120 })],
    ];
    for (const [name, wrong] of attempts) {
      const answer = await manage(token, wrong);
      expect(answer, name).toMatchObject({ status: 401, body: { code: 'token.unproven' } });
      expect(answer.headers['www-authenticate'], name).toContain('DPoP error="invalid_dpop_proof"');
    }
    const plain = await manage(token, await forAdmin(token), 'Bearer');
    expect(plain).toMatchObject({ status: 401, body: { code: 'token.invalid' } });
    expect(plain.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  it('gets by with a clock that is behind once it has a nonce', async () => {
    const { token } = await service(true, await proofOfAsking());
    const iat = now() - 3600;
    const late = await manage(token, await forAdmin(token, { iat }));
    expect(late).toMatchObject({ status: 401, body: { code: 'token.needs_nonce' } });
    expect(late.headers['www-authenticate']).toContain('error="use_dpop_nonce"');
    const nonce = late.headers['dpop-nonce'] ?? '';
    expect((await manage(token, await forAdmin(token, { iat, nonce }))).status).toBe(200);
  });

  it('is made with a proof only where the service is registered so, and one that is not bound takes none', async () => {
    expect((await service(true)).status).toBe(400);
    const { token } = await service(false);
    expect((await manage(token, undefined, 'Bearer')).status).toBe(200);
    expect(await manage(token, await forAdmin(token))).toMatchObject({ status: 401, body: { code: 'token.invalid' } });
  });
});

it('a page of the application may send proofs and read nonces', async () => {
  const preflight = await device.call('OPTIONS', '/api/account', { headers: { origin: 'https://app.example' } });
  expect(preflight.headers['access-control-allow-headers']).toContain('DPoP');
  expect(preflight.headers['access-control-expose-headers']).toContain('DPoP-Nonce');
});
