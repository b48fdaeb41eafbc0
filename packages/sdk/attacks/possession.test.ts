/** Tokens that are bound to a key, with proofs that are repeated, borrowed or made for something else (RFC 9449). */
import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSeenProofs } from '../src/index.ts';
import { call, type Orders, openOrders, seconds } from './orders.ts';

let orders: Orders;
let verifier: ReturnType<Orders['verifier']>;

beforeAll(async () => {
  orders = await openOrders();
  verifier = orders.verifier();
});
afterAll(() => orders.house.stop());

const honest = (change = {}) => orders.prove(orders.boundToken, change);
const show = async (proof: string | null, of = verifier) => of.verify(call(orders.boundToken, proof));

it('a bound token with a fresh proof counts', async () => {
  expect(await show(await honest())).toMatchObject({ ok: true, token: { isBound: true } });
});

describe('a proof', () => {
  it('counts once, also for twenty requests at the same moment', async () => {
    const proof = await honest();
    expect((await show(proof)).ok).toBe(true);
    expect(await show(proof)).toMatchObject({ ok: false, error: 'invalid_dpop_proof', reason: 'it was shown before' });
    const another = await honest();
    const verdicts = await Promise.all(Array.from({ length: 20 }, () => show(another)));
    expect(verdicts.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it.each<[string, () => Promise<string | null>]>([
    ['that is missing', async () => null],
    ['that is empty', async () => ''],
    ['that is nonsense', async () => 'nonsense'],
    ['that is shown twice in one request', async () => `${await honest()}, ${await honest()}`],
    ['for another method', () => honest({ htm: 'POST' })],
    ['for another path', () => honest({ htu: 'https://orders.example/bills' })],
    ['for another host', () => honest({ htu: 'https://bills.example/orders' })],
    ['for plain http', () => honest({ htu: 'http://orders.example/orders' })],
    ['for no address', () => honest({ htu: undefined })],
    ['for another token', () => honest({ ath: createHash('sha256').update('x').digest('base64url') })],
    ['for no token', () => honest({ ath: undefined })],
    ['without a name', () => honest({ jti: undefined })],
    ['with a name without end', () => honest({ jti: 'x'.repeat(300) })],
    ['without a time', () => honest({ iat: undefined })],
    ['from the future', () => honest({ iat: seconds() + 13 })],
    ['from long ago', () => honest({ iat: seconds() - 72 })],
    ['of another key', async () => orders.prove(orders.boundToken, {}, await generateKeyPair('ES256'))],
    ['of another type', () => orders.prove(orders.boundToken, {}, orders.pair, { typ: 'JWT' })],
    ['that brings no key', () => orders.prove(orders.boundToken, {}, orders.pair, { jwk: undefined })],
    ['that shows its private key', () => withPrivateKey()],
    ['that nobody signed', async () => unsigned(await honest())],
    ['with a key that takes long to compute', () => heavy()],
    ['of 64 kB', () => honest({ more: 'x'.repeat(64_000) })],
  ])('%s opens nothing', async (_what, make) => {
    const verdict = await show(await make());
    expect(verdict).toMatchObject({ ok: false, status: 401, error: 'invalid_dpop_proof' });
    expect(verdict.headers['www-authenticate']).toMatch(/^Bearer, DPoP error="invalid_dpop_proof", .*algs="ES256 /);
    expect((await show(await honest())).ok).toBe(true);
  });

  it('is the same whatever the writing of its address, and whatever the query', async () => {
    for (const htu of ['https://ORDERS.example:443/orders', 'https://orders.example/x/../orders?page=9#top'])
      expect((await show(await honest({ htu }))).ok).toBe(true);
  });

  it('is believed of the address that the API has, not of the one that a caller names', async () => {
    const proof = await honest({ htu: 'https://evil.example/orders' });
    const request = call(orders.boundToken, proof);
    const headers = { ...request.headers, host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    for (const url of ['/orders', '//evil.example/orders', 'https://evil.example/orders'])
      expect((await verifier.verify({ method: 'GET', url, headers })).ok).toBe(false);
  });
});

describe('a bound token', () => {
  it('is of no use to who merely holds it', async () => {
    expect(await verifier.verify(call(orders.boundToken))).toMatchObject({ ok: false, error: 'invalid_token' });
    const withProof = { ...call(orders.boundToken, await honest(), 'Bearer') };
    expect(await verifier.verify(withProof)).toMatchObject({ ok: false, error: 'invalid_token' });
  });

  it('is asked for where only bound ones are taken', async () => {
    const strict = orders.verifier({ dpop: { required: true } });
    const verdict = await strict.verify(call(orders.token));
    expect(verdict).toMatchObject({ ok: false, error: 'invalid_token' });
    expect(verdict.headers['www-authenticate']).toMatch(/^DPoP error="invalid_token"/);
    expect((await show(await honest(), strict)).ok).toBe(true);
  });

  it('cannot be made of one that is not', async () => {
    const proof = await orders.prove(orders.token);
    expect(await verifier.verify(call(orders.token, proof))).toMatchObject({ ok: false, error: 'invalid_token' });
  });
});

describe('with nonces', () => {
  it('a proof without the current one is asked for again, and the one after it counts', async () => {
    let now = Date.now();
    const asking = orders.verifier({ dpop: { nonceSecret: 'a secret of the tests, long enough' }, now: () => now });
    const first = await show(await honest(), asking);
    expect(first).toMatchObject({ ok: false, status: 401, error: 'use_dpop_nonce' });
    expect(first.headers['www-authenticate']).toContain('DPoP error="use_dpop_nonce"');
    const nonce = first.headers['dpop-nonce'] ?? '';
    expect(nonce).toMatch(/^[\w-]{43}$/);
    expect((await show(await honest({ nonce }), asking)).ok).toBe(true);
    expect((await show(await honest({ nonce: 'x'.repeat(43) }), asking)).ok).toBe(false);
    now += 10 * 60_000;
    expect(await show(await honest({ nonce, iat: seconds() + 600 }), asking)).toMatchObject({ ok: false });
    expect(() => orders.verifier({ dpop: { nonceSecret: 'short' } })).toThrow('32 characters');
  });
});

describe('the memory of proofs', () => {
  const memory = (most: number) => {
    const clock = { now: 1_000_000_000 };
    return { clock, seen: createSeenProofs({ most, windowSeconds: 70, now: () => clock.now }) };
  };

  it('is bounded, and a flood never makes it believe a proof again', () => {
    const { clock, seen } = memory(1_000);
    const start = clock.now / 1000;
    expect(seen.remember('honest', start - 5)).toBe(true);
    const taken = Array.from({ length: 5_000 }, (_, index) => seen.remember(`flood ${index}`, start)).filter(Boolean);
    expect(taken.length).toBeLessThan(1_100);
    expect(seen.remember('flood 0', start)).toBe(false);
    expect(seen.remember('honest', start - 5)).toBe(false);
    clock.now += 1_000;
    expect(seen.remember('somebody else', start + 1)).toBe(true);
  });

  it('forgets what is refused by its age anyway', () => {
    const { clock, seen } = memory(2);
    const start = clock.now / 1000;
    for (let round = 0; round < 50; round += 1) {
      expect(seen.remember(`a${round}`, start + round * 40)).toBe(true);
      expect(seen.remember(`a${round}`, start + round * 40)).toBe(false);
      clock.now += 40_000;
    }
    expect(seen.remember('late', start)).toBe(false);
  });
});

async function withPrivateKey(): Promise<string> {
  return orders.prove(orders.boundToken, {}, orders.pair, { jwk: await exportJWK(orders.pair.privateKey) });
}

async function heavy(): Promise<string> {
  const rsa = await generateKeyPair('RS256', { modulusLength: 4096, extractable: true });
  return orders.prove(orders.boundToken, {}, rsa, { alg: 'RS256' });
}

function unsigned(proof: string): string {
  const [head = '', body = ''] = proof.split('.');
  const none = Buffer.from(head, 'base64url').toString().replace('"ES256"', '"none"');
  return `${Buffer.from(none).toString('base64url')}.${body}.`;
}
