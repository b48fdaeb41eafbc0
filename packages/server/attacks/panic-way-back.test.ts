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
  const { body: said } = await owner.get(linkOf(notice, '/secure-account'));
  expect(said).toContain('Your e-mail address was changed a short time ago');
  expect(said).not.toContain('to your mailbox');
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

it('says nothing of a password where there is none: before, after, and where the ways in are kept', async () => {
  const email = 'carl@way-back.example';
  const owner = await registerCustomer(house, email);
  await house.sql('delete from password_credentials');
  const undeliverable = (since: string) => house.sql(`update customer_identifiers set undeliverable_since = ${since}`);
  await undeliverable('now()');
  const kept = (await owner.get('/account/secure')).body;
  expect(kept).toContain('Your ways to sign in stay as they are');
  await undeliverable('null');
  const before = (await owner.get('/account/secure')).body;
  expect(before).toContain('What was set up to sign in with in the last seven days is removed');
  const pressed = (await owner.fill('/account/secure', {})).headers['location'] ?? '';
  expect(pressed).toMatch(/^\/secured\?flow=flw_\w+&password=none$/);
  const after = (await owner.get(pressed)).body;
  expect(after).toContain('with it you come back');
  const without = await Promise.all(
    ['/secured?password=none', '/secured?kept=yes&password=none'].map(async (path) => (await owner.get(path)).body),
  );
  for (const body of [kept, before, after, ...without])
    expect(body.replaceAll(/<head>.*<\/head>/gs, '')).not.toMatch(/password (?:no|and)|new password/);
});
