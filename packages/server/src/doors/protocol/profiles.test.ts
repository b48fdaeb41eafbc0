import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from '../../../attacks/oauth.ts';
import { signUp } from '../../../attacks/signed-in.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { callback, createRelyingParty, houseFetch } from '../../../test/relying-party.ts';
import type { Visitor } from '../../../test/visitor.ts';

let house: TestHouse;
let anna: Visitor;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let bank: Party;
let signer: Party;

type Party = { readonly applicationId: string; readonly configuration: client.Configuration };

beforeAll(async () => {
  house = await startTestHouse();
  anna = await signUp(house, 'anna@example.com');
  keys = await generateKeyPair('ES256');
  bank = await createParty(await fapi());
  signer = await createParty({
    ...(await fapi()),
    profile: undefined,
    require_pushed_authorization_requests: false,
    dpop_bound_access_tokens: false,
    request_object_signing_alg: 'ES256',
    require_signed_request_object: true,
  });
});
afterAll(() => house.stop());

const fapi = async () => ({
  client_name: 'Bank',
  profile: 'fapi2' as const,
  token_endpoint_auth_method: 'private_key_jwt' as const,
  jwks: { keys: [await publicKey()] },
  require_pushed_authorization_requests: true,
  dpop_bound_access_tokens: true,
});
const publicKey = async () => {
  const { x = '', y = '' } = await exportJWK(keys.publicKey);
  return { kty: 'EC', crv: 'P-256', x, y } as const;
};

async function createParty(metadata: Record<string, unknown>): Promise<Party> {
  const { applicationId } = await createRelyingParty(house, { metadata });
  const configuration = await client.discovery(
    new URL(house.origin),
    applicationId,
    {},
    client.PrivateKeyJwt(keys.privateKey),
    { execute: [client.allowInsecureRequests], [client.customFetch]: houseFetch(house) as client.CustomFetch },
  );
  return { applicationId, configuration };
}

async function newRequest(more: Record<string, string> = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const parameters = {
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid email',
    state: client.randomState(),
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  };
  return { verifier, parameters };
}
const open = (address: URL) => anna.request(`${address.pathname}${address.search}`);
const outcome = (answer: { readonly headers: Readonly<Record<string, string>> }) => {
  const query = new URL(answer.headers['location'] ?? '/', house.origin).searchParams;
  return query.get('error') ?? (query.has('code') ? 'code' : null);
};
const codes = async () => (await house.sql('select 1 from authorization_codes')).length;
const now = () => Math.floor(Date.now() / 1000);
const sign = (payload: JWTPayload, header: Record<string, unknown> = {}, key = keys.privateKey) =>
  new SignJWT(payload).setProtectedHeader({ alg: 'ES256', typ: 'oauth-authz-req+jwt', ...header }).sign(key);

describe('an application of the FAPI 2.0 Security Profile', () => {
  it('signs a customer in with a pushed request, a proof by key and tokens bound to a key', async () => {
    const { verifier, parameters } = await newRequest();
    const DPoP = client.getDPoPHandle(bank.configuration, await client.randomDPoPKeyPair('ES256'));
    const address = await client.buildAuthorizationUrlWithPAR(bank.configuration, parameters, { DPoP });
    const answer = await open(address);
    const back = new URL(answer.headers['location'] ?? '');
    expect(back.searchParams.get('iss')).toBe(house.origin);
    const checks = { pkceCodeVerifier: verifier, expectedState: parameters.state };
    const tokens = await client.authorizationCodeGrant(bank.configuration, back, checks, undefined, { DPoP });
    expect(tokens.token_type).toBe('dpop');
    const subject = tokens.claims()?.sub ?? '';
    const info = await client.fetchUserInfo(bank.configuration, tokens.access_token, subject, { DPoP });
    expect(info.email).toBe('anna@example.com');
    await expect(client.fetchUserInfo(bank.configuration, tokens.access_token, subject)).rejects.toThrow();
  });

  it('gets no code without pushing, and no token without a proof of possession', async () => {
    const before = await codes();
    const plain = await open(client.buildAuthorizationUrl(bank.configuration, (await newRequest()).parameters));
    expect(outcome(plain)).not.toBe('code');
    expect(await codes()).toBe(before);

    const { verifier, parameters } = await newRequest();
    const address = await client.buildAuthorizationUrlWithPAR(bank.configuration, parameters);
    const back = new URL((await open(address)).headers['location'] ?? '');
    const checks = { pkceCodeVerifier: verifier, expectedState: parameters.state };
    await expect(client.authorizationCodeGrant(bank.configuration, back, checks)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('proves itself for this issuer alone: an assertion for the token endpoint is refused, and one without a key too', async () => {
    const { parameters } = await newRequest();
    const push = async (aud: string | string[]) => {
      const { applicationId: id } = bank;
      const claims = { iss: id, sub: id, aud, jti: crypto.randomUUID(), iat: now(), exp: now() + 60 };
      const answer = await send(house, '/oauth/par', {
        ...parameters,
        client_id: id,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await sign(claims, { typ: 'JWT' }),
      });
      return answer.status;
    };
    expect(await push(house.origin)).toBe(201);
    expect(await push(`${house.origin}/oauth/token`)).toBe(401);
    expect(await push([house.origin])).toBe(401);
    expect((await send(house, '/oauth/par', { ...parameters, client_id: bank.applicationId })).status).toBe(401);
  });

  it('is registered whole or not at all: each field that does not fit is named', async () => {
    const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
    const register = (change: Record<string, unknown>) =>
      fapi().then((metadata) =>
        house.house.applications.register(tenant?.tenantId ?? '', {
          firstParty: true,
          metadata: { redirect_uris: [callback], ...metadata, ...change },
        }),
      );
    const cases: readonly [Record<string, unknown>, string][] = [
      [{ token_endpoint_auth_method: 'client_secret_basic', jwks: undefined }, 'token_endpoint_auth_method'],
      [{ dpop_bound_access_tokens: false }, 'dpop_bound_access_tokens'],
      [{ require_pushed_authorization_requests: false }, 'require_pushed_authorization_requests'],
      [{ id_token_signed_response_alg: 'RS256' }, 'id_token_signed_response_alg'],
      [{ direct_sign_in: true }, 'direct_sign_in'],
      [{ grant_types: ['urn:ietf:params:oauth:grant-type:device_code'], redirect_uris: [] }, 'grant_types'],
      [{ application_type: 'native', redirect_uris: ['com.example.bank:/callback'] }, 'redirect_uris'],
      [{ require_signed_request_object: true }, 'request_object_signing_alg'],
    ];
    for (const [change, field] of cases)
      await expect(register(change)).rejects.toMatchObject({
        code: 'application.invalid',
        fields: { [field]: expect.any(String) },
      });
    await expect(register({ request_object_signing_alg: 'ES256' })).resolves.toBeTruthy();
  });
});

describe('a signed authorization request', () => {
  it('is taken by value and pushed, and what stands beside it is not', async () => {
    const { parameters } = await newRequest();
    const address = await client.buildAuthorizationUrlWithJAR(signer.configuration, parameters, keys.privateKey);
    address.searchParams.set('scope', 'openid email profile');
    address.searchParams.set('redirect_uri', 'https://evil.example/');
    const answer = await open(address);
    expect(outcome(answer)).toBe('code');
    expect(answer.headers['location']).toContain(callback);
    expect(new URL(answer.headers['location'] ?? '').searchParams.get('state')).toBe(parameters.state);

    const again = await newRequest();
    const signed = await client.buildAuthorizationUrlWithJAR(signer.configuration, again.parameters, keys.privateKey);
    const pushed = await client.buildAuthorizationUrlWithPAR(signer.configuration, signed.searchParams);
    expect(outcome(await open(pushed))).toBe('code');
  });

  it('is the only one taken where the application says so', async () => {
    const before = await codes();
    const answer = await open(client.buildAuthorizationUrl(signer.configuration, (await newRequest()).parameters));
    expect(outcome(answer)).not.toBe('code');
    expect(await codes()).toBe(before);
  });

  it('is refused unsigned, forged, for others, for long, of another kind, and by an address', async () => {
    const { applicationId: id } = signer;
    const { parameters } = await newRequest();
    const honest = { ...parameters, client_id: id, iss: id, aud: house.origin, exp: now() + 300, nbf: now() };
    const stranger = await generateKeyPair('ES256');
    const [, body] = (await sign(honest)).split('.');
    const none = `${Buffer.from('{"alg":"none","typ":"oauth-authz-req+jwt"}').toString('base64url')}.${body}.`;
    const { exp: _exp, ...endless } = honest;
    const { aud: _aud, ...forAnybody } = honest;
    const hostile = [
      none,
      await sign(honest, {}, stranger.privateKey),
      await sign({ ...honest, aud: 'https://other.example' }),
      await sign({ ...honest, aud: [house.origin, 'https://other.example'] }),
      await sign(forAnybody),
      await sign({ ...honest, iss: bank.applicationId }),
      await sign({ ...honest, sub: id }),
      await sign({ ...honest, exp: now() - 120 }),
      await sign({ ...honest, exp: now() + 90_000 }),
      await sign(endless),
      await sign({ ...honest, nbf: now() + 300 }),
      await sign(honest, { typ: 'logout+jwt' }),
      await sign({ ...honest, request_uri: 'https://evil.example/request' }),
      await sign({ ...honest, client_id: bank.applicationId }),
    ];
    const before = await codes();
    const ask = (more: Record<string, string>) =>
      anna.request(`/oauth/authorize?${new URLSearchParams({ client_id: id, ...more })}`);
    for (const [index, request] of hostile.entries())
      expect([index, outcome(await ask({ request }))]).not.toEqual([index, 'code']);
    for (const uri of ['https://evil.example/request', `${house.origin}/request`])
      expect(outcome(await ask({ request_uri: uri }))).not.toBe('code');
    expect(await codes()).toBe(before);
    expect(outcome(await ask({ request: await sign(honest) }))).toBe('code');
  });

  it('is refused from an application that did not register how it signs', async () => {
    const party = await createParty({
      client_name: 'Plain',
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [await publicKey()] },
    });
    const { parameters } = await newRequest();
    const address = await client.buildAuthorizationUrlWithJAR(party.configuration, parameters, keys.privateKey);
    const before = await codes();
    expect(outcome(await open(address))).not.toBe('code');
    expect(await codes()).toBe(before);
  });

  it('is announced with what it may be signed with, and addresses of requests are not', async () => {
    const { configuration } = signer;
    const metadata = configuration.serverMetadata();
    expect(metadata).toMatchObject({
      request_parameter_supported: true,
      request_uri_parameter_supported: false,
      request_object_signing_alg_values_supported: ['ES256', 'PS256'],
    });
  });
});
