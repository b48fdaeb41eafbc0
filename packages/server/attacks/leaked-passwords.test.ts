/**
 * Attacks with passwords that others know (cases 20, 21, 23): pairs of a list that are right, tried from browsers the
 * accounts do not know; and their owners, who must always get in.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { importHashes } from '../src/rooms/credentials/index.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createOwnInterface } from '../test/own-interface.ts';
import type { Visitor } from '../test/visitor.ts';
import { codeOf, faceOf, flowOf, goodPassword, isSignedIn, registerCustomer, signIn, tracesOf } from './people.ts';
import { answerSecond, codeOfApp, halfSignedIn, protectedCustomer } from './second-factors.ts';

const folder = mkdtempSync(join(tmpdir(), 'cardea-leaked-'));
const file = join(folder, 'breached.bin');
const freshPassword = 'seven lanterns on the ferry';
const people = ['anna', 'berta', 'carla', 'dora', 'emma', 'frida', 'greta', 'hanna', 'ida'] as const;
const emailOf = (name: (typeof people)[number]) => `${name}@leaks.example`;

let house: TestHouse;
let secret: string;
/** A range service, and the digits it was asked about. */
let range: Server;
const asked: string[] = [];
const knownElsewhere = 'nine kettles sing at dawn';
const browsers = new Map<string, Visitor>();
const ownOf = (name: (typeof people)[number]) => browsers.get(name) ?? house.visitor();

/** Everybody's password leaks, once they have chosen it. */
beforeAll(async () => {
  range = createServer((request, response) => {
    const prefix = (request.url ?? '').slice('/range/'.length);
    asked.push(prefix);
    const digits = createHash('sha1').update(knownElsewhere).digest('hex').toUpperCase();
    const suffixes = digits.startsWith(prefix) ? [`${digits.slice(5)}:4`] : [];
    response.end([...suffixes, `${'F'.repeat(35)}:0`, ''].join('\r\n'));
  });
  await new Promise<void>((resolve) => range.listen(0, '127.0.0.1', resolve));
  house = await startTestHouse({
    BREACHED_PASSWORDS_FILE: file,
    BREACHED_PASSWORDS_RANGE_URL: `http://127.0.0.1:${(range.address() as AddressInfo).port}/range`,
  });
  for (const name of people.slice(0, -2)) browsers.set(name, await registerCustomer(house, emailOf(name)));
  browsers.set('hanna', await registerCustomer(house, emailOf('hanna'), { password: freshPassword }));
  const ida = await protectedCustomer(house, emailOf('ida'));
  secret = ida.secret;
  browsers.set('ida', ida.owner);
  for (const visitor of browsers.values()) visitor.cookies.delete('cardea_session');
  const lines = join(folder, 'lines.txt');
  writeFileSync(lines, `${createHash('sha1').update(goodPassword).digest('hex')}:3\n`);
  await importHashes({ source: lines, target: file });
  // The server looks for another file every two seconds.
  const isKnown = async () => {
    await house.sql('delete from budgets');
    const answer = await house
      .visitor()
      .fill('/sign-up', { email: 'zoe@leaks.example', password: goodPassword, name: '' });
    return answer.status === 422 || answer.status === 400;
  };
  for (let tries = 0; tries < 300 && !(await isKnown()); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
});
afterAll(async () => {
  await house.stop();
  range.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => house.sql('delete from budgets'));

describe('a pair of a list whose password is right', () => {
  it('opens no session to whoever has no mailbox, and changes nothing of the account', async () => {
    const thief = house.visitor();
    const before = await tracesOf(house);
    const answer = await signIn(thief, emailOf('anna'));
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toMatch(/^\/recover\/verify\?flow=flw_/);
    const flow = flowOf(answer);
    const page = await thief.get(`/recover/verify?flow=${flow}`);
    expect(page.body).toContain('on a list of leaked ones');
    expect(page.body).toContain('a•••@leaks.example');
    expect(page.body).not.toContain(emailOf('anna'));
    expect(await isSignedIn(thief)).toBe(false);

    // every step that would follow, and every one that came before
    expect((await thief.request(`/recover/password?flow=${flow}`)).status).toBe(410);
    expect((await thief.post('/recover/password', { flow, password: freshPassword })).status).toBe(410);
    expect((await thief.post('/recover/verify', { flow, code: '000000' })).status).not.toBe(303);
    expect((await thief.post('/sign-in', { flow, identifier: emailOf('anna'), password: goodPassword })).status).toBe(
      410,
    );
    expect((await thief.request(`/sign-in/second?flow=${flow}`)).status).toBe(410);
    expect((await thief.request(`/sign-in/enrol?flow=${flow}`)).status).toBe(410);
    expect(await isSignedIn(thief)).toBe(false);
    const after = await tracesOf(house);
    expect(after.sessions).toBe(before.sessions);
    expect(after.entries['password.found_leaked']).toBe((before.entries['password.found_leaked'] ?? 0) + 1);
    expect(after.entries['password.renewal_asked']).toBe((before.entries['password.renewal_asked'] ?? 0) + 1);
    expect(after.entries['password.changed']).toBe(before.entries['password.changed']);

    // found once, asked each time; the owner reads what has happened
    await signIn(house.visitor(), emailOf('anna'));
    const again = await tracesOf(house);
    expect(again.entries['password.found_leaked']).toBe(after.entries['password.found_leaked']);
    const mail = await house.mailTo(emailOf('anna'), 2);
    expect(mail.text).toContain('it is on a list of leaked ones');
    expect(mail.text).toContain('Without this code nobody gets in');
  });

  it('leads its owner in by their mailbox, with another password', async () => {
    const owner = house.visitor();
    const flow = flowOf(await signIn(owner, emailOf('berta')));
    const proven = await owner.post('/recover/verify', { flow, code: codeOf(await house.mailTo(emailOf('berta'), 2)) });
    expect(proven.headers['location']).toBe(`/recover/password?flow=${flow}`);
    const same = await owner.post('/recover/password', { flow, password: goodPassword });
    expect(same.body).toContain('That password is on a list of leaked ones');
    const chosen = await owner.post('/recover/password', { flow, password: freshPassword });
    expect(chosen.headers['location']).toBe('/account');
    expect(await isSignedIn(owner)).toBe(true);
    const elsewhere = house.visitor();
    expect((await signIn(elsewhere, emailOf('berta'), freshPassword)).headers['location']).toBe('/account');
    expect((await signIn(house.visitor(), emailOf('berta'))).status).toBe(401);
  });

  it('asks for the second factor where there is one, and then for another password', async () => {
    const owner = house.visitor();
    const half = await halfSignedIn(house, emailOf('ida'), owner);
    expect(await isSignedIn(owner)).toBe(false);
    const answer = await answerSecond(half, codeOfApp(secret));
    expect(answer.headers['location']).toBe(`/account/password/leaked?flow=${half.flow}`);
  });

  it('lets in whoever has no address that is proven, and asks them then', async () => {
    await house.sql(
      `update customer_identifiers set verified_at = null where customer_id =
         (select customer_id from ledger_entries where event = 'customer.registered' order by recorded_at offset 6 limit 1)`,
    );
    const visitor = house.visitor();
    expect((await signIn(visitor, emailOf('greta'))).headers['location']).toMatch(
      /^\/account\/password\/leaked\?flow=/,
    );
    expect(await isSignedIn(visitor)).toBe(true);
  });
});

describe('a known browser', () => {
  it('is signed in and asked for another password, which may wait', async () => {
    const owner = ownOf('carla');
    const asked = (await signIn(owner, emailOf('carla'))).headers['location'] ?? '';
    expect(asked).toMatch(/^\/account\/password\/leaked\?flow=/);
    const page = await owner.get(asked);
    expect(page.body).toContain('on a list of leaked ones');
    expect((await owner.get('/account/sign-in')).body).toContain('It is on a list of leaked passwords');
    const later = await owner.post('/account/password/leaked/later', page.hidden('/account/password/leaked/later'));
    expect(later.headers['location']).toBe('/account');
    // put off: not asked again for a while, at most three times
    for (const [days, isAsked] of [
      [0, false],
      [8, true],
      [8, true],
      [8, false],
    ] as const) {
      await house.sql('update password_credentials set leak_put_off_at = leak_put_off_at - make_interval(days => $1)', [
        days,
      ]);
      owner.cookies.delete('cardea_session');
      const { headers } = await signIn(owner, emailOf('carla'));
      expect(headers['location']?.startsWith('/account/password/leaked')).toBe(isAsked);
      if (!isAsked) continue;
      const again = await owner.get(headers['location'] ?? '');
      await owner.post('/account/password/leaked/later', again.hidden('/account/password/leaked/later'));
    }
  });

  it('chooses another one there, and is asked no more', async () => {
    const owner = ownOf('dora');
    const asked = (await signIn(owner, emailOf('dora'))).headers['location'] ?? '';
    const given = { current_password: goodPassword, password: freshPassword };
    const changed = await owner.fill(asked, given);
    expect(changed.headers['location']).toBe('/account');
    expect((await owner.get('/account/sign-in')).body).not.toContain('It is on a list of leaked passwords');
    owner.cookies.delete('cardea_session');
    expect((await signIn(owner, emailOf('dora'), freshPassword)).headers['location']).toBe('/account');
  });

  it('has to choose first where the business wants it so', async () => {
    await house.sql(`update tenants set settings = settings || '{"passwords":{"leaked":"renew"}}'`);
    const owner = ownOf('emma');
    // Settings are read anew within a second.
    await expect
      .poll(
        async () => {
          owner.cookies.delete('cardea_session');
          return (await signIn(owner, emailOf('emma'))).headers['location'];
        },
        { interval: 250 },
      )
      .toMatch(/^\/recover\/verify\?flow=/);
    expect(await isSignedIn(owner)).toBe(false);
    await house.sql(`update tenants set settings = settings - 'passwords'`);
  });
});

describe('a wrong password', () => {
  it('is answered the same whether or not it is on a list, for a known account and for none', async () => {
    const faces = [];
    const askedBefore = asked.length;
    for (const identifier of [emailOf('hanna'), 'nobod@leaks.example'])
      for (const password of [goodPassword, 'password1', 'the quiet river bends thrice']) {
        const before = await tracesOf(house);
        faces.push(faceOf(await signIn(house.visitor(), identifier, password), identifier));
        const after = await tracesOf(house);
        const failed = 'sign_in.failed';
        expect(after).toEqual({
          ...before,
          // one of an earlier test may still be written
          messages: after.messages,
          entries: { ...before.entries, [failed]: (before.entries[failed] ?? 0) + 1 },
        });
      }
    expect(faces[0]?.status).toBe(401);
    for (const face of faces) expect(face).toEqual(faces[0]);
    // a range service is asked about no guess
    expect(asked.length).toBe(askedBefore);
  });
});

describe('an interface of the application’s own', () => {
  it('is told the same by state, action and message', async () => {
    const app = await createOwnInterface(house);
    const journey = await app.device().begin('sign-in');
    const asked = await journey.act('password', { identifier: emailOf('frida'), password: goodPassword });
    expect(asked.body).toMatchObject({ flow_id: journey.flowId, kind: 'recovery', state: 'verify' });
    expect(asked.body['messages']).toMatchObject([{ id: 'recovery.verify.leaked' }, { id: 'recovery.verify.sent' }]);
    expect((await journey.act('new-password', { password: freshPassword })).body['code']).toBe('flow.unknown');
    const code = codeOf(await house.mailTo(emailOf('frida'), 2));
    expect((await journey.act('verify', { code })).body['state']).toBe('new-password');
    const done = await journey.act('new-password', { password: freshPassword });
    expect(done.body).toMatchObject({ state: 'complete' });
    expect((await app.redeemDirect(journey, done)).access_token).toBeTruthy();
  });

  it('reads that another password is due, puts that off and sets it, as the pages do', async () => {
    const app = await createOwnInterface(house);
    const device = app.device();
    const signedIn = async () => {
      const journey = await device.begin('sign-in');
      const done = await journey.act('password', { identifier: emailOf('greta'), password: goodPassword });
      const { access_token: token } = await app.redeemDirect(journey, done);
      const headers = { authorization: `Bearer ${token}` };
      const messages = (done.body['messages'] as { id: string }[]).map(({ id }) => id);
      return {
        messages,
        send: (method: string, path: string, body?: unknown) => device.call(method, path, { body, headers }),
      };
    };
    const { messages, send } = await signedIn();
    const account = async () => (await send('GET', '/api/account')).body;
    expect(messages).toEqual(['leaked_password.intro']);
    expect(await account()).toMatchObject({
      ...{ password_leaked: true, password_weakness: 'leaked', password_renewal_due: true },
    });
    const later = () => send('POST', '/api/account/password/leaked/later', {});
    expect(await Promise.all([later(), later()])).toMatchObject([{ status: 204 }, { status: 204 }]);
    expect(await account()).toMatchObject({ password_leaked: true, password_renewal_due: false });
    expect(await house.sql('select leak_put_off from password_credentials where leak_put_off > 0')).toContainEqual({
      leak_put_off: 1,
    });
    const calm = await signedIn();
    expect(calm.messages).toEqual([]);
    const chosen = { current_password: goodPassword, password: freshPassword };
    expect((await calm.send('POST', '/api/account/password', chosen)).status).toBe(204);
    expect((await calm.send('GET', '/api/account')).body).toMatchObject({
      password_leaked: false,
      password_weakness: null,
      password_renewal_due: false,
    });
    // Nothing is due any more: it is answered the same, and counted nowhere.
    expect((await calm.send('POST', '/api/account/password/leaked/later', {})).status).toBe(204);
    expect((await device.call('POST', '/api/account/password/leaked/later', { body: {} })).status).toBe(401);
  });
});

describe('a range service', () => {
  it('is asked by five digits about passwords that are set and that are right, and what it knows is leaked', async () => {
    const signUp = { email: 'nora@leaks.example', password: knownElsewhere, name: '' };
    await expect.poll(async () => (await house.visitor().fill('/sign-up', signUp)).status).toBe(422);
    expect(asked.every((prefix) => /^[0-9A-F]{5}$/.test(prefix))).toBe(true);
    await house.sql('delete from budgets');
    const visitor = house.visitor();
    expect((await signIn(visitor, emailOf('hanna'), freshPassword)).headers['location']).toBe('/account');
    const prefix = createHash('sha1').update(freshPassword).digest('hex').slice(0, 5).toUpperCase();
    expect(asked).toContain(prefix);
  });
});
