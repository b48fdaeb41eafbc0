/**
 * User names and phone numbers: cases 11, 29, 42, 53, 55, 56. One person each, whatever imitates them; off until a
 * business wants them.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import type { Visitor } from '../test/visitor.ts';
import { ageProofs, allowIdentifiers, ask, codeTo, enter, identifiersOf, mailAbout, prove, root } from './changing.ts';
import { recover } from './lives.ts';
import { goodPassword } from './people.ts';
import { isSignedIn, sessionOf, signIn, signUp } from './signed-in.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
  await allowIdentifiers(house);
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

const saved = `${root}?notice=username_changed`;
const setUsername = (visitor: Visitor, name: string) => enter(visitor, 'username', name);

describe('a user name', () => {
  it('opens the account it belongs to, in capitals or not, and no longer once it is changed or taken away', async () => {
    const anna = await signUp(house, 'anna@names.example');
    expect((await setUsername(anna, 'Anna.B')).headers['location']).toBe(saved);
    for (const typed of ['Anna.B', 'anna.b', ' ANNA.B ']) {
      const other = house.visitor();
      expect((await signIn(other, typed)).status).toBe(303);
      expect((await sessionOf(house, other)).customerId).toBe((await sessionOf(house, anna)).customerId);
    }
    // The same name in another spelling stays the same name.
    expect((await setUsername(anna, 'ANNA.b')).headers['location']).toBe(saved);
    expect((await setUsername(anna, 'annabella')).headers['location']).toBe(saved);
    expect((await signIn(house.visitor(), 'anna.b')).status).toBe(401);
    const removed = await anna.post(
      `${root}/username/remove`,
      (await anna.get(`${root}/username`)).hidden(`${root}/username/remove`),
    );
    expect(removed.headers['location']).toBe(`${root}?notice=username_removed`);
    expect((await signIn(house.visitor(), 'annabella')).status).toBe(401);
    expect((await signIn(house.visitor(), 'anna@names.example')).status).toBe(303);
    await mailAbout(house, 'anna@names.example', /user name .* was changed/);
  });

  it('is no new password of its owner (case 14)', async () => {
    const email = 'word@names.example';
    const visitor = await signUp(house, email);
    await setUsername(visitor, 'riverdancer');
    const password = 'Riverdancer7';
    const changed = await visitor.fill('/account/password', { current_password: goodPassword, password });
    expect(changed.status).toBe(422);
    const { chosen } = await recover(house, email, house.visitor(), password);
    expect(chosen.status).toBe(422);
    expect((await signIn(house.visitor(), email)).status).toBe(303);
  });

  it('is refused when it imitates another one, a number, an address, or the business (case 11)', async () => {
    const bert = await signUp(house, 'bert@names.example');
    await setUsername(bert, 'paypal');
    const eve = await signUp(house, 'eve@names.example');
    const imitations = [
      ...[
        'раураl',
        'pаypal',
        'paypaӏ',
        'ｐａｙｐａｌ',
        'paypal\u200b',
        'pay\u00adpal',
        'ρaypal',
        'paypa\u0131',
        'payp\u00e1l',
        'payPal',
        '\u202epaypal',
      ],
      ...['bert@names.example', '+4915123456789', '015123456789', '12345', '_paypal', 'paypal_', 'pay..pal', 'pay pal'],
      ...[
        'admin',
        'No-Reply',
        'ad.min',
        'Cardea',
        'c-ardea',
        'support',
        'ab',
        'a'.repeat(33),
        '../etc',
        "a'or'1",
        'a\0bcd',
      ],
    ];
    for (const name of imitations) {
      await house.sql('delete from budgets');
      expect([name, (await setUsername(eve, name)).status]).toEqual([name, 422]);
    }
    const own = await house.sql("select 1 from customer_identifiers where type = 'username' and customer_id = $1", [
      (await sessionOf(house, eve)).customerId,
    ]);
    expect(own).toEqual([]);
  });

  it('wanted by twenty customers at once belongs to one of them', async () => {
    const people: Visitor[] = [];
    for (let count = 0; count < 20; count += 5) {
      const some = [0, 1, 2, 3, 4].map((each) => signUp(house, `racer${count + each}@names.example`));
      people.push(...(await Promise.all(some)));
    }
    const forms = await Promise.all(
      people.map(async (visitor) => (await visitor.get(`${root}/username`)).hidden(`${root}/username`)),
    );
    const answers = await Promise.all(
      people.map((visitor, at) =>
        visitor.post(`${root}/username`, { ...forms[at], username: at % 2 ? 'Only.One' : 'only.one' }),
      ),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(19);
    const winner = people[answers.findIndex(({ status }) => status === 303)];
    const one = house.visitor();
    await signIn(one, 'only.one');
    expect((await sessionOf(house, one)).customerId).toBe(winner && (await sessionOf(house, winner)).customerId);
  });

  it('is neither set nor taken away without a proof of the last minutes, nor by another site (case 55)', async () => {
    const carla = await signUp(house, 'carla@names.example');
    await setUsername(carla, 'carla');
    const page = await carla.get(`${root}/username`);
    const [set, remove] = [page.hidden(`${root}/username`), page.hidden(`${root}/username/remove`)];
    const before = await identifiersOf(house);
    for (const headers of [{ origin: 'https://evil.example' }, { origin: undefined, 'sec-fetch-site': 'cross-site' }]) {
      expect((await carla.post(`${root}/username`, { ...set, username: 'stolen' }, headers)).status).toBe(403);
      expect((await carla.post(`${root}/username/remove`, remove, headers)).status).toBe(403);
    }
    expect((await carla.post(`${root}/username`, { ...set, token: 'x', username: 'stolen' })).status).toBe(403);
    await ageProofs(house);
    for (const [path, fields] of [
      [`${root}/username`, { ...set, username: 'stolen' }],
      [`${root}/username/remove`, remove],
    ] as const) {
      expect((await carla.post(path, fields)).headers['location']).toMatch(/^\/account\/confirm\?to=/);
    }
    expect(await identifiersOf(house)).toEqual(before);
  });

  it('can be tried for being free only so often', async () => {
    const dora = await signUp(house, 'dora@names.example');
    await setUsername(dora, 'dora.d');
    const eve = await signUp(house, 'finder@names.example');
    const statuses: number[] = [];
    for (let tries = 0; tries < 14; tries += 1) statuses.push((await setUsername(eve, 'dora.d')).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(422));
    expect(statuses.slice(10)).toEqual(Array(4).fill(429));
  });
});

describe('a phone number', () => {
  const e164 = '+4915123456789';

  it('opens the account once its code came back, however it is typed', async () => {
    const emil = await signUp(house, 'emil@phones.example');
    const place = await ask(emil, 'phone', '0151 234 567 89');
    expect((await signIn(house.visitor(), e164)).status).toBe(401);
    const sms = await house.mailTo(e164);
    expect([sms.channel, sms.subject, sms.html]).toEqual(['sms', '', '']);
    expect(sms.text).toMatch(/@localhost:4000 #\d{6}\n$/);
    expect((await prove(emil, place, await codeTo(house, e164))).headers['location']).toBe(
      `${root}?notice=phone_changed`,
    );
    for (const typed of ['0151 23456789', e164, '0049 151 23456789', '+49 (0)151-23456789']) {
      const other = house.visitor();
      expect([typed, (await signIn(other, typed)).status]).toEqual([typed, 303]);
      expect((await sessionOf(house, other)).customerId).toBe((await sessionOf(house, emil)).customerId);
    }
    await mailAbout(house, 'emil@phones.example', /phone number .* was changed/);
  });

  it('that somebody else has is answered like a free one in every spelling, and its owner is told', async () => {
    const fanny = await signUp(house, 'fanny@phones.example');
    const before = await identifiersOf(house);
    const free = await enter(fanny, 'phone', '0151 23456780');
    for (const spelling of ['+49 151 23456789', '0151/23456789', '0049151 23456789']) {
      await house.sql('delete from budgets');
      const answer = await enter(fanny, 'phone', spelling);
      const place = answer.headers['location'] ?? '';
      expect([answer.status, place.replace(/flw_\w+/, '')]).toEqual([
        free.status,
        (free.headers['location'] ?? '').replace(/flw_\w+/, ''),
      ]);
      expect((await prove(fanny, place, '123456')).status).toBe(400);
    }
    const note = await house.mailTo(e164, 2);
    expect(note.text).toContain('nothing was changed');
    expect(note.text).not.toMatch(/\d{6}/);
    expect(await identifiersOf(house)).toEqual(before);
  });

  it('must be one that a message reaches, and is sent only so many (cases 76, 77)', async () => {
    const gerd = await signUp(house, 'gerd@phones.example');
    for (const number of [
      '030 123456',
      '+1 900 555 0123',
      '110',
      '+49151234567890123',
      '0900 1234567',
      'gerd',
      '+49 151 23456789 ext 5',
      '',
    ]) {
      expect([number, (await enter(gerd, 'phone', number)).status]).toEqual([number, 422]);
    }
    let place = await ask(gerd, 'phone', '+4915123456700');
    for (let again = 0; again < 5; again += 1) {
      const answer = await gerd.post(`${root}/phone/resend`, (await gerd.get(place)).hidden(`${root}/phone/resend`));
      expect(answer.status).toBe(again < 2 ? 303 : 429);
    }
    // A new request is accepted and sends nothing more.
    place = await ask(gerd, 'phone', '+4915123456700');
    const asked = await house.sql(
      "select 1 from ledger_entries where event = 'identifier.change_requested' and customer_id = $1",
      [(await sessionOf(house, gerd)).customerId],
    );
    expect(asked).toHaveLength(3);
    expect((await gerd.request(place)).status).toBe(200);
  });

  it('is taken away by its owner alone, and then opens nothing', async () => {
    const emil = house.visitor();
    await signIn(emil, e164);
    const page = await emil.get(`${root}/phone`);
    const removed = await emil.post(`${root}/phone/remove`, page.hidden(`${root}/phone/remove`));
    expect(removed.headers['location']).toBe(`${root}?notice=phone_removed`);
    expect((await signIn(house.visitor(), e164)).status).toBe(401);
    expect(await isSignedIn(emil)).toBe(true);
  });
});

describe('guessing', () => {
  it('at one account by its address, its name and its number is counted together, and locks nobody out (case 24)', async () => {
    const jana = await signUp(house, 'jana@names.example');
    await setUsername(jana, 'jana.j');
    await signIn(house.visitor(), 'jana.j', 'not the password');
    await house.sql(`update budgets set failures = 94, theoretical_at = now() where budget = 'sign-in.customer'`);
    expect((await signIn(house.visitor(), 'jana@names.example', 'not the password')).status).toBe(401);
    for (const typed of ['jana@names.example', 'jana.j']) {
      expect((await signIn(house.visitor(), typed)).status).toBe(429);
    }
    // Her own browser has a lane of its own, and its success opens the others again.
    expect((await jana.post('/sign-out', (await jana.get('/account')).hidden('/sign-out'))).status).toBe(303);
    expect((await signIn(jana, 'jana.j')).status).toBe(303);
    expect((await signIn(house.visitor(), 'jana@names.example')).status).toBe(303);
  });
});

describe('what a business does not allow', () => {
  it('is nowhere: no page, no form, no sign-in, and not in the words of the sign-in page', async () => {
    const hans = await signUp(house, 'hans@off.example');
    await setUsername(hans, 'hans.off');
    expect((await house.visitor().get('/sign-in')).body).toContain('E-mail address, phone number or user name');
    await allowIdentifiers(house, {});
    const { body } = await house.visitor().get('/sign-in');
    expect(body).toMatch(/<label for="identifier">E-mail address<\/label>/);
    expect((await signIn(house.visitor(), 'hans.off')).status).toBe(401);
    const { token = '' } = (await hans.get('/account')).hidden('/sign-out');
    const before = await identifiersOf(house);
    for (const [path, fields] of [
      [`${root}/username`, { username: 'hans.on' }],
      [`${root}/phone`, { phone: '+4915123456701' }],
    ] as const) {
      expect((await hans.post(path, { token, ...fields })).status).toBe(404);
    }
    expect(await identifiersOf(house)).toEqual(before);
    // What is there already can still be taken away.
    expect((await hans.get(root)).body).toContain('hans.off');
    expect((await hans.post(`${root}/username/remove`, { token })).status).toBe(303);
    await allowIdentifiers(house);
  });
});
