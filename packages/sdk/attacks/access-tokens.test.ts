/** Access tokens that were forged, borrowed, are over or for something else, shown to an API that the SDK protects. */
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVerifier } from '../src/index.ts';
import { audience, call, type Orders, openOrders, seconds } from './orders.ts';

let orders: Orders;
let verifier: ReturnType<Orders['verifier']>;
let claims: JWTPayload;

beforeAll(async () => {
  orders = await openOrders();
  verifier = orders.verifier();
  claims = decodeJwt(orders.token);
});
afterAll(() => orders.house.stop());

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

async function expectRefused(token: string, error = 'invalid_token'): Promise<void> {
  expect(await verifier.verify(call(token))).toMatchObject({ ok: false, error, status: 401 });
  expect((await verifier.verify(call(orders.token))).ok).toBe(true);
}

it('a token that Cardea gave out for this API counts, and says who it speaks for', async () => {
  const verdict = await verifier.verify(call(orders.token), { scope: 'orders:read' });
  expect(verdict).toMatchObject({
    ok: true,
    headers: {},
    token: { subject: claims.sub, clientId: orders.app.applicationId, isBound: false },
  });
  if (!verdict.ok) return;
  expect([...verdict.token.scopes]).toContain('orders:read');
  expect(verdict.token.sessionId).toMatch(/./);
  expect(verdict.token.authenticatedAt?.getTime()).toBeLessThanOrEqual(Date.now());
});

it('a machine has a token of its own, without a session', async () => {
  const { applicationId, secret } = orders.machine;
  const answer = await orders.fetch(`${orders.house.origin}/oauth/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${applicationId}:${secret}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials&scope=orders:read',
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  expect(await verifier.verify(call(token))).toMatchObject({
    ok: true,
    token: { subject: applicationId, clientId: applicationId, sessionId: null, authenticatedAt: null },
  });
});

describe('a token without a signature of Cardea', () => {
  it.each(['none', 'None', 'nOnE', '', 'ES256', 'RS256'])('is refused (%s, nothing signed)', async (alg) => {
    const { kid } = decodeProtectedHeader(orders.token);
    await expectRefused(`${encode({ alg, typ: 'at+jwt', kid })}.${encode(claims)}.`);
    await expectRefused(`${encode({ alg, typ: 'at+jwt', kid })}.${encode(claims)}.AAAA`);
  });

  it('is refused when the public key was its secret', async () => {
    const { keys } = (await (await orders.fetch(`${orders.house.origin}/oauth/jwks`)).json()) as {
      keys: (JsonWebKey & { kid: string })[];
    };
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      const pem = String(createPublicKey({ key: { ...key }, format: 'jwk' }).export({ type: 'spki', format: 'pem' }));
      for (const secret of [pem, pem.trim(), JSON.stringify(key), String(key.x ?? key.n)]) {
        const header = { alg: 'HS256', typ: 'at+jwt', kid: key.kid };
        await expectRefused(
          await new SignJWT(claims).setProtectedHeader(header).sign(new TextEncoder().encode(secret)),
        );
      }
    }
  });

  it('is refused when it brings or names the key itself, and nobody is asked for that key', async () => {
    const evil = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(evil.publicKey)) };
    const { kid = '' } = decodeProtectedHeader(orders.token);
    const asked: string[] = [];
    const watched = orders.verifier({
      fetch: (address, init) => {
        asked.push(address);
        return orders.fetch(address, init);
      },
    });
    for (const header of [
      { kid },
      { kid, jwk },
      { jwk },
      { kid, jku: 'https://evil.example/keys' },
      { kid, x5u: 'https://evil.example/certificate' },
      { kid: '../../../../dev/null' },
      { kid: 'x'.repeat(4_000) },
      { kid, crit: ['jwk'], jwk },
    ]) {
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...header })
        .sign(evil.privateKey, { crit: { jwk: true } });
      await expectRefused(token);
      expect((await watched.verify(call(token))).ok).toBe(false);
    }
    expect(new Set(asked)).toEqual(new Set([`${orders.house.origin}/oauth/jwks`]));
  });

  it('is refused when one letter of it was changed', async () => {
    const [header = '', body = '', signature = ''] = orders.token.split('.');
    const more = encode({ ...claims, scope: 'orders:read orders:write' });
    await expectRefused(`${header}.${more}.${signature}`);
    await expectRefused(`${header}.${body}.${signature.slice(0, -4)}AAAA`);
    await expectRefused(`${header}.${body}`);
    await expectRefused(`${orders.token}.${signature}`);
  });
});

describe('a token that Cardea signed for something else', () => {
  it('is refused: an identity token, a token of another API, an opaque one', async () => {
    await expectRefused(orders.identityToken);
    await expectRefused(orders.tokenForBills);
    await expectRefused('c29tZXRoaW5nIHRoYXQgbm9ib2R5IGNhbiBndWVzcw');
    // Even an identity token whose audience is this API is of another type.
    await expectRefused(await orders.sign({ ...claims, aud: audience }, { typ: 'JWT' }));
    await expectRefused(await orders.sign(claims, { typ: 'logout+jwt' }));
    await expectRefused(await orders.sign(claims, { typ: undefined }));
  });

  it.each<[string, () => JWTPayload]>([
    ['is over', () => ({ exp: seconds() - 11 })],
    ['never ends', () => ({ exp: undefined }) as unknown as JWTPayload],
    ['is not good yet', () => ({ nbf: seconds() + 12 })],
    ['was made in the future', () => ({ iat: seconds() + 12 })],
    ['names another issuer', () => ({ iss: 'https://other.example' })],
    ['names the issuer with a slash', () => ({ iss: `${orders.house.origin}/` })],
    ['names another audience', () => ({ aud: 'https://orders.example.evil.example/' })],
    ['names the audience without its slash', () => ({ aud: audience.slice(0, -1) })],
    ['names no audience', () => ({ aud: undefined }) as unknown as JWTPayload],
    ['names no application', () => ({ client_id: undefined })],
    ['names nobody', () => ({ sub: undefined }) as unknown as JWTPayload],
    ['is bound in a way that nobody knows', () => ({ cnf: { 'x5t#S256': 'abc' } })],
    ['is bound to nothing', () => ({ cnf: {} })],
    ['is bound to something odd', () => ({ cnf: 'abc' })],
  ])('and that %s is refused', async (_what, change) => {
    await expectRefused(await orders.sign({ ...claims, ...change() }));
  });

  it('is refused when it is signed in a way that this API does not take', async () => {
    const token = await orders.sign(claims, {}, 'RS256');
    expect((await verifier.verify(call(token))).ok).toBe(true);
    const strict = orders.verifier({ algorithms: ['ES256'] });
    expect(await strict.verify(call(token))).toMatchObject({ ok: false, error: 'invalid_token' });
    expect((await strict.verify(call(orders.token))).ok).toBe(true);
  });

  it('is believed within the tolerance of clocks, and no further', async () => {
    const late = await orders.sign({ ...claims, exp: seconds() - 5 });
    expect((await verifier.verify(call(late))).ok).toBe(true);
    expect((await orders.verifier({ clockToleranceSeconds: 0 }).verify(call(late))).ok).toBe(false);
    expect(() => orders.verifier({ clockToleranceSeconds: 3600 })).toThrow('between 0 and 60');
  });

  it('is refused at an API of another tenant, whose keys are its own', async () => {
    await orders.house.house.tenants.create({ name: 'Two', host: 'two.localhost:4000' });
    const second = createVerifier({ issuer: 'http://two.localhost:4000', audience, fetch: orders.fetch });
    const refused = { ok: false, status: 401, error: 'invalid_token' };
    expect(await second.verify(call(orders.token))).toMatchObject(refused);
    expect(await second.verify(call(await orders.sign({ ...claims, iss: 'http://two.localhost:4000' })))).toMatchObject(
      refused,
    );
    // A server that answers for both with the same keys would still name itself in the token.
    const sameKeys = createVerifier({
      issuer: 'https://other.example',
      audience,
      fetch: () => orders.fetch(`${orders.house.origin}/oauth/jwks`),
    });
    expect(await sameKeys.verify(call(orders.token))).toMatchObject({ ok: false, error: 'invalid_token' });
  });
});

describe('a request', () => {
  it.each<[string, string, string]>([
    ['nothing', '', 'token_required'],
    ['another scheme', 'Basic YTpi', 'token_required'],
    ['a scheme alone', 'Bearer', 'invalid_request'],
    ['two tokens', 'Bearer a, Bearer b', 'invalid_request'],
    ['a token with a break in it', 'Bearer a b', 'invalid_request'],
    ['nonsense', 'Bearer ….…', 'invalid_request'],
  ])('with %s is told so', async (_what, authorization, error) => {
    const verdict = await verifier.verify({ method: 'GET', url: '/', headers: { authorization } });
    expect(verdict).toMatchObject({ ok: false, error });
  });

  it('with a token of 64 kB is refused before anything is computed, and before any key is fetched', async () => {
    let fetched = 0;
    const fresh = orders.verifier({
      fetch: (address, init) => {
        fetched += 1;
        return orders.fetch(address, init);
      },
    });
    for (const size of [9_000, 64_000, 1_000_000]) {
      const verdict = await fresh.verify(call(`${encode({ alg: 'ES256', kid: 'x'.repeat(size) })}.e30.AAAA`));
      expect(verdict).toMatchObject({ ok: false, error: 'invalid_token' });
    }
    expect(fetched).toBe(0);
  });

  it('may carry its token in no other place', async () => {
    const url = `/orders?access_token=${orders.token}`;
    expect(await verifier.verify({ method: 'GET', url, headers: {} })).toMatchObject({ error: 'token_required' });
    const cookie = `access_token=${orders.token}`;
    expect(await verifier.verify({ method: 'GET', url: '/', headers: { cookie } })).toMatchObject({ ok: false });
  });
});
