/**
 * The passwords that everybody tries, built in: over a million, found without a look outside and in microseconds. The
 * file beside this one is made by `npm run -w packages/server common-passwords`; it is read when it is first needed.
 */
import { readFileSync } from 'node:fs';
import { leakHash } from '../../../foundation/hashing/index.ts';
import { foldPassword } from './fold-password.ts';
import { type MemoryFilter, openMemoryFilter } from './memory-filter.ts';

export const commonPasswordsFile = new URL('./common-passwords.bin', import.meta.url);

let filter: MemoryFilter | undefined;

/** Whether the text is one of them, in whatever capitals. */
export function isCommonPassword(text: string): boolean {
  filter ??= openMemoryFilter(readFileSync(commonPasswordsFile));
  return filter.has(leakHash(foldPassword(text)));
}
