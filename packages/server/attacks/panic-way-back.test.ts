/**
 * Where "this wasn't me" leads its owner: never to a mailbox that a thief has given the account meanwhile, and never into
 * nothing.
 */
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { importText, lines } from '../test/import-world.ts';
import { changeEmail } from './changing.ts';
import { linkOf, mailAbout, recover } from './lives.ts';
import { goodPassword, isSignedIn, registerCustomer, signIn } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

it('a link from before an address was changed begins nothing at the thief’s mailbox; the former one brings it back', async () => {
  const email = 'anna@way-back.example';
  const changed = 'thief@way-back.example';
  await registerCustomer(house, email);
  const thief = house.visitor();
  await signIn(thief, email);
  const notice = await mailAbout(house, email, /new sign-in|signed in/i);
  await changeEmail(house, thief, email, changed);
  const before = (await house.mails()).filter(({ to }) => to === changed).length;

  const owner = house.visitor();
  const pressed = await owner.fill(linkOf(notice, '/secure-account'), {});
  expect(pressed).toMatchObject({ status: 303, headers: { location: '/secured' } });
  expect(await isSignedIn(thief)).toBe(false);
  expect((await house.mails()).filter(({ to }) => to === changed)).toHaveLength(before);
  expect(await house.sql("select 1 from flows where kind = 'recovery' and state = 'open'")).toEqual([]);
});

it('an account whose address was never proven keeps it, and whoever has the mailbox comes back', async () => {
  const email = 'ben@way-back.example';
  const salt = Buffer.from('a salt, 8');
  const hash = createHash('sha256').update(goodPassword).update(salt).digest();
  const password_hash = `{SSHA256}${Buffer.concat([hash, salt]).toString('base64')}`;
  await importText(house, lines({ email, email_verified: false, password_hash }));
  const somebody = house.visitor();
  expect((await signIn(somebody, email)).status).toBe(303);
  const { token = '' } = (await somebody.get('/account')).hidden('/sign-out');
  const pressed = await somebody.post('/account/secure', { token });
  expect(pressed.status).toBe(303);
  expect(await isSignedIn(somebody)).toBe(false);
  expect(await house.sql("select 1 from ledger_entries where event = 'identifiers.purged'")).toEqual([]);
  const { visitor } = await recover(house, email);
  expect(await isSignedIn(visitor)).toBe(true);
});
