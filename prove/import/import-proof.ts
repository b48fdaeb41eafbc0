/**
 * Imports a crowd with bcrypt hashes: once at full speed, and once killed twice in the middle. Nobody is lost, nobody is
 * there twice, memory stays flat, and people sign in with the password they had.
 */
import { join } from 'node:path';
import { type Product, startProduct } from '../product/product.ts';
import { type ProofOptions, type Verdict, verdict } from '../proof.ts';
import { createRandom } from '../random.ts';
import { addressOf, samplePassword, samplesOf, writeCrowd } from './crowd-file.ts';
import { follow, type VerbRun } from './verb-run.ts';

export type ImportProofOptions = ProofOptions & {
  readonly customers: number;
  /** How many samples sign in. */
  readonly signIns: number;
};

type Summary = {
  readonly imported: number;
  readonly skipped: number;
  readonly rejected: number;
  readonly seconds: number;
};

export async function importProof({ seed, progress, customers, signIns }: ImportProofOptions): Promise<Verdict> {
  const random = createRandom(seed);
  const product = await startProduct();
  const faults: string[] = [];
  const expectThat = (isSo: boolean, sentence: string) => {
    if (!isSo) faults.push(sentence);
  };
  try {
    const [fast, killed] = ['fast', 'killed'].map((stem) => join(product.folders.home, `${stem}.ndjson`));
    if (fast === undefined || killed === undefined) throw new Error('no files');
    await writeCrowd(fast, 'fast', customers, random);
    await writeCrowd(killed, 'killed', customers, random);

    progress('at full speed');
    const whole = await runImport(product, fast, [], async () => true);
    const summary = JSON.parse(whole.output) as Summary;
    expectThat(summary.imported === customers, `of ${customers} only ${summary.imported} were imported`);

    const kills = [0.2 + random.fraction() * 0.2, 0.5 + random.fraction() * 0.15].map((part) =>
      Math.floor(part * customers),
    );
    const stood: number[] = [];
    for (const [attempt, kill] of kills.entries()) {
      progress(`killed at ${kill}`);
      const run = await runImport(product, killed, attempt === 0 ? [] : ['--resume'], async () => {
        return (await positionOf(product)) < kill;
      });
      expectThat(run.exitCode === null, 'an import ended before it was killed');
      stood.push(await positionOf(product));
    }
    progress('resumed to the end');
    const last = await runImport(product, killed, ['--resume'], async () => true);
    const resumed = JSON.parse(last.output) as Summary;
    expectThat(resumed.imported === customers && resumed.skipped === 0, `resumed: ${last.output.trim()}`);

    const counted = await count(product);
    for (const [what, number] of Object.entries(counted.shouldBeAll))
      expectThat(number === 2 * customers, `${number} ${what} instead of ${2 * customers}`);
    expectThat(counted.duplicates === 0, `${counted.duplicates} former ids are there twice`);

    progress('people sign in');
    const all = ['fast', 'killed'].flatMap((stem) => samplesOf(customers).map((index) => addressOf(stem, index)));
    const chosen = random.shuffle(all).slice(0, signIns);
    for (const identifier of chosen) {
      const answer = await product.visitor().fill('/sign-in', { identifier, password: samplePassword });
      expectThat(answer.status === 303, `${identifier} could not sign in: ${answer.status}`);
    }
    const memory = growthOf(whole);
    // The collector is free to wait, so a process may breathe; what would grow with the file would grow far beyond.
    expectThat(memory.late <= memory.early * 1.5 + 64, `memory grew from ${memory.early} to ${memory.late} MiB`);
    const figures = {
      seed,
      customers,
      customers_a_second: Math.round(customers / summary.seconds),
      seconds_at_full_speed: Math.round(summary.seconds * 10) / 10,
      cpu_seconds_of_the_import: Math.round(whole.cpuSeconds * 10) / 10,
      cpu_milliseconds_a_customer: Math.round((whole.cpuSeconds / customers) * 1e6) / 1000,
      memory_megabytes_early: memory.early,
      memory_megabytes_late: memory.late,
      killed_at: stood.join(', '),
      signed_in: chosen.length,
    };
    return verdict(figures, [...faults, ...product.unexpectedExits]);
  } finally {
    await product.remove();
  }
}

function runImport(
  product: Product,
  file: string,
  words: readonly string[],
  mayGoOn: () => Promise<boolean>,
): Promise<VerbRun> {
  const verb = product.startVerb('customers', 'import', file, '--keep-subjects', '--json', ...words);
  return follow(verb, mayGoOn);
}

async function positionOf(product: Product): Promise<number> {
  const [row] = await product.query('select position from imports order by created_at desc limit 1');
  const [all] = await product.query("select count(*) from imports where state = 'running'");
  return Number(all?.['count']) === 0 ? 0 : Number(row?.['position'] ?? 0);
}

async function count(product: Product) {
  const [row] = await product.query(`
    select (select count(*) from customers) as customers,
      (select count(distinct blind_index) from customer_identifiers) as addresses,
      (select count(distinct blind_index) from customer_external_ids) as former_ids,
      (select count(*) from password_credentials) as passwords,
      (select count(*) from key_envelopes where subject_id <> '') as keys,
      (select count(distinct customer_id) from ledger_entries where event = 'customer.imported') as entries,
      (select count(*) from ledger_entries where event = 'customer.imported')
        - (select count(distinct customer_id) from ledger_entries where event = 'customer.imported') as duplicates`);
  const { duplicates, ...rest } = row ?? {};
  const numbers = Object.entries(rest).map(([name, value]) => [name, Number(value)] as const);
  return { shouldBeAll: Object.fromEntries(numbers), duplicates: Number(duplicates) };
}

/** The memory in the second quarter of the run, and in the last. */
function growthOf({ megabytes }: VerbRun): { early: number; late: number } {
  const most = (from: number, to: number) =>
    Math.round(Math.max(0, ...megabytes.slice(Math.floor(megabytes.length * from), Math.ceil(megabytes.length * to))));
  return { early: most(0.25, 0.5), late: most(0.75, 1) };
}
