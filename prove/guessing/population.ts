/**
 * The customers of a business under attack, written by the product's own import: everyone has a password of their own,
 * none of them is in any list. The hash is one that a directory would bring along, so that a large crowd is cheap to make.
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Product } from '../product/product.ts';

export const emailOf = (index: number): string => `customer${index}@crowd.example`;
/** Six words' worth of chance, the same in every run. */
export const passwordOf = (index: number): string =>
  `quiet-${digest(`password ${index}`).toString('hex').slice(0, 20)}`;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Writes so many customers, from 0; `passwords` says who has another than their own. */
export async function importCustomers(
  product: Pick<Product, 'runVerb'> & { readonly folders: Pick<Product['folders'], 'home'> },
  count: number,
  passwords: ReadonlyMap<number, string> = new Map(),
): Promise<void> {
  const file = join(product.folders.home, 'customers.ndjson');
  function* records() {
    for (let index = 0; index < count; index += 1) {
      const salt = digest(`salt ${index}`).subarray(0, 8);
      const password = passwords.get(index) ?? passwordOf(index);
      const hash = createHash('sha256').update(password).update(salt).digest();
      const record = {
        email: emailOf(index),
        email_verified: true,
        password_hash: `{SSHA256}${Buffer.concat([hash, salt]).toString('base64')}`,
        attributes: { name: `Customer ${index}` },
      };
      yield `${JSON.stringify(record)}\n`;
    }
  }
  await pipeline(Readable.from(records()), createWriteStream(file));
  await product.runVerb('customers', 'import', file, '--format', 'ndjson', '--json');
}
