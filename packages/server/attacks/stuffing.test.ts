/**
 * Lists of stolen passwords (case 25), in small: each pair from an address of its own, so that no budget sees anything.
 * What is to hold: the attack is noticed, right pairs open nothing, customers in their own browsers notice nothing, and
 * the answer never tells which accounts exist.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createOwnInterface, type OwnInterface } from '../test/own-interface.ts';
import { silentLogger } from '../test/silent-logger.ts';
import type { Visitor } from '../test/visitor.ts';
import { beginFlow, codeOf, flowOf, goodPassword, isSignedIn, registerCustomer, signIn } from './people.ts';

let house: TestHouse;
let own: Visitor;
let thief: Visitor;
let app: OwnInterface;
beforeAll(async () => {
  house = await startTestHouse({}, silentLogger, { detects: true });
  own = await registerCustomer(house, 'own@stuffing.example');
  await registerCustomer(house, 'stolen@stuffing.example');
  // A browser in which the attacker has an account of their own: it brings a token of ours.
  await registerCustomer(house, 'third@stuffing.example');
  await registerCustomer(house, 'other@stuffing.example');
  app = await createOwnInterface(house);
  thief = await registerCustomer(house, 'thief@stuffing.example', { address: '198.18.3.4' });
});
afterAll(() => house.stop());

const findings = () =>
  house.sql<{ kind: string; action: string }>('select kind, action from protection_findings order by began_at');
const modeOf = async () => (await house.sql<{ mode: string }>('select mode from protection_postures'))[0]?.mode;

/** One journey of the attacker, sent on from an address and by a kind of browser of its own each time. */
async function attacker() {
  const browser = house.visitor();
  const flow = await beginFlow(browser, '/sign-in');
  let sent = 0;
  return (identifier: string, password: string) => {
    sent += 1;
    const address = `${100 + (sent % 50)}.${sent % 200}.${(sent * 7) % 250}.${(sent * 13) % 250}`;
    const headers = { 'x-forwarded-for': address, 'user-agent': `Mozilla/5.0 Chrome/${100 + (sent % 60)}` };
    return browser.post('/sign-in', { flow, identifier, password }, headers);
  };
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it did not come to pass within thirty seconds');
}

describe('a list of stolen passwords', () => {
  it('is noticed, asks strangers for work, and leaves customers in their own browsers alone', async () => {
    const attempt = await attacker();
    const statuses: number[] = [];
    for (let count = 0; count < 60 && statuses.at(-1) !== 403; count += 1)
      statuses.push((await attempt(`listed${count}@stuffing.example`, `Password${count}`)).status);
    expect(new Set(statuses)).toEqual(new Set([401, 403]));
    expect(statuses.length).toBeLessThan(60);

    // A right pair is met before anything is looked up, as one of an account that does not exist.
    const stolen = await attempt('stolen@stuffing.example', goodPassword);
    const nobody = await attempt('nobody@stuffing.example', goodPassword);
    expect([stolen.status, nobody.status]).toEqual([403, 403]);
    const shape = (body: string) => body.replaceAll(/[A-Za-z0-9+/=_-]{24,}|nobody@|stolen@|\d{10,}/g, '');
    expect(shape(stolen.body)).toBe(shape(nobody.body));

    await until(async () => (await modeOf()) === 'attack');
    expect(await findings()).toContainEqual({ kind: 'stuffing', action: 'attack_mode' });
    expect(
      await house.sql("select event from ledger_entries where event like 'protection.%' order by 1"),
    ).toContainEqual({
      event: 'protection.attack_mode_began',
    });

    await own.get('/account');
    own.cookies.delete('cardea_session');
    expect((await signIn(own, 'own@stuffing.example')).status).toBe(303);
    expect(await isSignedIn(own)).toBe(true);
  }, 60_000);

  it('gets nobody in who has done the work: a right pair has to be confirmed', async () => {
    const browser = thief;
    browser.cookies.delete('cardea_session');
    const answer = await signIn(browser, 'stolen@stuffing.example');
    expect(answer.headers['location']).toMatch(/^\/sign-in\/second\?flow=/);
    expect(await isSignedIn(browser)).toBe(false);
    const page = await browser.get(answer.headers['location'] ?? '');
    expect(page.body).toContain('We do not know this device yet');
    const flow = flowOf(answer);
    expect((await browser.post('/sign-in/second', { flow, method: 'email-code', code: '000000' })).status).toBe(401);
    expect(await isSignedIn(browser)).toBe(false);

    // Its owner, who reads the mail, goes on.
    const method = 'email-code';
    expect((await browser.post('/sign-in/second/send', { flow, method })).status).toBe(303);
    const mail = await house.mailTo('stolen@stuffing.example', 2);
    expect(mail.text).toContain('your account does not know yet');
    const confirmed = await browser.post('/sign-in/second', { flow, method, code: codeOf(mail) });
    expect([confirmed.status, confirmed.headers['location']]).toEqual([303, '/account']);
    expect(await isSignedIn(browser)).toBe(true);
    // From now on the account knows the browser.
    browser.cookies.delete('cardea_session');
    expect((await signIn(browser, 'stolen@stuffing.example')).headers['location']).toBe('/account');
  }, 60_000);

  it('says the same in an interface of our own', async () => {
    const journey = await app.device({ address: '198.18.3.4' }).begin('sign-in');
    const pair = { identifier: 'third@stuffing.example', password: goodPassword };
    const stranger = await journey.act('password', pair);
    expect(stranger).toMatchObject({ status: 403, body: { code: 'challenge.required' } });
    const headers = { 'cardea-device': thief.cookies.get('cardea_device') };
    const asked = await journey.act('password', pair, headers);
    expect(asked.body).toMatchObject({
      state: 'second-factor',
      methods: ['email-code'],
      messages: [{ id: 'second.unknown_device', text: expect.stringContaining('do not know this device') }],
    });
    await journey.act('second-factor-options', { method: 'email-code' }, headers);
    const code = codeOf(await house.mailTo('third@stuffing.example', 2));
    const complete = await journey.act('second-factor', { method: 'email-code', code }, headers);
    expect(complete.body).toMatchObject({ state: 'complete' });
  }, 60_000);

  it('lets in whoever has nothing to confirm with, and says so in the ledger', async () => {
    await house.sql('update customer_identifiers set verified_at = null');
    thief.cookies.delete('cardea_session');
    expect((await signIn(thief, 'other@stuffing.example')).headers['location']).toBe('/account');
    expect(
      await house.sql("select data->>'reason' as reason from ledger_entries where event = 'sign_in.unconfirmed'"),
    ).toEqual([{ reason: 'attack' }]);
  }, 60_000);

  it('spares a browser with a token no work once it has failed at three accounts that do not know it', async () => {
    own.cookies.delete('cardea_session');
    const flow = await beginFlow(own, '/sign-in');
    const guess = async (count: number) =>
      (await own.post('/sign-in', { flow, identifier: `guessed${count}@stuffing.example`, password: 'x y z' })).status;
    expect([await guess(1), await guess(2), await guess(3), await guess(4)]).toEqual([401, 401, 401, 403]);
    const headers = { 'cardea-device': own.cookies.get('cardea_device') };
    const journey = await app.device({ address: '198.18.9.4' }).begin('sign-in');
    const pair = { identifier: 'guessed5@stuffing.example', password: 'x y z' };
    expect(await journey.act('password', pair, headers)).toMatchObject({
      status: 403,
      body: { code: 'challenge.required' },
    });
  }, 60_000);
});
