/**
 * An address that a change took away: it is nobody else's for as long as the change can be undone, so that the way back
 * is never shut (cases 2, 57).
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import type { Visitor } from '../test/visitor.ts';
import { ask, changeEmail, codeTo, mailAbout, prove, undoPath } from './changing.ts';
import { askToRecover, recover } from './lives.ts';
import { signUp as signUpOf } from './people.ts';
import { isSignedIn, signIn, signUp } from './signed-in.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

/** Customer, browser and addresses of one test. */
async function somebody(name: string): Promise<{ visitor: Visitor; from: string; to: string }> {
  const from = `${name}@before.example`;
  return { visitor: await signUp(house, from), from, to: `${name}@after.example` };
}

describe('the undoing of a change', () => {
  it('always finds the address free: nobody else gets it while the change can be undone', async () => {
    const { visitor: thief, from, to } = await somebody('luzie');
    const path = undoPath(await changeEmail(house, thief, from, to));
    // Whoever reads the mailbox by now, or the thief's friend who does: neither a sign-up nor a change gets a code.
    const up = house.visitor();
    const waiting = await signUpOf(up, from);
    expect(waiting.status).toBe(303);
    const note = await mailAbout(house, from, /is kept for you/);
    expect(note.text).not.toMatch(/token=|\d{3} \d{3}/);
    expect(note.text).toContain('sent to this address');
    const other = await signUp(house, 'friend@before.example');
    const place = await ask(other, 'email', from);
    await house.mailTo(from, 3);
    expect((await prove(other, place, '000000')).status).toBe(400);
    expect((await house.mails()).filter((mail) => mail.to === from && /your code/.test(mail.subject))).toHaveLength(1);
    expect((await house.visitor().fill(path, {})).headers['location']).toMatch(/^\/secured\b/);
    const { visitor: back } = await recover(house, from);
    expect(await isSignedIn(back)).toBe(true);
  });

  it('stops a code that was good before, too, and only for as long as its link lives', async () => {
    const { visitor, from, to } = await somebody('luna');
    const other = await signUp(house, 'luna@friend.example');
    await changeEmail(house, visitor, from, to);
    await house.sql("update identifier_changes set reserved_until = now() - interval '1 second'");
    const place = await ask(other, 'email', from);
    await house.mailTo(from, 3);
    const code = await codeTo(house, from, 3);
    await house.sql("update identifier_changes set reserved_until = now() + interval '7 days'");
    expect((await prove(other, place, code)).status).toBe(409);
    await house.sql("update identifier_changes set reserved_until = now() - interval '1 second'");
    const again = await ask(other, 'email', from);
    expect((await prove(other, again, await codeTo(house, from, 4))).status).toBe(303);
    expect((await signIn(house.visitor(), from)).status).toBe(303);
  });

  it('is what the owner is told of who asks to recover the account by the address they lost', async () => {
    const { visitor: thief, from, to } = await somebody('lilo');
    await changeEmail(house, thief, from, to);
    await askToRecover(house.visitor(), from);
    const note = await mailAbout(house, from, /is kept for you/);
    expect(note.text).toContain('Then undo it');
    expect((await house.mails()).filter((mail) => mail.to === from && /no account/.test(mail.subject))).toEqual([]);
  });
});
