/**
 * One password is tried at very many accounts, each once and from an address of its own. By the fiftieth it is noticed,
 * and whoever has that very password is not opened by it alone.
 */
import { createBrowser, hiddenField } from '../product/browser.ts';
import { startProduct } from '../product/product.ts';
import { type ProofOptions, type Verdict, verdict } from '../proof.ts';
import { createRandom } from '../random.ts';
import { browserOf, homeAddress } from './attack-list.ts';
import { findingsOf } from './findings.ts';
import { emptyTally, outcomeOf } from './outcome.ts';
import { emailOf, importCustomers, passwordOf } from './population.ts';

export type SprayOptions = ProofOptions & {
  readonly accounts: number;
  /** Every so manieth account from the fiftieth on has the sprayed password. */
  readonly oneIn: number;
};

// Good enough for any rule about passwords, and chosen by many all the same.
const sprayed = 'OurTown-Rovers-2026';
const mostUntilNoticed = 50;
const atOnce = 4;

export async function sprayProof({ seed, progress, accounts, oneIn }: SprayOptions): Promise<Verdict> {
  const product = await startProduct();
  const faults: string[] = [];
  try {
    const holders = Array.from({ length: accounts }, (_, index) => index).filter(
      (index) => index >= mostUntilNoticed && index % oneIn === 0,
    );
    await importCustomers(product, accounts, new Map(holders.map((index) => [index, sprayed])));
    const { below } = createRandom(seed);
    const all = emptyTally();
    const held = emptyTally();
    let noticedAt: number | null = null;

    const spray = async (index: number) => {
      const bot = createBrowser(product.place, browserOf(below));
      bot.move(homeAddress(below));
      const flow = hiddenField((await bot.open('/sign-in')).body, 'flow');
      const outcome = outcomeOf(await bot.submit('/sign-in', { flow, identifier: emailOf(index), password: sprayed }));
      all[outcome] += 1;
      if (index >= mostUntilNoticed && index % oneIn === 0) held[outcome] += 1;
    };
    for (let from = 0; from < accounts; from += atOnce) {
      const some = Array.from({ length: Math.min(atOnce, accounts - from) }, (_, place) => from + place);
      await Promise.all(some.map(spray));
      if (from % 400 === 0) progress(`${from} accounts`);
      if (noticedAt === null && from <= mostUntilNoticed * 4 && (await isNoticed(findingsOf(product))))
        noticedAt = from + some.length;
    }
    const owner = await ownerSignsIn();
    const findings = await findingsOf(product);
    if (noticedAt === null || noticedAt > mostUntilNoticed)
      faults.push(`noticed after ${noticedAt ?? 'none'} of the accounts`);
    if (held.session > 0) faults.push(`${held.session} accounts with the sprayed password were opened by it alone`);
    if (owner !== 'session' && owner !== 'challenged' && owner !== 'confirm') faults.push(`an owner was told ${owner}`);
    const figures = {
      ...{ seed, accounts, noticed_after_accounts: noticedAt ?? 'never' },
      accounts_with_that_password: holders.length,
      of_these_opened: held.session,
      asked_for_more: held.challenged + held.confirm,
      wrong_passwords_looked_at: all.refused,
      findings: findings.join(', '),
    };
    return verdict(figures, [...faults, ...product.unexpectedExits]);

    async function ownerSignsIn() {
      const own = createBrowser(product.place, browserOf(below));
      const flow = hiddenField((await own.open('/sign-in')).body, 'flow');
      return outcomeOf(await own.submit('/sign-in', { flow, identifier: emailOf(1), password: passwordOf(1) }));
    }
  } finally {
    await product.remove();
  }
}

async function isNoticed(findings: Promise<readonly string[]>): Promise<boolean> {
  return (await findings).some((kind) => kind === 'password_spray' || kind === 'stuffing');
}
