/** A file of leaked passwords, imported as the command does it, and what looks passwords up in it: for measurements. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../src/foundation/clock/index.ts';
import { importHashes } from '../src/rooms/credentials/leaked-passwords/import-hashes.ts';
import { createLeakedPasswords } from '../src/rooms/credentials/leaked-passwords/index.ts';

export type LeakedFile = {
  readonly file: string;
  /** Where it is known from: looked up in the built-in filter and in the file. */
  find(password: string): Promise<string | null>;
};

export async function makeLeakedFile(folder: string, passwords: readonly string[]): Promise<LeakedFile> {
  const [source, file] = [join(folder, 'hashes.txt'), join(folder, 'filter.bin')];
  const lines = passwords.map((password) => `${createHash('sha1').update(password).digest('hex')}:1\n`);
  writeFileSync(source, lines.sort().join(''));
  await importHashes({ source, target: file });
  const logger = { info: () => undefined, warn: () => undefined };
  const leaked = createLeakedPasswords({
    file,
    clock: systemClock,
    logger,
    metrics: { rangeLookedUp: () => undefined },
  });
  return { file, find: leaked.here };
}
