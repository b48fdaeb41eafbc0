/**
 * Customers who go on as on any other day while others attack: most come with the browser they always use, a few with a
 * new one, some mistype. What they wait and what they are asked is what an attack costs the business.
 */
import { createBrowser, hiddenField } from '../product/browser.ts';
import type { Product } from '../product/product.ts';
import type { Random } from '../random.ts';
import { browserOf, homeAddress } from './attack-list.ts';
import { emptyTally, type Outcome, outcomeOf, type Tally } from './outcome.ts';
import { emailOf, passwordOf } from './population.ts';

type Customer = {
  readonly index: number;
  readonly browser: ReturnType<typeof createBrowser>;
  readonly home: string;
};

export type Day = { readonly known: Tally; readonly unknown: Tally; readonly knownMilliseconds: readonly number[] };

// Counted, not drawn: what is measured is whom the product asks for more, and not how many new browsers chance sent.
const newBrowserEvery = 20;
const typoShare = 0.08;
const atOnce = 8;

export type Customers = {
  /** They come, so many a second, until they are told that the day is over. */
  liveUntil(isOver: () => boolean, aSecond: number): Promise<Day>;
  /** One of them signs in with the own browser. */
  signIn(index: number): Promise<Outcome>;
};

/** So many customers, from `first`, sign in once with the browser that is theirs from now on. */
export async function createCustomers(
  product: Product,
  { first, count, random }: { readonly first: number; readonly count: number; readonly random: Random },
): Promise<Customers> {
  const customers: Customer[] = Array.from({ length: count }, (_, place) => ({
    index: first + place,
    browser: createBrowser(product.place, browserOf(random.below)),
    home: homeAddress(random.below),
  }));
  for (let from = 0; from < customers.length; from += atOnce) {
    const some = customers.slice(from, from + atOnce);
    const came = await Promise.all(some.map((customer) => comeBack(customer, passwordOf(customer.index))));
    if (came.some((outcome) => outcome !== 'session')) throw new Error(`a customer could not sign in: ${came}`);
  }

  const away = [...customers];

  async function comeOnce(day: Day, hasNewBrowser: boolean): Promise<void> {
    // Nobody sits at one browser twice at the same time; while all are here, nobody comes.
    const [customer] = away.splice(random.below(Math.max(1, away.length)), 1);
    if (customer === undefined) return;
    try {
      await comeAs(customer, day, hasNewBrowser);
    } finally {
      away.push(customer);
    }
  }

  async function comeAs(customer: Customer, day: Day, hasNewBrowser: boolean): Promise<void> {
    const mistypes = random.fraction() < typoShare;
    if (hasNewBrowser) {
      const browser = createBrowser(product.place, browserOf(random.below));
      const stranger = { ...customer, browser, home: homeAddress(random.below) };
      if (mistypes) await comeBack(stranger, 'a slip of the finger');
      day.unknown[await comeBack(stranger, passwordOf(customer.index))] += 1;
      return;
    }
    if (mistypes) await comeBack(customer, 'a slip of the finger');
    const began = performance.now();
    const outcome = await comeBack(customer, passwordOf(customer.index));
    (day.knownMilliseconds as number[]).push(performance.now() - began);
    day.known[outcome] += 1;
  }

  return {
    async liveUntil(isOver, aSecond) {
      const day: Day = { known: emptyTally(), unknown: emptyTally(), knownMilliseconds: [] };
      const began = performance.now();
      const underWay = new Set<Promise<void>>();
      for (let come = 0; !isOver(); come += 1) {
        const wait = began + (come / aSecond) * 1000 - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        const one = comeOnce(day, (come + 1) % newBrowserEvery === 0).finally(() => underWay.delete(one));
        underWay.add(one);
      }
      await Promise.all(underWay);
      return day;
    },
    async signIn(index) {
      const customer = customers.find((one) => one.index === index);
      if (customer === undefined) throw new Error('nobody has this number');
      return comeBack(customer, passwordOf(index));
    },
  };
}

/**
 * Opens the page and sends it, as somebody who was here before; a proof of work that is asked for is not done. Who gets no
 * answer at all is counted, and does not end the proof.
 */
const comeBack = (customer: Customer, password: string): Promise<Outcome> =>
  signIn(customer, password).catch((): Outcome => 'other');

async function signIn({ browser, home, index }: Customer, password: string): Promise<Outcome> {
  for (const name of [...browser.cookies.keys()]) if (!name.includes('device')) browser.cookies.delete(name);
  browser.move(home);
  const flow = hiddenField((await browser.open('/sign-in')).body, 'flow');
  return outcomeOf(await browser.submit('/sign-in', { flow, identifier: emailOf(index), password }));
}
