/**
 * A tenant that has grown: whoever looks for one customer among very many waits no longer than among few. Everything is
 * asked over the management API, unmasked, with a reason, so each reading is recorded as it is in earnest.
 */

import { createManager, type Manager } from '../product/manager.ts';
import type { Product } from '../product/product.ts';
import { startProduct } from '../product/product.ts';
import { type ProofOptions, type Verdict, verdict } from '../proof.ts';
import { createRandom, type Random } from '../random.ts';
import { type Crowd, importCrowd } from './crowd.ts';

export type GrowthOptions = ProofOptions & {
  readonly customers: number;
  /** How often each question is asked. */
  readonly times: number;
  /** How many services share the asking: none of them may ask more than its budget allows. */
  readonly managers: number;
  /** Milliseconds at the 95th percentile; null where only the answers count. */
  readonly bounds: { readonly findByEmail: number; readonly prefixPage: number; readonly customerPage: number } | null;
};

type Item = { readonly customer_id: string; readonly email: string; readonly name: string };
type Asked = { readonly p50: number; readonly p95: number; readonly worst: number };

export async function growthProof(options: GrowthOptions): Promise<Verdict> {
  const { seed, progress, customers, bounds } = options;
  const product = await startProduct();
  const faults: string[] = [];
  try {
    const managers = await createManagers(product, options.managers);
    progress(`${customers} customers are imported`);
    const { crowd, seconds } = await importCrowd(product, customers, seed);
    await product.query('vacuum (analyze)');
    const [sizes] = await product.query(
      `select pg_database_size(current_database()) / 1024 / 1024 as megabytes, (select count(*) from customers) as customers`,
    );
    if (Number(sizes?.['customers']) !== customers) faults.push(`${sizes?.['customers']} customers are there`);
    const questions = await ask(managers, crowd, options, faults);
    for (const [name, bound] of Object.entries(bounds ?? {})) {
      const { p95 } = questions[name as keyof typeof questions];
      if (p95 > bound) faults.push(`${name}: ${p95} ms at the 95th percentile, ${bound} allowed`);
    }
    const told = Object.entries(questions).flatMap(([name, { p50, p95, worst }]) => [
      [`${snake(name)}_p50_ms`, p50] as const,
      [`${snake(name)}_p95_ms`, p95] as const,
      [`${snake(name)}_worst_ms`, worst] as const,
    ]);
    const figures = {
      seed,
      customers,
      import_seconds: seconds,
      customers_a_second: Math.round(customers / seconds),
      database_megabytes: Number(sizes?.['megabytes']),
      asked_each: options.times,
      ...Object.fromEntries(told),
    };
    return verdict(figures, [...faults, ...product.unexpectedExits]);
  } finally {
    await product.remove();
  }
}

async function createManagers(product: Product, count: number): Promise<Manager[]> {
  const managers: Manager[] = [];
  for (let made = 0; made < count; made += 1) managers.push(await createManager(product));
  return managers;
}

async function ask(
  managers: readonly Manager[],
  crowd: Crowd,
  { seed, times, progress }: GrowthOptions,
  faults: string[],
) {
  let turns = 0;
  const next = (): Manager => {
    const manager = managers[turns % managers.length];
    if (manager === undefined) throw new Error('nobody asks');
    turns += 1;
    return manager;
  };
  const random = createRandom(seed + 1);
  const someone = () => crowd.emailOf(random.below(crowd.count));
  const find = async (manager: Manager, email: string): Promise<Item | undefined> =>
    itemsOf(await manager.call('POST', '/customers/search', { email }))[0];
  const measure = async (what: string, question: (manager: Manager) => Promise<void>): Promise<Asked> => {
    progress(what);
    await question(next());
    const taken: number[] = [];
    for (let count = 0; count < times; count += 1) {
      const began = performance.now();
      await question(next());
      taken.push(performance.now() - began);
    }
    return percentiles(taken);
  };
  const ids: string[] = [];
  for (let count = 0; count < 20; count += 1) ids.push((await find(next(), someone()))?.customer_id ?? '');

  return {
    findByEmail: await measure('one is found by address', async (manager) => {
      const email = someone();
      if ((await find(manager, email))?.email !== email) faults.push(`${email} was not found`);
    }),
    prefixPage: await measure('many are found by the beginning of a name', async (manager) => {
      await prefixPage(manager, crowd.beginning(random), faults);
    }),
    twoWords: await measure('some are found by two beginnings', async (manager) => {
      await prefixPage(manager, `${crowd.beginning(random)} ${crowd.beginning(random)}`, faults);
    }),
    customerPage: await measure('one is looked at', (manager) => customerPage(manager, oneOf(random, ids))),
    listPage: await measure('the newest are listed', async (manager) => {
      await manager.call('GET', '/customers?limit=50');
    }),
    ledgerPage: await measure('the ledger is read', async (manager) => {
      await manager.call('GET', '/ledger?limit=50');
    }),
    rareEvents: await measure('rare entries are looked for', async (manager) => {
      await manager.call('GET', '/ledger?event=application.registered');
    }),
  };
}

/** Everybody on the page must be meant, and the next page must go on. */
async function prefixPage(manager: Manager, name: string, faults: string[]): Promise<void> {
  const found = itemsOf(await manager.call('POST', '/customers/search', { name }));
  const words = name.toLowerCase().split(' ');
  const isMeant = (item: Item) => {
    const own = item.name.toLowerCase().split(' ');
    return words.every((word) => own.some((one) => one.startsWith(word)));
  };
  for (const item of found) if (!isMeant(item)) faults.push(`${item.name} was found by ${name}`);
}

/** What the page of one customer asks for, all of it at once, as a browser does. */
async function customerPage(manager: Manager, customerId: string): Promise<void> {
  const path = `/customers/${customerId}`;
  await Promise.all([
    manager.call('GET', path),
    manager.call('GET', `${path}/sessions`),
    manager.call('GET', `${path}/consents`),
    manager.call('GET', `${path}/notes`),
    manager.call('GET', `${path}/activity`),
  ]);
}

function itemsOf(body: Readonly<Record<string, unknown>>): Item[] {
  return body['items'] as Item[];
}

function oneOf(random: Random, ids: readonly string[]): string {
  return ids[random.below(ids.length)] ?? '';
}

function percentiles(taken: readonly number[]): Asked {
  const sorted = [...taken].sort((one, other) => one - other);
  const at = (part: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), worst: at(1) };
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
