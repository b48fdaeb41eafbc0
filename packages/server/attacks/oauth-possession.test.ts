/** Proofs of possession that are repeated, borrowed, or made for something else (cases 106, 140, 142). */
import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { callback, createRelyingParty, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { comeBack, send, userinfo } from './oauth.ts';
import { registerCustomer } from './people.ts';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;
type Tokens = { readonly access_token: string; readonly refresh_token: string; readonly token_type: string };

let house: TestHouse;
let app: RelyingParty;
let anna: Visitor;
let keys: KeyPair;
let held: Tokens;

beforeAll(async () => {
  house = await startTestHouse();
  app = await createRelyingParty(house, { metadata: { token_endpoint_auth_method: 'none' } });
  anna = await registerCustomer(house, 'anna@example.com');
  keys = await generateKeyPair('ES256', { extractable: true });
  held = await enter();
});
afterAll(() => house.stop());

const now = () => Math.floor(Date.now() / 1000);
let proofs = 0;

/** An honest proof for the token endpoint, but for what is changed. */
async function prove(change: Record<string, unknown> = {}, pair = keys, header: Record<string, unknown> = {}) {
  proofs += 1;
  const body = { jti: `proof-${proofs}`, htm: 'POST', htu: `${house.origin}/oauth/token`, iat: now(), ...change };
  return new SignJWT(body as JWTPayload)
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(pair.publicKey), ...header })
    .sign(pair.privateKey);
}

/** One for asking who the customer is. */
const proveAsk = (change: Record<string, unknown> = {}, pair = keys) => {
  const ath = createHash('sha256').update(held.access_token).digest('base64url');
  return prove({ htm: 'GET', htu: `${house.origin}/oauth/userinfo`, ath, ...change }, pair);
};

async function redeem(code: string, verifier: string, proof: string): Promise<Response> {
  const fields = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: callback };
  return send(house, '/oauth/token', { ...fields, client_id: app.applicationId }, { dpop: proof });
}

async function codeFor(parameters: Record<string, string> = {}) {
  const { journey, address } = await comeBack(house, anna, app, parameters);
  return { code: new URL(address).searchParams.get('code') ?? '', verifier: journey.verifier };
}

async function enter(): Promise<Tokens> {
  const { code, verifier } = await codeFor();
  const answer = await redeem(code, verifier, await prove());
  expect(answer.status).toBe(200);
  return (await answer.json()) as Tokens;
}

const refresh = (token: string, proof?: string) =>
  send(
    house,
    '/oauth/token',
    { grant_type: 'refresh_token', refresh_token: token, client_id: app.applicationId },
    proof === undefined ? {} : { dpop: proof },
  );

const ask = (proof: string, scheme = 'DPoP') =>
  userinfo(house, { authorization: `${scheme} ${held.access_token}`, dpop: proof });

const errorOf = async (answer: Response) => ((await answer.json()) as { error: string }).error;
const thumbprintKept = async () => (await client.tokenIntrospection(app.configuration, held.access_token))['cnf'];

it('the tokens that are attacked here are bound and good', async () => {
  expect(held.token_type).toBe('DPoP');
  expect((await ask(await proveAsk())).status).toBe(200);
});

describe('a proof', () => {
  it('counts once, at each address where one is shown', async () => {
    const asking = await proveAsk();
    expect((await ask(asking)).status).toBe(200);
    expect((await ask(asking)).status).toBe(401);
    const refreshing = await prove();
    expect((await refresh(held.refresh_token, refreshing)).status).toBe(200);
    expect((await refresh(held.refresh_token, refreshing)).status).toBe(400);
    expect((await refresh(held.refresh_token, await prove())).status).toBe(200);
  });

  it('counts once for twenty requests at the same moment', async () => {
    const asking = await proveAsk();
    const asked = await Promise.all(Array.from({ length: 20 }, () => ask(asking)));
    expect(asked.map(({ status }) => status).toSorted()).toEqual([200, ...Array(19).fill(401)]);
    const refreshing = await prove();
    const refreshed = await Promise.all(Array.from({ length: 20 }, () => refresh(held.refresh_token, refreshing)));
    expect(refreshed.map(({ status }) => status).toSorted()).toEqual([200, ...Array(19).fill(400)]);
  });

  it.each<[string, () => Promise<string>]>([
    ['made for another method', () => proveAsk({ htm: 'POST' })],
    ['made for another address', () => proveAsk({ htu: `${house.origin}/oauth/token` })],
    ['made for another server', () => proveAsk({ htu: 'https://other.example/oauth/userinfo' })],
    ['made for another token', () => proveAsk({ ath: createHash('sha256').update('x').digest('base64url') })],
    ['made for no token', () => proveAsk({ ath: undefined })],
    ['without a name', () => proveAsk({ jti: undefined })],
    ['without a time', () => proveAsk({ iat: undefined })],
    ['from the future', () => proveAsk({ iat: now() + 120 })],
    ['of another key', async () => proveAsk({}, await generateKeyPair('ES256', { extractable: true }))],
    ['that is none', async () => 'nonsense'],
  ])('%s opens nothing', async (_name, make) => {
    const answer = await ask(await make());
    expect(answer.status).toBe(401);
    expect(await errorOf(answer)).toMatch(/^invalid_(dpop_proof|token)$/);
    expect((await ask(await proveAsk())).status).toBe(200);
  });

  it('may come from a clock that is a little ahead, and is remembered for as long as it is good', async () => {
    expect((await ask(await proveAsk({ iat: now() + 10 }))).status).toBe(200);
    await house.sql('delete from replay_marks');
    expect((await ask(await proveAsk({ iat: now() + 55 }))).status).toBe(200);
    const [mark] = await house.sql<{ seconds: number }>(
      'select extract(epoch from expires_at - now())::int as seconds from replay_marks',
    );
    // The engine takes a proof until five minutes after the time it names; some of the 55 seconds may be over by now.
    expect(mark?.seconds).toBeGreaterThan(300);
  });

  it('whose time is too old is asked for again, with a number of ours', async () => {
    const old = await ask(await proveAsk({ iat: now() - 301 }));
    expect(old.status).toBe(401);
    expect(await errorOf(old)).toBe('use_dpop_nonce');
    const nonce = old.headers.get('dpop-nonce') ?? '';
    expect(nonce).toMatch(/^[\w-]{43}$/);
    expect((await ask(await proveAsk({ iat: now() - 301, nonce }))).status).toBe(200);
    const made = await ask(await proveAsk({ nonce: 'x'.repeat(43) }));
    expect([made.status, await errorOf(made)]).toEqual([401, 'use_dpop_nonce']);
    const refreshing = await refresh(held.refresh_token, await prove({ nonce: 'x'.repeat(43) }));
    expect([refreshing.status, await errorOf(refreshing)]).toEqual([400, 'use_dpop_nonce']);
  });

  it.each<[string, Record<string, unknown>]>([
    ['another type', { typ: 'JWT' }],
    ['no type', { typ: undefined }],
    ['no key', { jwk: undefined }],
  ])('of %s is none', async (_name, header) => {
    const answer = await refresh(held.refresh_token, await prove({}, keys, header));
    expect([answer.status, await errorOf(answer)]).toEqual([400, 'invalid_dpop_proof']);
  });

  it('that nobody signed, or that shows a private key, is none', async () => {
    const [head = '', body = ''] = (await prove()).split('.');
    const none = Buffer.from(Buffer.from(head, 'base64url').toString().replace('ES256', 'none')).toString('base64url');
    for (const proof of [`${none}.${body}.`, await prove({}, keys, { jwk: await exportJWK(keys.privateKey) })]) {
      const answer = await refresh(held.refresh_token, proof);
      expect([answer.status, await errorOf(answer)]).toEqual([400, 'invalid_dpop_proof']);
    }
  });
});

describe('what is bound to a key', () => {
  it('is of no use to who merely holds it', async () => {
    expect((await ask('', 'Bearer')).status).toBe(401);
    expect([400, 401]).toContain((await ask(await proveAsk(), 'Bearer')).status);
    expect((await refresh(held.refresh_token)).status).toBe(400);
    const thief = await generateKeyPair('ES256', { extractable: true });
    expect((await refresh(held.refresh_token, await prove({}, thief))).status).toBe(400);
    expect(await thumbprintKept()).toHaveProperty('jkt');
    expect((await refresh(held.refresh_token, await prove())).status).toBe(200);
  });

  it('is a code too, when its request named the key', async () => {
    const named = { dpop_jkt: await calculateJwkThumbprint(await exportJWK(keys.publicKey)) };
    const thief = await generateKeyPair('ES256', { extractable: true });
    const { code, verifier } = await codeFor(named);
    const stolen = await redeem(code, verifier, await prove({}, thief));
    expect([stolen.status, await errorOf(stolen)]).toEqual([400, 'invalid_grant']);
    const [row] = await house.sql<{ count: number }>(
      `select count(*)::int as count from authorization_codes where consumed_at is null and expires_at > now()`,
    );
    expect(row?.count).toBe(1);
    expect((await redeem(code, verifier, await prove())).status).toBe(200);
  });

  it('stays a must for an application that registered so', async () => {
    const strict = await createRelyingParty(house, {
      metadata: { token_endpoint_auth_method: 'none', dpop_bound_access_tokens: true },
    });
    const { journey, address } = await comeBack(house, anna, strict);
    await expect(strict.redeem(journey, address)).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});
