import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importHashes } from '../../rooms/credentials/index.ts';
import { examineBreachedPasswords } from './breached-passwords-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'cardea-breached-'));
const dataDirectory = join(folder, 'data');
const filter = join(folder, 'filter.bin');

beforeAll(async () => {
  // Of an account that is not root's, where root runs the tests.
  mkdirSync(dataDirectory);
  chmodSync(folder, 0o755);
  if (process.geteuid?.() === 0) chownSync(dataDirectory, 65534, 65534);
  const source = join(folder, 'hashes.txt');
  writeFileSync(source, `${'1'.padEnd(40, '0')}:1\n`);
  await importHashes({ source, target: filter });
});
afterAll(() => rmSync(folder, { recursive: true }));

const examine = (breachedPasswordsFile: string) => examineBreachedPasswords({ dataDirectory, breachedPasswordsFile });

it('what was imported can be read by another account, and the doctor counts it', async () => {
  expect(await examine(filter)).toMatchObject([{ ok: true, detail: expect.stringMatching(/^1 are looked up/) }]);
});

it('a file that the server may not read is said, even to root', async () => {
  chmodSync(filter, process.geteuid?.() === 0 ? 0o600 : 0);
  expect(await examine(filter)).toMatchObject([{ ok: false, detail: expect.stringContaining('(EACCES)') }]);
  chmodSync(filter, 0o644);
  if (process.geteuid !== undefined) expect(process.geteuid()).toBe(process.getuid?.());
});

it('one that is named and missing is said, one that is none too, and none at all is in order', async () => {
  expect(await examineBreachedPasswords({ dataDirectory })).toEqual([]);
  expect(await examine(join(folder, 'missing.bin'))).toMatchObject([
    { ok: false, detail: expect.stringContaining('no file') },
  ]);
  expect(await examine(join(folder, 'hashes.txt'))).toMatchObject([
    { ok: false, detail: expect.stringContaining('none that this version') },
  ]);
});
