/** What may come to mind to somebody who has an account elsewhere. */
import { anyBrowser, browserFor, type Choice, chance, chooseOne, flowFor } from './chances.ts';
import { inSession } from './choosers.ts';
import { identitiesOf } from './identities.ts';
import { type ActorName, actorOf, type Flow, type Model, readerOf } from './model.ts';
import type { Move } from './moves.ts';

const heldBy = ({ elsewhere }: Model, actor: ActorName) => elsewhere.filter(({ holder }) => holder === actor);

/** To a provider and back; now and then somebody else brings the answer. */
export function travel(choice: Choice): Move | null {
  const { random, model } = choice;
  const flow = flowFor(choice, ['sign-in'], ['open', 'second', 'proven']);
  if (flow === undefined) return null;
  const browser = browserFor(choice, flow);
  const there = chooseOne(random, heldBy(model, actorOf(browser)));
  const returns = chance(random, 92) ? browser : anyBrowser(choice);
  return there === undefined ? null : { do: 'travel', browser, flow: flow.id, elsewhere: there.key, returns };
}

/** With the address that the provider knows, or with another. */
export function signUpWith(choice: Choice): Move | null {
  const flow = flowFor(choice, ['registration'], ['open']);
  return flow === undefined || flow.arrival === null ? null : signUpIn(choice, flow);
}

export function signUpIn(choice: Choice, flow: Flow): Move | null {
  const { random, model, addresses } = choice;
  const browser = browserFor(choice, flow);
  const known = model.elsewhere[flow.arrival?.elsewhere ?? -1]?.email ?? null;
  const own = addresses.filter((address) => readerOf(address) === actorOf(browser));
  const typed = chooseOne(random, chance(random, 85) ? own : addresses) ?? '';
  const address = known !== null && chance(random, 60) ? known : typed;
  return { do: 'sign-up-with', browser, flow: flow.id, address };
}

export const link = inSession((browser, { random, model }) => {
  const there = chooseOne(random, heldBy(model, actorOf(browser)));
  return there ? { do: 'link', browser, elsewhere: there.key } : null;
});

export const unlink = inSession((browser, { random, model }, account) => {
  const linked = chance(random, 85) ? identitiesOf(model, account) : model.identities;
  const identity = chooseOne(
    random,
    linked.filter(({ identityId }) => identityId !== null),
  );
  return identity ? { do: 'unlink', browser, identity: identity.key } : null;
});
