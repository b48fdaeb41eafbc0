/**
 * Registers people through the real pages and then looks for everything known about them, and for every secret they
 * hold, in all that the product has written down.
 */
import { type Product, startProduct } from '../product/product.ts';
import { type ProofOptions, type Verdict, verdict } from '../proof.ts';
import { createRandom } from '../random.ts';
import { findCodes } from './codes.ts';
import { createExamination } from './examine.ts';
import { dump, files, type Place } from './places.ts';
import { inventPerson, type KnownPerson, proveAddress, provokeRefusals, signUp } from './seed-people.ts';

/** `pending` people stop before they have proven their address: their codes and links are still good. */
export type SecretsOptions = ProofOptions & { readonly customers: number; readonly pending: number };

const seedersAtOnce = 6;
const everyNthProvokes = 10;

export async function secretsProof({ seed, progress, customers, pending }: SecretsOptions): Promise<Verdict> {
  const random = createRandom(seed);
  const product = await startProduct({ LOG_LEVEL: 'debug' });
  try {
    const people = Array.from({ length: customers + pending }, (_, index) => inventPerson(product, index, random));
    const usual = await usualNumbers(product);
    await seedAll(product, people, customers, progress);
    const liveSessions = await countLive(people.slice(0, customers));
    await settle(product);

    const examination = createExamination(people, product.mailbox.mails, usual);
    await product.query('checkpoint');
    for await (const place of dump(product)) {
      examination.look(place);
      progress(`searched ${place.name}`);
    }
    await product.stop();
    for (const place of files(product.folders)) {
      examination.look(place);
      progress(`searched ${place.name}`);
    }
    const faults = [...examination.faults(), ...product.unexpectedExits];
    if (liveSessions !== customers) faults.push(`${liveSessions} sessions are live instead of ${customers}`);
    return verdict({ seed, customers, pending, live_sessions: liveSessions, ...examination.figures() }, faults);
  } finally {
    await product.remove();
  }
}

/** Six digits that stand somewhere before anybody has registered: PostgreSQL's own tables are full of numbers. */
async function usualNumbers(product: Product): Promise<Set<string>> {
  // Statistics are samples of the tables, compressed so that fractions of seconds look like codes: none are taken.
  await product.query('alter system set autovacuum = off');
  await product.query('select pg_reload_conf()');
  await product.query('checkpoint');
  const usual = new Set<string>();
  const learn = ({ content }: Place) => {
    for (const code of findCodes(content.toString('latin1'))) usual.add(code);
  };
  for await (const place of dump(product)) learn(place);
  for (const place of files(product.folders)) learn(place);
  return usual;
}

async function seedAll(
  product: Product,
  people: readonly KnownPerson[],
  customers: number,
  progress: (line: string) => void,
): Promise<void> {
  const waiting = people.map((person, index) => ({ person, index }));
  const seeder = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { person, index } = next;
      await signUp(product, person);
      if (index >= customers) continue;
      await proveAddress(product, person, index % everyNthProvokes === 1);
      if (index % everyNthProvokes === 0) await provokeRefusals(product, person);
      progress(`${people.length - waiting.length} of ${people.length} people`);
    }
  };
  await Promise.all(Array.from({ length: seedersAtOnce }, seeder));
}

async function countLive(people: readonly KnownPerson[]): Promise<number> {
  let live = 0;
  for (const { visitor, name } of people) {
    const page = await visitor.request('/account');
    // The page shows the name, so the session is really this person's.
    if (page.status === 200 && page.body.includes(escapeHtml(name))) live += 1;
  }
  return live;
}

function escapeHtml(text: string): string {
  return text.replaceAll("'", '&#39;');
}

async function settle(product: Product): Promise<void> {
  const patience = AbortSignal.timeout(60_000);
  for (;;) {
    const [row] = await product.query(`select count(*) as left from messages where state = 'queued'`);
    if (Number(row?.['left']) === 0) return;
    if (patience.aborted) throw new Error('messages were still waiting after a minute');
    await product.mailbox.next(200);
  }
}
