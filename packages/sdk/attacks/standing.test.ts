/** What is asked of a token besides that it is good, keys that change or cannot be had, and sessions that have ended. */
import { decodeJwt, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Fetch } from '../src/client/fetch.ts';
import { call, type Orders, openOrders, seconds } from './orders.ts';

let orders: Orders;
let claims: JWTPayload;

beforeAll(async () => {
  orders = await openOrders();
  claims = decodeJwt(orders.token);
});
afterAll(() => orders.house.stop());

describe('a token that does not suffice', () => {
  it('is told which scope is missing (RFC 6750)', async () => {
    const verdict = await orders.verifier().verify(call(orders.token), { scope: 'orders:read orders:write' });
    expect(verdict).toMatchObject({ ok: false, status: 403, error: 'insufficient_scope' });
    expect(verdict.headers['www-authenticate']).toMatch(
      /^Bearer error="insufficient_scope", error_description="[^"]+", scope="orders:read orders:write", DPoP algs="/,
    );
    expect((await orders.verifier().verify(call(orders.token), { scope: ['orders:read'] })).ok).toBe(true);
    // A scope is a whole word.
    expect((await orders.verifier().verify(call(orders.token), { scope: 'orders' })).ok).toBe(false);
  });

  it('is told to let the person confirm who they are (RFC 9470)', async () => {
    const verifier = orders.verifier();
    const strong = await verifier.verify(call(orders.token), { acr: ['urn:cardea:aal2', 'phr'] });
    expect(strong).toMatchObject({ ok: false, status: 401, error: 'insufficient_user_authentication' });
    expect(strong.headers['www-authenticate']).toContain('acr_values="urn:cardea:aal2 phr"');
    expect((await verifier.verify(call(orders.token), { acr: [String(claims['acr'])] })).ok).toBe(true);

    const old = await orders.sign({ ...claims, auth_time: seconds() - 400 });
    const stale = await verifier.verify(call(old), { maxAgeSeconds: 300 });
    expect(stale).toMatchObject({ ok: false, status: 401, error: 'insufficient_user_authentication' });
    expect(stale.headers['www-authenticate']).toContain('max_age="300"');
    expect((await verifier.verify(call(orders.token), { maxAgeSeconds: 300 })).ok).toBe(true);
    const unknown = await orders.sign({ ...claims, auth_time: undefined });
    expect((await verifier.verify(call(unknown), { maxAgeSeconds: 300 })).ok).toBe(false);
  });

  it('learns nothing but what to do', async () => {
    const verdict = await orders.verifier().verify(call('a.b.c'));
    expect(JSON.stringify(verdict.headers)).not.toMatch(/jose|JWS|signature|Error/);
    expect((await orders.verifier().verify({ headers: {} })).headers['www-authenticate']).toMatch(
      /^Bearer, DPoP algs=/,
    );
  });
});

describe('the keys of the issuer', () => {
  /** Counts what is fetched, and answers as told. */
  function watched(answer: () => Promise<Response>) {
    const fetched: string[] = [];
    const fetch: Fetch = (address) => {
      fetched.push(address);
      return answer();
    };
    return { fetched, verifier: orders.verifier({ fetch }) };
  }
  const real = () => orders.fetch(`${orders.house.origin}/oauth/jwks`);

  it('are fetched once for many tokens at once, and once more for a flood of keys that nobody knows', async () => {
    const { fetched, verifier } = watched(real);
    const verdicts = await Promise.all(Array.from({ length: 20 }, () => verifier.verify(call(orders.token))));
    expect(verdicts.every(({ ok }) => ok)).toBe(true);
    expect(fetched).toHaveLength(1);
    const evil = await generateKeyPair('ES256');
    for (let index = 0; index < 20; index += 1) {
      const header = { alg: 'ES256', typ: 'at+jwt', kid: `unknown-${index}` };
      const token = await new SignJWT(claims).setProtectedHeader(header).sign(evil.privateKey);
      expect((await verifier.verify(call(token))).ok).toBe(false);
    }
    expect(fetched.length).toBeLessThanOrEqual(2);
  });

  it('that cannot be had make it say so, instead of refusing good tokens for good', async () => {
    let isUp = false;
    const { verifier } = watched(async () => (isUp ? real() : new Response('', { status: 503 })));
    const down = await verifier.verify(call(orders.token));
    expect(down).toMatchObject({ ok: false, status: 503, error: 'temporarily_unavailable' });
    expect(down.headers['retry-after']).toBe('5');
    isUp = true;
    expect((await verifier.verify(call(orders.token))).ok).toBe(true);
  });

  it.each<[string, () => Response]>([
    ['nonsense', () => new Response('<html>')],
    ['no keys', () => new Response('{}')],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://evil.example/keys' } })],
    ['too much', () => new Response(JSON.stringify({ keys: [], more: 'x'.repeat(200_000) }))],
  ])('are not believed when the answer is %s', async (_what, make) => {
    const { fetched, verifier } = watched(async () => make());
    expect(await verifier.verify(call(orders.token))).toMatchObject({ ok: false, status: 503 });
    expect(fetched.every((address) => address === `${orders.house.origin}/oauth/jwks`)).toBe(true);
  });

  it('are looked for again when a fresh one signs', async () => {
    const verifier = orders.verifier();
    expect((await verifier.verify(call(orders.token))).ok).toBe(true);
    await orders.house.house.tenants.signingKeys.rotate(orders.tenantId, { now: true });
    const { access_token: token } = await tokenOfMachine();
    // A moment after they were fetched they are not fetched again, whoever asks; half a minute later they are.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    try {
      expect((await verifier.verify(call(token))).ok).toBe(true);
    } finally {
      vi.useRealTimers();
    }
    // What was signed before counts on: the former key stays published.
    expect((await verifier.verify(call(orders.token))).ok).toBe(true);
  });
});

describe('asked whether it still counts', () => {
  const live = { live: true };
  const withMachine = (clientSecret = orders.machine.secret ?? '') =>
    orders.verifier({ introspection: { clientId: orders.machine.applicationId, clientSecret } });

  it('Cardea says so at once when the session has ended, while the signature is still good', async () => {
    const verifier = withMachine();
    expect((await verifier.verify(call(orders.token), live)).ok).toBe(true);
    const page = await orders.anna.get('/account');
    await orders.anna.post('/sign-out', page.hidden('/sign-out'));
    expect(await verifier.verify(call(orders.token), live)).toMatchObject({ ok: false, error: 'invalid_token' });
    expect((await verifier.verify(call(orders.token))).ok).toBe(true);
  });

  it('nothing counts that cannot be asked about', async () => {
    const wrong = await withMachine('a wrong secret').verify(call(orders.token), live);
    expect(wrong).toMatchObject({ ok: false, status: 503, error: 'temporarily_unavailable' });
    await expect(orders.verifier().verify(call(orders.token), live)).rejects.toThrow('live needs introspection');
  });
});

async function tokenOfMachine(): Promise<{ access_token: string }> {
  const { applicationId, secret } = orders.machine;
  const answer = await orders.fetch(`${orders.house.origin}/oauth/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${applicationId}:${secret}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials&scope=orders:read',
  });
  return (await answer.json()) as { access_token: string };
}
