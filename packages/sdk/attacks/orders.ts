/**
 * What the attacks on the token check share: an API called Orders that is registered at a real Cardea, an application that
 * has tokens for it, plain and bound to a key, and proofs to show with them.
 */
import { createHash } from 'node:crypto';
import { decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose';
import { enter } from '../../server/attacks/oauth.ts';
import { registerCustomer } from '../../server/attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../server/test/house.ts';
import { callback, createRelyingParty, houseFetch } from '../../server/test/relying-party.ts';
import type { Visitor } from '../../server/test/visitor.ts';
import { createVerifier, type Verifier, type VerifierOptions } from '../src/index.ts';

export const audience = 'https://orders.example/';
const address = 'https://orders.example/orders';
export const seconds = () => Math.floor(Date.now() / 1000);

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
type Fields = Readonly<Record<string, unknown>>;

export type Orders = Awaited<ReturnType<typeof openOrders>>;

/** Starts it all; `house.stop()` ends it. */
export async function openOrders() {
  const house: TestHouse = await startTestHouse();
  const [row] = await house.sql<{ tenant_id: string }>('select tenant_id from tenants');
  const tenantId = row?.tenant_id ?? '';
  for (const [resource_uri, name] of [
    [audience, 'Orders'],
    ['https://bills.example/', 'Bills'],
  ] as const) {
    await house.house.applications.registerResource(tenantId, {
      resource_uri,
      name,
      scopes: { 'orders:read': 'See your orders', 'orders:write': 'Order for you' },
      access_token_seconds: 300,
    });
  }
  const scope = 'openid profile orders:read orders:write';
  const app = await createRelyingParty(house, {
    metadata: {
      token_endpoint_auth_method: 'none',
      scope,
      allowed_resources: [audience, 'https://bills.example/'],
      redirect_uris: [callback],
    },
  });
  const machine = await createRelyingParty(house, {
    metadata: {
      grant_types: ['client_credentials'],
      redirect_uris: [],
      scope: 'orders:read',
      default_resource: audience,
      allowed_resources: [audience],
    },
  });
  const anna: Visitor = await registerCustomer(house, 'anna@example.com');
  const pair: Pair = await generateKeyPair('ES256', { extractable: true });
  const fetch = houseFetch(house);
  const plain = await enter(house, anna, app, { resource: audience, scope: 'openid orders:read' });
  const elsewhere = await enter(house, anna, app, { resource: 'https://bills.example/', scope: 'openid orders:read' });
  let proofs = 0;

  /** An honest proof for a call of the API with `token`, but for what is changed. */
  async function prove(token: string, change: Fields = {}, by: Pair = pair, header: Fields = {}): Promise<string> {
    proofs += 1;
    const ath = createHash('sha256').update(token).digest('base64url');
    const body = { jti: `proof-${proofs}`, htm: 'GET', htu: address, iat: seconds(), ath, ...change };
    return new SignJWT(body as JWTPayload)
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(by.publicKey), ...header })
      .sign(by.privateKey);
  }

  async function bind(): Promise<string> {
    const journey = await app.begin({ resource: audience, scope: 'openid orders:read' });
    const back = await anna.request(journey.address);
    const code = new URL(back.headers['location'] ?? '').searchParams.get('code') ?? '';
    const answer = await fetch(`${house.origin}/oauth/token`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        dpop: await prove('', { htm: 'POST', htu: `${house.origin}/oauth/token`, ath: undefined }),
      },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        code_verifier: journey.verifier,
        redirect_uri: callback,
        client_id: app.applicationId,
        resource: audience,
      }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  /** Signs with a real key of the tenant what Cardea would not sign. */
  async function sign(claims: JWTPayload, header: Fields = {}, alg: 'ES256' | 'RS256' = 'ES256'): Promise<string> {
    const set = await house.house.tenants.signingKeys.current(tenantId);
    const { kid } = decodeProtectedHeader(plain.access_token);
    const key = set.keys.find((each) => (alg === 'ES256' ? each.kid === kid : each.alg === alg));
    if (key === undefined) throw new Error(`the tenant has no key for ${alg}`);
    const signed = new SignJWT(claims).setProtectedHeader({ alg, typ: 'at+jwt', kid: String(key.kid), ...header });
    return signed.sign(await importJWK({ ...key }, alg));
  }

  return {
    house,
    tenantId,
    anna,
    app,
    machine,
    fetch,
    pair,
    prove,
    sign,
    /** Tokens that Cardea really gave out. */
    token: plain.access_token,
    identityToken: plain.id_token ?? '',
    tokenForBills: elsewhere.access_token,
    boundToken: await bind(),
    verifier: (options: Partial<VerifierOptions> = {}): Verifier =>
      createVerifier({ issuer: house.origin, audience, fetch, ...options }),
  };
}

/** A request of the API as Node's server hands it on. */
export const call = (token: string, proof?: string | null, scheme = proof === undefined ? 'Bearer' : 'DPoP') => ({
  method: 'GET',
  url: '/orders?page=2',
  headers: { authorization: `${scheme} ${token}`, ...(proof ? { dpop: proof } : {}) },
});
