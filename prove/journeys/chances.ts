/** What every choice of a walk is made from: chance, the journeys and letters there are, and what somebody knows. */
import type { Random } from '../random.ts';
import {
  type Account,
  type ActorName,
  type BrowserName,
  browsers,
  type Flow,
  type Letter,
  type LetterKind,
  type Model,
  readerOf,
} from './model.ts';

/** What a walk chooses from. */
export type Choice = {
  readonly random: Random;
  readonly model: Model;
  readonly addresses: readonly string[];
  /** Whether this walk is mostly about factors. */
  readonly isAboutFactors: boolean;
  /** A password that nobody has used yet. */
  newPassword(actor: ActorName): string;
};

export const chooseOne = <Item>(random: Random, items: readonly Item[]): Item | undefined =>
  items[random.below(items.length)];

export const chance = (random: Random, percent: number): boolean => random.below(100) < percent;

export const anyBrowser = ({ random }: Choice): BrowserName => browsers[random.below(browsers.length)] ?? 'owner-1';

/** Late ones come first to mind; any other one may too. */
export function recent<Item>(random: Random, items: readonly Item[]): Item | undefined {
  return chance(random, 60) ? items.at(-1) : chooseOne(random, items);
}

/** A journey in one of these states; seldom one that is in another. */
export function flowFor({ random, model }: Choice, kinds: readonly Flow['kind'][], states: readonly Flow['state'][]) {
  const wanted = model.flows.filter(({ kind, state }) => kinds.includes(kind) && states.includes(state));
  return recent(random, chance(random, 94) ? wanted : model.flows.filter(({ kind }) => kinds.includes(kind)));
}

/** The browser of the journey; now and then another one, of anybody. */
export const browserFor = (choice: Choice, flow: Flow): BrowserName =>
  chance(choice.random, 88) ? flow.browser : anyBrowser(choice);

/** A letter that was not used yet; now and then one that was. */
export function letterFor({ random, model }: Choice, kinds: readonly LetterKind[]): Letter | undefined {
  const letters = model.letters.filter(({ kind }) => kinds.includes(kind));
  return recent(random, chance(random, 80) ? letters.filter(({ isSpent }) => !isSpent) : letters);
}

/** A browser of whoever reads the mailbox that the letter went to. */
export const readersBrowser = ({ random }: Choice, letter: Letter): BrowserName =>
  `${readerOf(letter.to)}-${random.below(2) === 0 ? '1' : '2'}`;

/** The password of the account where somebody knows it; otherwise, and now and then anyway, another one they know. */
export function passwordFor({ random, model }: Choice, actor: ActorName, account: Account | undefined): string {
  const known = model.knows[actor];
  const isKnown = account?.password != null && known.includes(account.password);
  if (isKnown && chance(random, 85)) return account.password ?? '';
  return recent(random, known) ?? 'nobody ever chose this one';
}
