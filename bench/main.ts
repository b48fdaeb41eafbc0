/**
 * `npm run bench -- [--only ROW,ROW] [--seconds N] [--json FILE]`: measures the product beside the floors in one run,
 * draws a table and writes the figures as JSON. Ends with 1 when a row could not be measured.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createProgress } from '../prove/progress.ts';
import { runBench } from './bench.ts';
import { chooseRows, rowNames } from './rows.ts';
import { drawTable } from './table.ts';

const usage = `Usage: npm run bench -- [--only ROW,ROW] [--seconds N] [--json FILE]

Rows:
${rowNames.map((name) => `  ${name}`).join('\n')}

  --only ROW,ROW  only these, and the floors they are compared with
  --seconds N     how long each row is measured, after a warm-up; 5 when absent
  --json FILE     write the figures there too
  --help          this text

The product is started for this run, in a folder of its own, and removed afterwards. docs/bench.md tells how to read
the figures.`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      seconds: { type: 'string', default: '5' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const only = values.only?.split(',').map((name) => name.trim()) ?? null;
  const unknown = only?.filter((name) => !rowNames.includes(name)) ?? [];
  if (unknown.length > 0) throw new Error(`There is no row named ${unknown.join(', ')}.`);
  const seconds = Number(values.seconds);
  if (!(seconds > 0 && seconds <= 3600)) throw new Error('--seconds must be a number above 0.');
  return { only, seconds, json: values.json, help: values.help };
}

async function main(): Promise<number> {
  let given: ReturnType<typeof readArguments>;
  try {
    given = readArguments();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    return 2;
  }
  if (given.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const progress = createProgress('bench', process.stderr);
  try {
    const rows = chooseRows(given.only);
    const tell = (row: string, line: string) => progress.tell(`${row}: ${line}`);
    const results = await runBench({ rows, seconds: given.seconds, people: 24, tell });
    progress.done();
    process.stdout.write(`${drawTable(results)}\n`);
    if (given.json !== undefined) {
      const file = resolve(given.json);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
      process.stdout.write(`\nWritten: ${file}\n`);
    }
    return 0;
  } catch (error) {
    progress.done();
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  }
}

// Whoever interrupts a measurement wants its server and database gone too; the product sees to it at the exit.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => process.exit(code));
}
process.exit(await main());
