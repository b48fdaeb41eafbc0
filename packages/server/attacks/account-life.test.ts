/**
 * What customers do to their own account: the fresh proof before it (case 55), a new password (cases 4, 35, 50), the
 * notices of it, and "this wasn't me".
 */
import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createRelyingParty, follow, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import {
  age,
  begunBySecuring,
  closeAccount,
  linkOf,
  mailAbout,
  newPassword,
  recover,
  waitingRecovery,
} from './lives.ts';
import { flowOf, goodPassword, isSignedIn, registerCustomer, signIn, tracesOf } from './people.ts';

let house: TestHouse;
let shop: RelyingParty;
beforeAll(async () => {
  house = await startTestHouse();
  shop = await createRelyingParty(house);
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

async function enter(visitor: Visitor) {
  const journey = await shop.begin();
  const back = await follow(house, visitor, await visitor.request(journey.address));
  return shop.redeem(journey, back.headers['location'] ?? '');
}

const isDead = async (tokens: { refresh_token?: string | undefined }) =>
  (await client.refreshTokenGrant(shop.configuration, tokens.refresh_token ?? '').catch((error) => error.error)) ===
  'invalid_grant';

const changePassword = (visitor: Visitor, fields: Record<string, string> = {}) =>
  visitor.fill('/account/password', {
    current_password: goodPassword,
    password: newPassword,
    end_others: 'yes',
    ...fields,
  });

describe('something sensitive', () => {
  it('asks for a proof of the last minutes and comes back to its own page (case 55)', async () => {
    const email = 'anna@life.example';
    const visitor = await registerCustomer(house, email);
    const held = (await visitor.get('/account/close')).hidden('/account/close');
    await age(house);
    const before = await tracesOf(house);
    expect((await visitor.request('/account/close')).headers['location']).toBe(
      '/account/confirm?to=%2Faccount%2Fclose',
    );
    const late = await visitor.post('/account/close', { ...held, understood: 'yes' });
    expect([late.status, late.headers['location']]).toEqual([303, '/account/confirm?to=%2Faccount%2Fclose']);
    expect(await tracesOf(house)).toEqual(before);

    const former = visitor.cookies.get('cardea_session') ?? '';
    const confirmed = await visitor.fill('/account/confirm?to=%2Faccount%2Fclose', { password: goodPassword });
    expect(confirmed.headers['location']).toBe('/account/close');
    expect((await visitor.request('/account/close')).status).toBe(200);
    expect(visitor.cookies.get('cardea_session')).not.toBe(former);
    const thief = house.visitor();
    thief.cookies.set('cardea_session', former);
    expect(await isSignedIn(thief)).toBe(false);
    expect((await tracesOf(house)).sessions).toBe(before.sessions);
  });

  it('is no better place to guess a password, and tells the ledger (cases 23, 55)', async () => {
    const visitor = await registerCustomer(house, 'berta@life.example');
    await age(house);
    const statuses: number[] = [];
    const hidden = (await visitor.get('/account/confirm')).hidden('/account/confirm');
    for (let count = 0; count < 22; count += 1)
      statuses.push((await visitor.post('/account/confirm', { ...hidden, password: `guess ${count}` })).status);
    expect(new Set(statuses.slice(0, 10))).toEqual(new Set([422]));
    expect(statuses.at(-1)).toBe(429);
    expect((await tracesOf(house)).entries['confirmation.failed']).toBe(statuses.filter((each) => each === 422).length);
    expect((await visitor.request('/account/close')).status).toBe(303);
  });

  it('leads nowhere but to our own pages (case 34)', async () => {
    const visitor = await registerCustomer(house, 'carla@life.example');
    await age(house);
    for (const to of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/%2f%2fevil',
    ]) {
      const page = await visitor.get(`/account/confirm?to=${encodeURIComponent(to)}`);
      expect(page.hidden('/account/confirm')['to']).toBe('/account');
      const hidden = { ...page.hidden('/account/confirm'), to, password: goodPassword };
      expect((await visitor.post('/account/confirm', hidden)).headers['location']).toBe('/account');
      await age(house);
    }
  });
});

describe('a new password', () => {
  it('takes the present one, ends every other session and token, and is told by mail (cases 35, 50)', async () => {
    const email = 'dora@life.example';
    const visitor = await registerCustomer(house, email);
    const other = house.visitor();
    await signIn(other, email);
    const tokens = await enter(other);
    const own = await enter(visitor);
    expect((await changePassword(visitor, { current_password: 'not the one' })).status).toBe(422);
    expect((await changePassword(visitor, { current_password: '' })).status).toBe(422);
    expect((await changePassword(visitor, { password: 'password' })).status).toBe(422);
    expect((await changePassword(visitor, { password: goodPassword })).status).toBe(422);
    expect(await isSignedIn(other)).toBe(true);

    const former = visitor.cookies.get('cardea_session') ?? '';
    const changed = await changePassword(visitor);
    expect(changed.headers['location']).toBe('/account/password?notice=changed');
    expect(await isSignedIn(visitor)).toBe(true);
    expect(await isSignedIn(other)).toBe(false);
    expect(await isDead(tokens)).toBe(true);
    expect(await isDead(own)).toBe(false);
    const thief = house.visitor();
    thief.cookies.set('cardea_session', former);
    expect(await isSignedIn(thief)).toBe(false);
    expect((await signIn(house.visitor(), email)).status).toBe(401);
    const mail = await mailAbout(house, email, /password .* was changed/);
    expect(mail.text).not.toContain(newPassword);
  });

  it('leaves the others signed in when its owner says so, and ends what is pending all the same (case 4)', async () => {
    const email = 'emma@life.example';
    const visitor = await registerCustomer(house, email);
    const other = house.visitor();
    await signIn(other, email);
    const { visitor: asking, flow, code } = await waitingRecovery(house, email);
    await asking.post('/recover/verify', { flow, code });
    const page = await visitor.get('/account/password');
    const fields = { ...page.hidden('/account/password'), current_password: goodPassword, password: newPassword };
    expect((await visitor.post('/account/password', fields)).status).toBe(303);
    expect(await isSignedIn(other)).toBe(true);
    expect((await asking.post('/recover/password', { flow, password: 'the password of a thief' })).status).toBe(410);
  });

  it('is found by password managers', async () => {
    const answer = await house.visitor().request('/.well-known/change-password');
    expect([answer.status, answer.headers['location']]).toEqual([302, '/account/password']);
    const visitor = await registerCustomer(house, 'frida@life.example');
    expect((await visitor.get('/account/password')).body).toContain(
      'autocomplete="username" value="frida@life.example"',
    );
  });

  it('is nobody else’s to set: not across sites, without a token, or with another field (cases 13, 94)', async () => {
    const visitor = await registerCustomer(house, 'gesa@life.example');
    const hidden = (await visitor.get('/account/password')).hidden('/account/password');
    const fields = { current_password: goodPassword, password: newPassword };
    expect(
      (await visitor.post('/account/password', { ...hidden, ...fields }, { origin: 'https://evil.example' })).status,
    ).toBe(403);
    expect((await visitor.post('/account/password', { token: 'x', ...fields })).status).toBe(403);
    expect((await visitor.post('/account/password', { ...hidden, ...fields, customer: 'x' })).status).toBe(400);
    expect((await signIn(house.visitor(), 'gesa@life.example')).status).toBe(303);
  });
});

describe('a security notice', () => {
  it('tells of a browser not seen before, once, and of no other', async () => {
    const email = 'hanna@life.example';
    await registerCustomer(house, email);
    const other = house.visitor({
      userAgent: 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
    });
    await signIn(other, email);
    const mail = await mailAbout(house, email, /New sign-in/);
    expect(mail.text).toContain('Chrome');
    other.cookies.delete('cardea_session');
    await signIn(other, email);
    await recover(house, email);
    await mailAbout(house, email, /has a new password/);
    const about = (await house.mails()).filter(({ to }) => to === email).map(({ subject }) => subject);
    expect(about.filter((subject) => /New sign-in/.test(subject))).toHaveLength(1);
    expect(about).toHaveLength(4);
  });

  it('"this was not me" shows what it does, acts only by its button, once, and locks everybody out (case 43)', async () => {
    const email = 'ines@life.example';
    const visitor = await registerCustomer(house, email);
    const other = house.visitor();
    await signIn(other, email);
    const tokens = await enter(other);
    const link = linkOf(await mailAbout(house, email, /New sign-in/), '/secure-account');
    const owner = house.visitor();
    const before = await tracesOf(house);
    for (const method of ['HEAD', 'GET', 'GET']) expect((await owner.request(link, { method })).status).toBe(200);
    expect(await tracesOf(house)).toEqual(before);
    expect(await isSignedIn(other)).toBe(true);

    const posts = await Promise.all(Array.from({ length: 5 }, () => owner.fill(link, {})));
    expect(posts.filter(({ status }) => status === 303)).toHaveLength(1);
    for (const browser of [visitor, other]) expect(await isSignedIn(browser)).toBe(false);
    expect(await isDead(tokens)).toBe(true);
    expect((await signIn(house.visitor(), email)).status).toBe(401);
    expect(owner.cookies.has('cardea_session')).toBe(false);
    expect((await owner.get(link)).status).toBe(410);
    await mailAbout(house, email, /locked for everybody/);
    await begunBySecuring(house, email);
    const { chosen } = await recover(house, email);
    expect(chosen.headers['location']).toBe('/account');
  });

  it('keeps an account that whoever got in has begun to close', async () => {
    const email = 'jule@life.example';
    const visitor = await registerCustomer(house, email);
    await signIn(house.visitor(), email);
    const link = linkOf(await mailAbout(house, email, /New sign-in/), '/secure-account');
    await closeAccount(visitor);
    const owner = house.visitor();
    expect((await owner.get(link)).body).toContain('about to be closed, it stays open');
    expect((await owner.fill(link, {})).headers['location']).toMatch(/^\/secured\?flow=flw_/);
    await mailAbout(house, email, /stays open/);
    const kept = await house.sql(
      "select data->>'method' as method from ledger_entries where event = 'account.kept' order by entry_id desc limit 1",
    );
    expect(kept).toEqual([{ method: 'secure-link' }]);
    await begunBySecuring(house, email);
    expect((await recover(house, email)).chosen.headers['location']).toBe('/account');
  });

  it('is worth nothing to who holds no link, at another tenant, or after its week (cases 47, 48)', async () => {
    const email = 'jutta@life.example';
    const visitor = await registerCustomer(house, email);
    await signIn(house.visitor(), email);
    const link = linkOf(await mailAbout(house, email, /New sign-in/), '/secure-account');
    const token = link.split('=')[1] ?? '';
    await house.house.tenants.create({ name: 'Third', host: 'third.localhost' });
    const elsewhere = house.visitor({ host: 'third.localhost', origin: 'http://third.localhost' });
    expect((await elsewhere.post('/secure-account', { token })).status).toBe(410);
    expect((await house.visitor().post('/secure-account', { token: token.replace(/^./, 'x') })).status).toBe(410);
    expect((await house.visitor().post('/secure-account', { token }, { origin: 'https://evil.example' })).status).toBe(
      403,
    );
    expect((await house.visitor().post('/keep-account', { token })).status).toBe(410);
    const [life] = await house.sql(
      "select extract(epoch from max(link_expires_at - minted_at))::int as seconds from proofs where purpose = 'secure-account'",
    );
    expect(life).toEqual({ seconds: 7 * 24 * 3600 });
    await house.sql("update proofs set link_expires_at = now() - interval '1 second' where purpose = 'secure-account'");
    expect((await house.visitor().post('/secure-account', { token })).status).toBe(410);
    expect(await isSignedIn(visitor)).toBe(true);
  });
});

describe('a recovery on the way to an application', () => {
  it('goes on to the application, with the tokens of before dead (case 50)', async () => {
    const email = 'karin@life.example';
    const visitor = await registerCustomer(house, email);
    const tokens = await enter(visitor);
    const browser = house.visitor();
    const journey = await shop.begin();
    const first = await browser.request(journey.address);
    const from = flowOf(first);
    const asked = await browser.fill(`/recover?from=${from}`, { email });
    const flow = flowOf(asked);
    const mail = await mailAbout(house, email, /your code/, 2);
    expect((await browser.get(`/recover/verify?flow=${flow}`)).body).toContain('The shop');
    const code = /\d{3} ?\d{3}/.exec(mail.subject)?.[0].replace(' ', '') ?? '';
    await browser.post('/recover/verify', { flow, code });
    const chosen = await browser.post('/recover/password', { flow, password: newPassword });
    const back = await follow(house, browser, chosen);
    const fresh = await shop.redeem(journey, back.headers['location'] ?? '');
    expect(fresh.claims()?.sub).toBe(tokens.claims()?.sub);
    expect(await isDead(tokens)).toBe(true);
    expect(await isDead(fresh)).toBe(false);
  });
});
