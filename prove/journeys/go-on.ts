/** What somebody would naturally do next in the journey that was touched last, if they can. */
import { type Choice, chance } from './chances.ts';
import { type ActorName, actorOf, type Flow, letterOf, provesNow, readerOf, sessionIn } from './model.ts';
import type { Move } from './moves.ts';

const looksBack = 3;

/** The next move of one of the latest journeys; null where nobody can go on. */
export function goOn(choice: Choice): Move | null {
  for (const flow of choice.model.flows.slice(-looksBack).reverse()) {
    const move = flow.state === 'over' ? null : goOnIn(choice, flow, actorOf(flow.browser));
    if (move !== null) return move;
  }
  return null;
}

function goOnIn(choice: Choice, flow: Flow, actor: ActorName): Move | null {
  const { random, model } = choice;
  const journey = { browser: flow.browser, flow: flow.id };
  if (flow.kind === 'sign-in') {
    if (flow.state === 'proven') return { do: 'keep', ...journey };
    const account = model.accounts.findLast(
      ({ password }) => password !== null && model.knows[actor].includes(password),
    );
    if (account?.password == null || sessionIn(model, flow.browser) !== undefined) return null;
    return { do: 'sign-in', ...journey, address: account.email, password: account.password };
  }
  if (flow.state === 'proven') return { do: 'choose', ...journey, password: choice.newPassword(actor) };
  if (flow.address === null) return begin(choice, flow, actor);
  const letter = letterOf(model, flow.letter);
  if (letter === undefined || !provesNow(model, letter) || readerOf(letter.to) !== actor) return null;
  if (flow.kind === 'email-change' || chance(random, 75)) return { do: 'code', ...journey, code: letter.code };
  if (flow.kind === 'recovery') return { do: 'recover-link', browser: flow.browser, letter: letter.key };
  return { do: 'verify-link', browser: flow.browser, letter: letter.key, password: null };
}

function begin(choice: Choice, flow: Flow, actor: ActorName): Move | null {
  const { random, model, addresses } = choice;
  const journey = { browser: flow.browser, flow: flow.id };
  const own = addresses.filter((address) => readerOf(address) === actor);
  if (flow.kind === 'recovery') {
    const address = model.accounts.findLast(({ email }) => own.includes(email))?.email;
    return address === undefined ? null : { do: 'recover', ...journey, address };
  }
  const free = own.filter((address) => !model.accounts.some(({ email }) => email === address));
  const address = free[random.below(free.length)];
  return address === undefined ? null : { do: 'sign-up', ...journey, address, password: choice.newPassword(actor) };
}
