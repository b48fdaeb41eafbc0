/**
 * Attacks on the session cookie itself: fixation, forgery, broken values, tokens of another kind, replay after sign-out.
 * Cases 84, 86, 87, 88 and 89.
 */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import type { Visitor } from '../test/visitor.ts';
import { isSignedIn, liveSessions, signIn, signUp, withCookies } from './signed-in.ts';

const cookie = 'cardea_session';
let house: TestHouse;
let anna: Visitor;
beforeAll(async () => {
  house = await startTestHouse();
  anna = await signUp(house, 'anna@example.com');
});
afterAll(() => house.stop());

const secretOf = (visitor: Visitor) => visitor.cookies.get(cookie) ?? '';

describe('a sign-in', () => {
  it('never adopts a session that was planted before it (case 84)', async () => {
    const planted = randomBytes(32).toString('base64url');
    const victim = withCookies(house, [[cookie, planted]]);
    expect((await signIn(victim, 'anna@example.com')).status).toBe(303);
    expect(secretOf(victim)).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(secretOf(victim)).not.toBe(planted);
    expect(await isSignedIn(victim)).toBe(true);
    expect(await isSignedIn(withCookies(house, [[cookie, planted]]))).toBe(false);
  });

  it('ends the session that the browser brought along, even one of somebody else (case 84)', async () => {
    const mallory = await signUp(house, 'mallory@example.com');
    const planted = secretOf(mallory);
    const victim = house.visitor();
    await victim.get('/sign-in');
    const page = await victim.get('/sign-in');
    victim.cookies.set(cookie, planted);
    const fields = {
      ...page.hidden('/sign-in'),
      identifier: 'anna@example.com',
      password: 'the quiet river bends twice',
    };
    expect((await victim.post('/sign-in', fields)).status).toBe(303);
    expect((await victim.get('/account')).body).toContain('anna@example.com');
    expect(await isSignedIn(mallory)).toBe(false);
    const [row] = await house.sql('select end_reason from sessions where secret_hash = $1', [sha256(planted)]);
    expect(row).toEqual({ end_reason: 'replaced' });
  });

  it('gives each browser a secret of its own, of 256 random bits, and stores only its hash (case 86)', async () => {
    const [one, other] = [house.visitor(), house.visitor()];
    await signIn(one, 'anna@example.com');
    await signIn(other, 'anna@example.com');
    const secrets = [secretOf(anna), secretOf(one), secretOf(other)];
    expect(new Set(secrets).size).toBe(3);
    for (const secret of secrets) {
      expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
      const found = await house.sql('select 1 from sessions where secret_hash = $1', [sha256(secret)]);
      expect(found).toHaveLength(1);
      const clear = await house.sql(
        "select 1 from sessions s where s::text like '%' || $1 || '%' or s::text like '%' || $2 || '%'",
        [secret, Buffer.from(secret, 'base64url').toString('hex')],
      );
      expect(clear).toHaveLength(0);
    }
  });
});

describe('a cookie that we did not make', () => {
  const jwt = (header: object) =>
    [header, { sub: 'cus_0', sid: 'ses_0', exp: 4_102_444_800 }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');

  it('counts as none when it is made of what the database or a page shows (case 86)', async () => {
    const [row] = await house.sql<{ session_id: string; customer_id: string; secret_hash: Buffer }>(
      'select session_id, customer_id, secret_hash from sessions where ended_at is null limit 1',
    );
    const hash = row?.secret_hash ?? Buffer.alloc(0);
    const guesses = [row?.session_id, row?.customer_id, hash.toString('base64url'), hash.toString('hex')];
    for (const guess of guesses) {
      expect(guess).toBeTruthy();
      expect(await isSignedIn(withCookies(house, [[cookie, guess ?? '']]))).toBe(false);
    }
  });

  it('counts as none when one character of a real one differs (case 86)', async () => {
    const secret = secretOf(anna);
    for (const at of [0, 21, 42]) {
      const changed = `${secret.slice(0, at)}${secret[at] === 'A' ? 'B' : 'A'}${secret.slice(at + 1)}`;
      expect(await isSignedIn(withCookies(house, [[cookie, changed]]))).toBe(false);
    }
    for (const changed of [secret.slice(0, 42), `${secret}A`, `${secret}=`, secret.toUpperCase(), ` ${secret}x`]) {
      expect(await isSignedIn(withCookies(house, [[cookie, changed]]))).toBe(false);
    }
    expect(await isSignedIn(anna)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['a NUL', '%00'],
    ['a NUL after a real length', `${'A'.repeat(42)}%00`],
    ['8 kB', 'A'.repeat(8192)],
    ['broken base64', '!!!!'],
    ['a broken percent sign', '%E0%A4%A'],
    ['bytes that are no text', '\u00ff\u00fe'.repeat(20)],
    ['a quoted value', '"true"'],
    ['a word', 'null'],
    ['a path', '../../etc/passwd'],
    ['SQL', "' or 1=1 --"],
    ['a serialised object', 'j%3A%7B%22customer%22%3A%22anna%22%7D'],
  ])('is ignored when it is %s (case 87)', async (_name, value) => {
    const before = await liveSessions(house);
    const answer = await house.visitor().request('/account', { headers: { cookie: `${cookie}=${value}` } });
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/sign-in?return_to=%2Faccount');
    const signedOut = await house.visitor().post('/sign-out', { token: 'x' }, { cookie: `${cookie}=${value}` });
    expect(signedOut.status).toBe(303);
    expect(await liveSessions(house)).toBe(before);
  });

  it.each([
    ['unsigned', `${jwt({ alg: 'none' })}.`],
    ['signed by a stranger', `${jwt({ alg: 'HS256' })}.${randomBytes(32).toString('base64url')}`],
    ['of an access token’s form', `${jwt({ alg: 'ES256', typ: 'at+jwt' })}.${randomBytes(64).toString('base64url')}`],
  ])('is ignored when it is a JWT, %s (case 88)', async (_name, value) => {
    expect(await isSignedIn(withCookies(house, [[cookie, value]]))).toBe(false);
  });
});

describe('a sign-out', () => {
  it('ends the session on the server: a copied cookie is worth nothing (case 89)', async () => {
    const browser = house.visitor();
    await signIn(browser, 'anna@example.com');
    const page = await browser.get('/account');
    expect(page.headers['cache-control']).toBe('no-store');
    const copied = withCookies(house, browser.cookies);
    const secret = secretOf(browser);
    expect(await isSignedIn(copied)).toBe(true);

    const answer = await browser.post('/sign-out', page.hidden('/sign-out'));
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/signed-out');
    expect(answer.headers['clear-site-data']).toContain('"cache"');
    expect(answer.setCookies.find((line) => line.startsWith(`${cookie}=;`))).toMatch(
      /Max-Age=0|Expires=Thu, 01 Jan 1970/,
    );
    expect(await isSignedIn(copied)).toBe(false);
    const [row] = await house.sql(
      'select end_reason, ended_at is not null as over from sessions where secret_hash = $1',
      [sha256(secret)],
    );
    expect(row).toEqual({ end_reason: 'signed_out', over: true });
    const replayed = await copied.post('/account/sign-out-everywhere', page.hidden('/account/sign-out-everywhere'));
    expect(replayed.status).toBe(401);
    expect(await isSignedIn(anna)).toBe(true);
  });
});

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
