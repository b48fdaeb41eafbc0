/**
 * A crowd of customers with names that repeat as names do, written by the product's own import: every one has a key, a
 * sealed profile and digests of their own, as if they had registered one by one.
 */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Product } from '../product/product.ts';
import { createRandom, type Random } from '../random.ts';

export type Crowd = {
  readonly count: number;
  emailOf(index: number): string;
  /** The beginning of a name that some of them have. */
  beginning(random: Random): string;
};

const beginnings = ['An', 'Be', 'Ca', 'Da', 'El', 'Fe', 'Ga', 'Ha', 'In', 'Jo', 'Ka', 'Le', 'Ma', 'No', 'Ol', 'Pa'];
const middles = ['na', 'ri', 'lo', 'mi', 'te', 'sa', 'vi', 'do', 're', 'ku'];
const endings = ['mann', 'berg', 'stein', 'son', 'ova', 'ini', 'ez', 'ard', 'ström', 'wald', 'dottir', 'aki'];

const emailOf = (index: number) => `person${index}@crowd.example`;

function pick<Item>(random: Random, list: readonly Item[]): Item | '' {
  // Some are frequent and many are rare.
  return list[Math.floor(random.fraction() ** 2 * list.length)] ?? '';
}

const firstName = (random: Random) => `${pick(random, beginnings)}${pick(random, middles)}`;
const lastName = (random: Random) =>
  `${pick(random, beginnings)}${pick(random, middles)}${pick(random, middles)}${pick(random, endings)}`;

/** Writes so many customers; seconds that the import took. */
export async function importCrowd(
  product: Product,
  count: number,
  seed: number,
): Promise<{ crowd: Crowd; seconds: number }> {
  const file = join(product.folders.home, 'crowd.ndjson');
  const random = createRandom(seed);
  function* records() {
    for (let index = 0; index < count; index += 1) {
      const attributes = { name: `${firstName(random)} ${lastName(random)}` };
      yield `${JSON.stringify({ email: emailOf(index), email_verified: true, attributes })}\n`;
    }
  }
  await pipeline(Readable.from(records()), createWriteStream(file));
  const began = performance.now();
  await product.runVerb('customers', 'import', file, '--format', 'ndjson', '--json');
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  return { crowd: { count, emailOf, beginning: (chance) => firstName(chance).slice(0, 3) }, seconds };
}
