/** What may come to mind to somebody who is signed in, and to whoever wishes to be. */
import { type Choice, chance, chooseOne, passwordFor, recent } from './chances.ts';
import { inSession } from './choosers.ts';
import { actorOf, readerOf } from './model.ts';
import type { Move } from './moves.ts';

export const changeEmail = inSession((browser, { random, addresses }) => {
  const own = addresses.filter((address) => readerOf(address) === actorOf(browser));
  return { do: 'change-email', browser, address: chooseOne(random, chance(random, 80) ? own : addresses) ?? '' };
});

export const changePassword = inSession((browser, choice, account) => {
  const actor = actorOf(browser);
  const current = passwordFor(choice, actor, account);
  const password = choice.newPassword(actor);
  return { do: 'change-password', browser, current, password, endOthers: chance(choice.random, 60) };
});

export const confirm = inSession((browser, choice, account) => {
  return { do: 'confirm', browser, password: passwordFor(choice, actorOf(browser), account) };
});

export const endSession = inSession((browser, { random, model }) => {
  const session = chooseOne(random, model.sessions);
  return session ? { do: 'end-session', browser, session: session.key } : null;
});

export const wait = inSession((_browser, _choice, account) => ({ do: 'wait', account: account.key }));

export function leak({ random, model }: Choice): Move | null {
  const secret = model.knows.owner.filter((password) => !model.knows.attacker.includes(password));
  const password = recent(random, secret);
  return password === undefined ? null : { do: 'leak', password };
}
