/**
 * `npm run prove -- NAME… [--seed N] [--walk N] [--json FILE]`: runs the long proofs, tells how far they are, writes each
 * result as JSON and ends with 1 when one of them failed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createProgress } from './progress.ts';
import type { Figures } from './proof.ts';
import { proofs } from './proofs.ts';

type Result = { name: string; ok: boolean; figures: Figures; seconds: number };

const say = (line: string) => process.stdout.write(`${line}\n`);
const list = Object.entries(proofs)
  .map(([name, { shows }]) => `  ${name.padEnd(16)}${shows}`)
  .join('\n');
const usage = `Usage: npm run prove -- NAME… [--seed N] [--walk N] [--json FILE]

Proofs:
${list}

  --seed N      repeat the random choices of an earlier run
  --walk N      with journeys: repeat only this walk of that run, and tell its steps
  --json FILE   write the result there (a list, when several are named); otherwise to prove/results/NAME.json
  --help        this text

A proof starts its own server and database on this machine and removes them afterwards.`;

async function run(name: string, seed: number, walk: number | undefined): Promise<Result> {
  const proof = proofs[name];
  if (proof === undefined) throw new Error(`There is no proof named ${name}`);
  say(`${name}: ${proof.shows}`);
  say(`seed ${seed}`);
  const progress = createProgress(name, process.stderr);
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 100) / 10;
  try {
    const { ok, figures } = await proof.run({ seed, walk, progress: progress.tell });
    progress.done();
    return { name, ok, figures, seconds: seconds() };
  } catch (error) {
    progress.done();
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return { name, ok: false, figures: { seed, stopped_by: String(error) }, seconds: seconds() };
  }
}

function summarise({ name, ok, figures, seconds }: Result): void {
  for (const [key, value] of Object.entries(figures)) {
    if (typeof value === 'number' || typeof value === 'string') say(`  ${key.replaceAll('_', ' ').padEnd(30)}${value}`);
    else for (const line of value) say(`  ! ${line}`);
  }
  say(`${ok ? '✓' : '✗'} ${name} ${ok ? 'holds' : 'FAILED'} after ${seconds} s\n`);
}

function write(file: string, content: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  say(`Written: ${file}`);
}

function readArguments() {
  const options = {
    seed: { type: 'string' },
    walk: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean' },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const unknown = positionals.filter((name) => !Object.hasOwn(proofs, name));
  if (unknown.length > 0) throw new Error(`There is no proof named ${unknown.join(', ')}.`);
  for (const name of ['seed', 'walk'] as const) {
    const value = values[name];
    if (value !== undefined && !/^\d{1,10}$/.test(value)) throw new Error(`--${name} must be a whole number.`);
  }
  return { ...values, names: positionals };
}

async function main(): Promise<number> {
  let given: ReturnType<typeof readArguments>;
  try {
    given = readArguments();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    return 2;
  }
  if (given.help === true || given.names.length === 0) {
    say(usage);
    return 0;
  }
  const results: Result[] = [];
  for (const name of given.names) {
    const seed = given.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(given.seed);
    const result = await run(name, seed, given.walk === undefined ? undefined : Number(given.walk));
    summarise(result);
    results.push(result);
    if (given.json === undefined) write(fileURLToPath(new URL(`results/${name}.json`, import.meta.url)), result);
  }
  if (given.json !== undefined) write(resolve(given.json), results.length === 1 ? results[0] : results);
  return results.every((result) => result.ok) ? 0 : 1;
}

// Whoever interrupts a proof wants its server and database gone too; the product sees to it at the exit.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => process.exit(code));
}
process.exit(await main());
