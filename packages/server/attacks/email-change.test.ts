/**
 * Changing the address of an account: cases 52 to 57. The old one is good until the new one is proven, a stranger's is
 * neither taken nor told of, no code outlives what it was asked for, and whoever loses an address gets it back.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import type { Visitor } from '../test/visitor.ts';
import {
  ageProofs,
  ask,
  changeEmail,
  codeTo,
  enter,
  identifiersOf,
  mailAbout,
  prove,
  root,
  undoPath,
} from './changing.ts';
import { closeAccount, recover } from './lives.ts';
import { faceOf } from './people.ts';
import { isSignedIn, sessionOf, signIn, signUp } from './signed-in.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

const wrong = (code: string) => (code === '000000' ? '111111' : '000000');

/** Customer, browser and addresses of one test. */
async function somebody(name: string): Promise<{ visitor: Visitor; from: string; to: string }> {
  const from = `${name}@before.example`;
  return { visitor: await signUp(house, from), from, to: `${name}@after.example` };
}

describe('a change of address', () => {
  it('keeps the account, its sessions and its subject; the old address opens it until then, the new one after', async () => {
    const { visitor, from, to } = await somebody('anna');
    const other = house.visitor();
    await signIn(other, from);
    const before = await sessionOf(house, visitor);
    const place = await ask(visitor, 'email', to);
    const code = await codeTo(house, to);
    expect((await signIn(house.visitor(), to)).status).toBe(401);
    expect((await signIn(house.visitor(), from)).status).toBe(303);
    expect((await prove(visitor, place, code)).headers['location']).toBe(`${root}?notice=email_changed`);
    expect(await sessionOf(house, visitor)).toEqual(before);
    for (const browser of [visitor, other]) expect(await isSignedIn(browser)).toBe(true);
    expect((await signIn(house.visitor(), from)).status).toBe(401);
    expect((await signIn(house.visitor(), to)).status).toBe(303);
    // The other session meets it on its own pages.
    expect((await other.get(root)).body).toContain('Your e-mail address was changed');
    expect((await other.get('/account/activity')).body).toContain('The e-mail address was changed');
    const entries = await house.sql(
      "select event, data->>'type' as type from ledger_entries where event like 'identifier.change%' and customer_id = $1 order by entry_id",
      [before.customerId],
    );
    expect(entries).toEqual([
      { event: 'identifier.change_requested', type: 'email' },
      { event: 'identifier.changed', type: 'email' },
    ]);
  });

  it('is refused without a proof of the last minutes, at every step that begins it (case 55)', async () => {
    const { visitor, to } = await somebody('bert');
    const form = (await visitor.get(`${root}/email`)).hidden(`${root}/email`);
    await ageProofs(house);
    const before = await identifiersOf(house);
    for (const answer of [
      await visitor.request(`${root}/email`),
      await visitor.post(`${root}/email`, { ...form, email: to }),
    ]) {
      expect([answer.status, answer.headers['location']]).toEqual([
        303,
        `/account/confirm?to=${encodeURIComponent(`${root}/email`)}`,
      ]);
    }
    expect(await identifiersOf(house)).toEqual(before);
    expect((await house.mails()).some((mail) => mail.to === to)).toBe(false);
  });

  it('to somebody else’s address is answered like any other, and only they are told (case 56)', async () => {
    const { visitor, to } = await somebody('carla');
    const victim = 'victim@after.example';
    await signUp(house, victim);
    const before = await identifiersOf(house);
    const faces = [];
    for (const address of [to, victim]) {
      const answer = await enter(visitor, 'email', address);
      const place = answer.headers['location'] ?? '';
      const page = await visitor.get(place);
      const refused = await prove(visitor, place, '000000');
      faces.push(
        [answer, page, refused].map((each) =>
          faceOf(each, place, address, `${address[0]}•••${address.slice(address.indexOf('@'))}`),
        ),
      );
    }
    expect(faces[1]).toEqual(faces[0]);
    const note = await mailAbout(house, victim, /Somebody entered your address/);
    expect(note.text).not.toMatch(/\d{3} \d{3}/);
    expect(await identifiersOf(house)).toEqual(before);
  });

  it('shows its code to nobody but the mailbox (case 53)', async () => {
    const { visitor, to } = await somebody('dora');
    const place = await ask(visitor, 'email', to);
    const code = await codeTo(house, to);
    for (const path of [place, root, '/account', '/account/activity', `${root}/email`]) {
      const { body, headers } = await visitor.get(path);
      const text = `${body}${JSON.stringify(headers)}`;
      expect(text).not.toContain(code);
      expect(text).not.toContain(`${code.slice(0, 3)} ${code.slice(3)}`);
    }
  });

  it('takes five wrong codes and no more, and asking again gives no more in all (case 52)', async () => {
    const { visitor, to } = await somebody('emil');
    const place = await ask(visitor, 'email', to);
    const code = await codeTo(house, to);
    for (let tries = 0; tries < 5; tries += 1) expect((await prove(visitor, place, wrong(code))).status).toBe(400);
    expect((await prove(visitor, place, code)).status).toBe(400);
    let answers: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      await visitor.post(`${root}/email/resend`, (await visitor.get(place)).hidden(`${root}/email/resend`));
      for (let tries = 0; tries < 5; tries += 1) answers = [...answers, (await prove(visitor, place, '999999')).status];
    }
    expect(answers.filter((status) => status === 400)).toHaveLength(9);
    expect(answers.at(-1)).toBe(429);
  });
});

describe('a code', () => {
  it('of an earlier request, from another tab, proves nothing (case 57)', async () => {
    const { visitor, from, to } = await somebody('fanny');
    const first = await ask(visitor, 'email', 'fanny.first@after.example');
    const early = await codeTo(house, 'fanny.first@after.example');
    const second = await ask(visitor, 'email', to);
    const late = await codeTo(house, to);
    const token = (await visitor.get(second)).hidden(`${root}/email/verify`)['token'] ?? '';
    const flowOf = (place: string) => place.split('flow=')[1] ?? '';
    const stale = await visitor.post(`${root}/email/verify`, { token, flow: flowOf(first), code: early });
    expect(stale.status).toBe(410);
    expect((await prove(visitor, second, early)).status).toBe(400);
    expect((await signIn(house.visitor(), from)).status).toBe(303);
    expect((await prove(visitor, second, late)).status).toBe(303);
    const again = await visitor.post(`${root}/email/verify`, { token, flow: flowOf(second), code: late });
    expect(again.status).toBe(410);
  });

  it('works in the session that asked for it and in no other, whoever holds the page (case 54)', async () => {
    const { visitor, from, to } = await somebody('gerd');
    const place = await ask(visitor, 'email', to);
    const code = await codeTo(house, to);
    const flow = place.split('flow=')[1] ?? '';
    const own = house.visitor();
    await signIn(own, from);
    const stranger = await signUp(house, 'stranger@before.example');
    for (const browser of [own, stranger]) {
      // Even with the binding of the browser that asked.
      for (const borrowed of [false, true]) {
        if (borrowed) browser.cookies.set('cardea_browser', visitor.cookies.get('cardea_browser') ?? '');
        const { token = '' } = (await browser.get('/account')).hidden('/sign-out');
        const answer = await browser.post(`${root}/email/verify`, { token, flow, code });
        expect(answer.status).toBe(borrowed ? 410 : 403);
      }
    }
    expect((await house.visitor().post(`${root}/email/verify`, { token: 'x', flow, code })).status).toBe(401);
    expect((await prove(visitor, place, code)).status).toBe(303);
  });

  it('is worth nothing after signing out everywhere, after a sign-out, and after a recovery', async () => {
    for (const [name, end] of [
      ['hans', (visitor: Visitor) => visitor.fill('/account/sign-out-everywhere', {})],
      ['ines', (visitor: Visitor) => visitor.fill('/sign-out', {})],
      ['jan', (_: Visitor, from: string) => recover(house, from)],
    ] as const) {
      const { visitor, from, to } = await somebody(name);
      const place = await ask(visitor, 'email', to);
      const code = await codeTo(house, to);
      if (name === 'hans') {
        const hidden = (await visitor.get('/account')).hidden('/account/sign-out-everywhere');
        await visitor.post('/account/sign-out-everywhere', hidden);
      } else await end(visitor, from);
      expect(await isSignedIn(visitor)).toBe(false);
      await signIn(visitor, from);
      const { token = '' } = (await visitor.get('/account')).hidden('/sign-out');
      const late = await visitor.post(`${root}/email/verify`, { token, flow: place.split('flow=')[1] ?? '', code });
      expect([name, late.status >= 400]).toEqual([name, true]);
      expect((await signIn(house.visitor(), to)).status).toBe(401);
    }
  });

  it('for one address in five accounts at once gives it to one of them', async () => {
    const wanted = 'wanted@after.example';
    const people = await Promise.all([1, 2, 3, 4, 5].map((n) => signUp(house, `racer${n}@before.example`)));
    await house.sql('delete from budgets');
    const places: string[] = [];
    const codes: string[] = [];
    for (const visitor of people) {
      places.push(await ask(visitor, 'email', wanted));
      codes.push(await codeTo(house, wanted, places.length));
    }
    const answers = await Promise.all(people.map((visitor, at) => prove(visitor, places[at] ?? '', codes[at] ?? '')));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409, 409, 409, 409]);
    const changed = await house.sql(
      "select 1 from ledger_entries where event = 'identifier.changed' and data->>'type' = 'email' and customer_id in (select customer_id from customer_identifiers)",
    );
    expect(changed.length).toBeGreaterThan(0);
    expect((await signIn(house.visitor(), wanted)).status).toBe(303);
    for (const visitor of people) expect(await isSignedIn(visitor)).toBe(true);
  });
});

describe('the note to the former address', () => {
  it('changes nothing by being opened, and gives everything back by its button', async () => {
    const { visitor: thief, from, to } = await somebody('klara');
    const path = undoPath(await changeEmail(house, thief, from, to));
    const owner = house.visitor();
    const before = await identifiersOf(house);
    for (const method of ['GET', 'HEAD', 'GET']) expect((await owner.request(path, { method })).status).toBe(200);
    expect((await owner.get(path)).body).toContain('k•••@before.example');
    expect((await owner.request(path, { method: 'OPTIONS' })).status).not.toBe(303);
    expect(await identifiersOf(house)).toEqual(before);
    expect(await isSignedIn(thief)).toBe(true);

    const hidden = (await owner.get(path)).hidden('/undo-email-change');
    expect((await owner.post('/undo-email-change', hidden, { origin: 'https://evil.example' })).status).toBe(403);
    const undone = await owner.post('/undo-email-change', hidden);
    expect([undone.status, undone.headers['location']]).toEqual([303, '/secured']);
    expect(await isSignedIn(thief)).toBe(false);
    for (const address of [from, to]) expect((await signIn(house.visitor(), address)).status).toBe(401);
    expect((await owner.post('/undo-email-change', hidden)).status).toBe(410);
    expect((await owner.request(path)).status).toBe(410);
    const { visitor: back } = await recover(house, from);
    expect(await isSignedIn(back)).toBe(true);
  });

  it('beats the note to every later address: a thief cannot undo the undoing', async () => {
    const { visitor: thief, from, to } = await somebody('lena');
    const first = undoPath(await changeEmail(house, thief, from, to));
    const second = undoPath(await changeEmail(house, thief, to, 'lena@third.example'));
    const owner = house.visitor();
    await owner.fill(first, {});
    const late = await house.visitor().request(second);
    expect(late.status).toBe(410);
    const token = second.split('token=')[1] ?? '';
    expect((await house.visitor().post('/undo-email-change', { token })).status).toBe(410);
    const { visitor: back } = await recover(house, from);
    expect(await isSignedIn(back)).toBe(true);
  });

  it('keeps the account too, should a thief have closed it', async () => {
    const { visitor: thief, from, to } = await somebody('lotte');
    const path = undoPath(await changeEmail(house, thief, from, to));
    await closeAccount(thief);
    const owner = house.visitor();
    expect((await owner.get(path)).body).toContain('about to be closed, it stays open');
    expect((await owner.fill(path, {})).headers['location']).toBe('/secured');
    await mailAbout(house, from, /stays open/);
    const { chosen } = await recover(house, from);
    expect(chosen.headers['location']).toBe('/account');
  });

  it('lasts seven days, and is no use twice at once', async () => {
    const { visitor, from, to } = await somebody('mara');
    const path = undoPath(await changeEmail(house, visitor, from, to));
    const token = path.split('token=')[1] ?? '';
    await house.sql(
      "update proofs set link_expires_at = link_expires_at - interval '7 days' where purpose = 'undo-email-change'",
    );
    expect((await house.visitor().request(path)).status).toBe(410);
    expect((await house.visitor().post('/undo-email-change', { token })).status).toBe(410);
    await house.sql(
      "update proofs set link_expires_at = link_expires_at + interval '7 days' where purpose = 'undo-email-change'",
    );
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => house.visitor().post('/undo-email-change', { token })),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(7);
  });
});

it('codes and links that went to the former address die with it (case 57)', async () => {
  const { visitor, from, to } = await somebody('nora');
  const reader = house.visitor();
  const asked = await reader.fill('/recover', { email: from });
  const mail = await mailAbout(house, from, /code|password/i);
  const code = /\b(\d{3}) ?(\d{3})\b/.exec(mail.subject)?.slice(1).join('') ?? '';
  await changeEmail(house, visitor, from, to);
  const refused = await reader.fill(asked.headers['location'] ?? '', { code });
  expect(refused.status).toBe(400);
  expect((await signIn(house.visitor(), to)).status).toBe(303);
});
