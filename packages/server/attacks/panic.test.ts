/**
 * "This wasn't me" from the lists of the account, and the devices that an account knows: who may press, what it ends, and
 * that nobody reaches into another account (cases 43, 47, 92).
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createOwnInterface, type OwnInterface } from '../test/own-interface.ts';
import { begunBySecuring, closeAccount, linkOf, mailAbout, recover } from './lives.ts';
import { flowOf, goodPassword, isSignedIn, registerCustomer, signIn, tracesOf } from './people.ts';
import { answerSecond, codeOfApp, enrolApp, forgetSteps, halfSignedIn } from './second-factors.ts';

let house: TestHouse;
let app: OwnInterface;
beforeAll(async () => {
  house = await startTestHouse();
  app = await createOwnInterface(house);
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

const secure = '/account/secure';
const devices = '/account/devices';
const last = async (event: string) => {
  const [row] = await house.sql<{ data: Record<string, unknown> }>(
    'select data from ledger_entries where event = $1 order by entry_id desc limit 1',
    [event],
  );
  return row?.data;
};

describe('"this wasn’t me" from a session', () => {
  it('is pressed once by a thief, who is out with it and gains nothing; its owner comes back by the mailbox', async () => {
    const email = 'anna@panic.example';
    const owner = await registerCustomer(house, email);
    const thief = house.visitor();
    await signIn(thief, email);
    const before = await tracesOf(house);
    const page = await thief.get(secure);
    for (const said of [
      'Back to your account',
      'The current password no longer works',
      'we send to your mailbox at once',
    ])
      expect(page.body).toContain(said);
    expect((await tracesOf(house)).entries).toEqual(before.entries);

    const hidden = page.hidden(secure);
    const answers = await Promise.all(Array.from({ length: 3 }, () => thief.post(secure, hidden)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect((await tracesOf(house)).entries['account.secured']).toBe(1);
    expect(await last('account.secured')).toHaveProperty('sessionId');
    for (const browser of [owner, thief]) expect(await isSignedIn(browser)).toBe(false);
    expect((await signIn(house.visitor(), email)).status).toBe(401);
    expect(await house.sql('select 1 from known_devices')).toEqual([]);

    // The thief stands before a code that only the mailbox holds.
    const begun = answers.find(({ status }) => status === 303);
    const flow = begun === undefined ? '' : flowOf(begun);
    const waiting = await thief.get(`/recover/verify?flow=${flow}`);
    expect(waiting.body).not.toContain(email);
    for (let guess = 0; guess < 2; guess += 1)
      await thief.post('/recover/verify', { flow, code: String(100_000 + guess) });
    expect(
      (await thief.post('/recover/password', { flow, password: 'six grey herons wait' })).headers['location'],
    ).toBe(undefined);
    expect((await house.visitor().get(`/recover/verify?flow=${flow}`)).body).not.toContain('name="code"');

    await mailAbout(house, email, /locked for everybody/);
    await begunBySecuring(house, email);
    const { chosen } = await recover(house, email, owner);
    expect(chosen.headers['location']).toBe('/account');
  });

  it('needs the session’s own token, and comes from our pages only', async () => {
    const mia = await registerCustomer(house, 'mia@panic.example');
    const nora = await registerCustomer(house, 'nora@panic.example');
    const hidden = (await nora.get(secure)).hidden(secure);
    const statuses = [
      (await mia.post(secure, hidden)).status,
      (await nora.post(secure, {})).status,
      (await nora.post(secure, hidden, { origin: 'https://evil.example' })).status,
      (await house.visitor().post(secure, hidden)).status,
    ];
    expect(statuses.every((status) => status >= 400)).toBe(true);
    expect((await house.visitor().request(secure)).headers['location']).toContain('/sign-in?return_to=');
    for (const browser of [mia, nora]) expect(await isSignedIn(browser)).toBe(true);
  });

  it('does nothing for an account that is closed for good, by link or session', async () => {
    const email = 'olga@panic.example';
    const visitor = await registerCustomer(house, email);
    await signIn(house.visitor(), email);
    const token = linkOf(await mailAbout(house, email, /New sign-in/), '/secure-account').split('=')[1] ?? '';
    await closeAccount(visitor);
    await house.sql("update customers set closes_at = now() - interval '1 second' where state = 'closing'");
    await house.sql(
      "select graphile_worker.add_job('close-accounts', '{}', job_key => 'close-accounts', run_at => now())",
    );
    await expect.poll(() => house.sql("select 1 from customers where state = 'closing'"), { interval: 20 }).toEqual([]);
    const before = await tracesOf(house);
    expect((await house.visitor().post('/secure-account', { token })).status).toBe(410);
    expect((await visitor.post(secure, { token: 'x' })).status).toBe(401);
    expect(await tracesOf(house)).toEqual(before);
  });
});

describe('an account to which no mailbox leads back', () => {
  const without = {
    'was never proven': 'verified_at = null, verified_by = null',
    'takes no mails': 'undeliverable_since = now()',
  };
  const heldOf = (owner: string) =>
    house.sql(
      `select (select count(*)::int from password_credentials where customer_id = $1) as passwords,
              (select count(*)::int from authenticators where customer_id = $1) as authenticators,
              (select count(*)::int from known_devices where customer_id = $1) as devices,
              (select count(*)::int from customer_identifiers where customer_id = $1) as identifiers`,
      [owner],
    );
  const newest = async () => {
    const [row] = await house.sql<{ id: string }>(
      "select customer_id as id from ledger_entries where event = 'customer.registered' order by entry_id desc limit 1",
    );
    return row?.id ?? '';
  };

  /** A mail that is taken says that the address takes mails: as after those of the sign-in. */
  const sentMails = (owner: string, count: number) =>
    expect
      .poll(() => house.sql("select 1 from messages where customer_id = $1 and state = 'sent'", [owner]), {
        interval: 20,
      })
      .toHaveLength(count);

  it.each(Object.entries(without))('keeps its ways in when a thief presses, whose address %s', async (name, change) => {
    const email = `${name.replaceAll(' ', '-')}@panic.example`;
    const owner = await registerCustomer(house, email);
    const customerId = await newest();
    const secret = await enrolApp(owner);
    await forgetSteps(house);
    const thief = house.visitor();
    await answerSecond(await halfSignedIn(house, email, thief), codeOfApp(secret));
    await sentMails(customerId, 2);
    await house.sql(`update customer_identifiers set ${change} where customer_id = $1`, [customerId]);

    const { body: said } = await thief.get(secure);
    expect(said).toContain('Your password and your other ways to sign in stay as they are');
    expect(said).not.toMatch(/no longer works|is removed|to your mailbox/);
    const pressed = await thief.fill(secure, {});
    expect(pressed.headers['location']).toBe('/secured?kept=yes');
    expect((await thief.get('/secured?kept=yes')).body).toContain('your other ways to sign in are as they were');
    for (const browser of [owner, thief]) expect(await isSignedIn(browser)).toBe(false);
    expect(await heldOf(customerId)).toEqual([{ passwords: 1, authenticators: 1, devices: 0, identifiers: 1 }]);
    expect(await last('account.secured')).toMatchObject({ keptWaysIn: true });
    expect((await mailAbout(house, email, /Everybody was signed out/)).text).toContain('/secure-account?token=');

    await forgetSteps(house);
    const back = await answerSecond(await halfSignedIn(house, email), codeOfApp(secret));
    expect(back.headers['location']).toBe('/account');
  });

  it('keeps them for an interface of an application’s own too', async () => {
    const email = 'sam@panic.example';
    await registerCustomer(house, email);
    const customerId = await newest();
    const device = app.device();
    const journey = await device.begin('sign-in');
    const complete = await journey.act('password', { identifier: email, password: goodPassword });
    const { access_token: access } = await app.redeemDirect(journey, complete);
    const headers = { authorization: `Bearer ${access}` };
    await sentMails(customerId, 1);
    await house.sql('update customer_identifiers set undeliverable_since = now() where customer_id = $1', [customerId]);
    expect(await device.call('POST', '/api/account/secure', { headers, body: {} })).toMatchObject({
      status: 200,
      body: { signed_out: 'everywhere', password: 'kept', way_back: 'as_ever' },
    });
    expect((await device.call('GET', '/api/account', { headers })).status).toBe(401);
    expect(await heldOf(customerId)).toEqual([{ passwords: 1, authenticators: 0, devices: 0, identifiers: 1 }]);
    expect((await signIn(house.visitor(), email)).headers['location']).toBe('/account');
  });
});

describe('the devices that an account knows', () => {
  const idsIn = (body: string) => [...new Set([...body.matchAll(/value="(dev_\w+)"/g)].map(([, id = '']) => id))];

  it('are named and removed by their owner; what is removed is signed out and new again', async () => {
    const email = 'pia@panic.example';
    const owner = await registerCustomer(house, email);
    const other = house.visitor({
      userAgent: 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
    });
    await signIn(other, email);
    const page = await owner.get(devices);
    const [own = '', others = ''] = idsIn(page.body);
    expect(page.body).toContain('knows 2 devices');
    expect(page.body).toMatch(/This device/);
    const { token = '' } = page.hidden(`${devices}/rename`);
    const name = '<b>Kitchen</b>';
    const renamed = await owner.post(`${devices}/rename`, { token, device: others, name });
    expect(renamed.headers['location']).toBe(`${devices}?notice=renamed`);
    expect((await owner.get(devices)).body).toContain('&lt;b&gt;Kitchen&lt;/b&gt;');
    expect((await owner.post(`${devices}/rename`, { token, device: others, name: 'x'.repeat(61) })).status).toBe(422);

    // Another account reaches none of it.
    const stranger = await registerCustomer(house, 'quirin@panic.example');
    const { token: theirs = '' } = (await stranger.get(devices)).hidden(`${devices}/rename`);
    const missed = await stranger.post(`${devices}/rename`, { token: theirs, device: others, name: 'mine' });
    expect(missed.status).toBe(404);
    await stranger.post(`${devices}/remove`, { token: theirs, device: others });
    expect(await isSignedIn(other)).toBe(true);

    await owner.post(`${devices}/remove`, { token, device: others });
    expect(await last('device.forgotten')).toEqual({ deviceId: others, sessions: 1 });
    expect([await isSignedIn(owner), await isSignedIn(other)]).toEqual([true, false]);
    await signIn(other, email);
    await expect
      .poll(async () => (await house.mails()).filter(({ subject, to }) => to === email && /New sign-in/.test(subject)))
      .toHaveLength(2);

    // Whoever tidies up after themselves with a stolen session is told of, by mail and in the list.
    const removed = await mailAbout(house, email, /A device was removed/);
    expect(removed.text).toContain('/secure-account?token=');
    await owner.post(`${devices}/remove-others`, { token });
    expect(await last('devices.others_forgotten')).toEqual({ count: 1 });
    expect((await mailAbout(house, email, /All other devices were removed/)).text).toContain('/secure-account?token=');
    const activity = (await owner.get('/account/activity')).body;
    for (const told of ['A device was removed from the list', 'All other devices were removed from the list'])
      expect(activity).toContain(told);
    // Where there was nothing to remove, there is nothing to tell.
    await owner.post(`${devices}/remove-others`, { token });
    expect((await house.mails()).filter(({ subject, to }) => to === email && /All other/.test(subject))).toHaveLength(
      1,
    );
    expect([await isSignedIn(owner), await isSignedIn(other)]).toEqual([true, false]);
    expect(idsIn((await owner.get(devices)).body)).toEqual([own]);
    await owner.post(`${devices}/remove`, { token, device: own });
    expect(await isSignedIn(owner)).toBe(false);
  });

  it('are the same for an interface of an application’s own', async () => {
    const email = 'rosa@panic.example';
    const browser = await registerCustomer(house, email);
    const device = app.device({ address: '8.8.8.8' });
    const journey = await device.begin('sign-in');
    const complete = await journey.act('password', { identifier: email, password: goodPassword });
    const { access_token: access } = await app.redeemDirect(journey, complete);
    const headers = { authorization: `Bearer ${access}` };
    const listed = await device.call('GET', '/api/account/known-devices', { headers });
    const sessions = await device.call('GET', '/api/account/sessions', { headers });
    const here = { country: 'US', region: null, city: null, private: false };
    const home = { country: null, region: null, city: null, private: true };
    for (const { body } of [listed, sessions]) expect(body['items']).toMatchObject([{ place: here }, { place: home }]);
    const { body: activity } = await device.call('GET', '/api/account/activity', { headers });
    expect(activity['items']).toContainEqual(
      expect.objectContaining({ client: expect.objectContaining({ address: '8.8.8.8', place: here }) }),
    );
    const items = listed.body['items'] as { device_id: string; current: boolean; has_key: boolean }[];
    expect(items.map(({ current, has_key: hasKey }) => [current, hasKey])).toEqual([
      [true, false],
      [false, false],
    ]);
    const path = `/api/account/known-devices/${items[1]?.device_id}`;
    expect(
      (await device.call('PATCH', path, { headers, body: { name: ' \u202eLap\u0000\u200btop\u2028' } })).status,
    ).toBe(204);
    const renamed = (await device.call('GET', '/api/account/known-devices', { headers })).body['items'];
    // Without what nobody sees, or what turns a line around.
    expect(renamed).toContainEqual(expect.objectContaining({ name: 'Lap top' }));
    expect((await device.call('DELETE', path, { headers })).status).toBe(204);
    expect((await device.call('DELETE', path, { headers })).status).toBe(404);
    expect(await isSignedIn(browser)).toBe(false);
    const others = await device.call('POST', '/api/account/known-devices/remove-others', { headers, body: {} });
    expect(others.body).toEqual({ removed: 0 });
    expect(await device.call('POST', '/api/account/secure', { headers, body: {} })).toMatchObject({
      status: 200,
      body: { signed_out: 'everywhere', password: 'stopped', way_back: 'mailbox' },
    });
    expect((await device.call('GET', '/api/account', { headers })).status).toBe(401);
  });
});
