/** Common passwords with digits and signs around them (cases 20, 23): nobody can choose one here, an import brings them. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { importText, lines } from '../test/import-world.ts';
import { createOwnInterface } from '../test/own-interface.ts';
import { isSignedIn, signIn } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

describe('a common password with digits and signs around it', () => {
  const dressed = 'Password123!';
  /** As a former system let them choose it. */
  async function bring(email: string, isProven: boolean): Promise<void> {
    const salt = Buffer.from('12345678');
    const hash = createHash('sha256').update(dressed).update(salt).digest();
    const password_hash = `{SSHA256}${Buffer.concat([hash, salt]).toString('base64')}`;
    await importText(house, lines({ email, email_verified: isProven, password_hash }), { trustEmails: isProven });
  }

  it('opens no session to a browser that is unknown, and is told as what it is', async () => {
    await bring('otto@leaks.example', true);
    const thief = house.visitor();
    const answer = await signIn(thief, 'otto@leaks.example', dressed);
    expect(answer.headers['location']).toMatch(/^\/recover\/verify\?flow=flw_/);
    const page = await thief.get(answer.headers['location'] ?? '');
    expect(page.body).toContain('easy to guess');
    expect(page.body).not.toContain('leaked');
    expect(await isSignedIn(thief)).toBe(false);
    const mail = await house.mailTo('otto@leaks.example');
    expect(mail.text).toContain('easy to guess');
    expect(mail.text).not.toContain('leaked');
    expect(
      await house.sql("select data->>'source' as source from ledger_entries where data->>'source' = 'dressed_up'"),
    ).toHaveLength(1);
    const journey = await (await createOwnInterface(house)).device().begin('sign-in');
    const asked = await journey.act('password', { identifier: 'otto@leaks.example', password: dressed });
    expect(asked.body['messages']).toMatchObject([{ id: 'recovery.verify.easily_guessed' }, {}]);
    // A wrong one of the same form says nothing.
    expect((await signIn(house.visitor(), 'otto@leaks.example', 'Password1234!')).status).toBe(401);
  });

  it('is asked to be replaced after a sign-in, where no mailbox is proven', async () => {
    await bring('paula@leaks.example', false);
    const own = house.visitor();
    const answer = await signIn(own, 'paula@leaks.example', dressed);
    expect(answer.headers['location']).toMatch(/^\/account\/password\/leaked/);
    const page = await own.get(answer.headers['location'] ?? '');
    expect(page.body).toContain('with digits or signs around it');
    expect(page.body).not.toContain('on a list of leaked');
    expect((await own.get('/account')).body).toContain('It is easy to guess');
    const journey = await (await createOwnInterface(house)).device().begin('sign-in');
    const done = await journey.act('password', { identifier: 'paula@leaks.example', password: dressed });
    expect(done.body['messages']).toMatchObject([{ id: 'leaked_password.intro_easily_guessed' }]);
  });
});
