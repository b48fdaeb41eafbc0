import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../foundation/clock/index.ts';
import { isSettingsRefusal } from '../../../foundation/config/index.ts';
import { leakHash } from '../../../foundation/hashing/index.ts';
import { createFileFilter } from './file-filter.ts';
import { type HashImport, importHashes } from './import-hashes.ts';

const count = 300_000;
const folder = mkdtempSync(join(tmpdir(), 'cardea-leaks-'));
const source = join(folder, 'hashes.txt');
const silent = { info: () => undefined, warn: () => undefined };
// Seen once to seven times.
const timesOf = (index: number) => (index % 7) + 1;

beforeAll(() => {
  const lines = Array.from({ length: count }, (_, index) => {
    const digits = createHash('sha1').update(`leaked-${index}`).digest('hex').toUpperCase();
    return `${digits}:${timesOf(index)}`;
  });
  writeFileSync(source, `${lines.sort().join('\r\n')}\r\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const open = (path: string, clock = systemClock) => createFileFilter({ path, clock, logger: silent });
const importTo = (name: string, wanted: Partial<HashImport> = {}) =>
  importHashes({ source, target: join(folder, name), markBytes: 3_000_000, ...wanted });

async function refusalOf(text: string): Promise<string> {
  const path = join(folder, 'odd.txt');
  writeFileSync(path, text);
  try {
    await importTo('odd.bin', { source: path });
    return '';
  } catch (error) {
    if (isSettingsRefusal(error)) return error.sentences.join(' ');
    throw error;
  }
}

/** An import in a process of its own that dies in the middle, as it would when the machine does. */
function importAndDie(target: string): void {
  const script = `
    const { importHashes } = await import(${JSON.stringify(new URL('./import-hashes.ts', import.meta.url).href)});
    await importHashes({ source: ${JSON.stringify(source)}, target: ${JSON.stringify(target)}, markBytes: 3_000_000,
      onProgress: ({ bytes }) => { if (bytes > 6_000_000) process.kill(process.pid, 'SIGKILL'); } });`;
  expect(spawnSync(process.execPath, ['--input-type=module', '-e', script]).signal).toBe('SIGKILL');
}

describe('the file of leaked passwords', () => {
  it('is taken in whole: every password of it is found, and strangers are not', async () => {
    expect(await importTo('whole.bin')).toEqual({ lines: count, entries: count, resumedAt: 0 });
    const filter = open(join(folder, 'whole.bin'));
    for (let index = 0; index < count; index += 97) {
      expect(await filter.has(leakHash(`leaked-${index}`)), `leaked-${index}`).toBe(true);
      expect(await filter.has(leakHash(`ferry-${index}`)), `ferry-${index}`).toBe(false);
    }
    await filter.close();
  });

  it('is gone on with after a kill, to the very same result', async () => {
    const target = join(folder, 'killed.bin');
    importAndDie(target);
    expect(existsSync(target)).toBe(false);
    const resumed = await importTo('killed.bin');
    expect(resumed).toMatchObject({ lines: count, entries: count });
    expect(resumed.resumedAt).toBeGreaterThan(50_000);
    await importTo('again.bin');
    expect(readFileSync(target).equals(readFileSync(join(folder, 'again.bin')))).toBe(true);
    expect(existsSync(`${target}.part`) || existsSync(`${target}.part.json`)).toBe(false);
  });

  it('is begun anew where it is another file, or another choice, than the one that was cut off', async () => {
    const target = join(folder, 'other.bin');
    importAndDie(target);
    expect(await importTo('other.bin', { atLeast: 7 })).toMatchObject({ lines: count, resumedAt: 0 });
    const filter = open(target);
    expect(await filter.has(leakHash('leaked-6'))).toBe(true);
    expect(await filter.has(leakHash('leaked-5'))).toBe(false);
    await filter.close();
  });

  it('is used as soon as it is there, and as soon as it is another', async () => {
    let now = 0;
    const filter = open(join(folder, 'live.bin'), { ...systemClock, monotonicMilliseconds: () => now });
    const look = async () => {
      now += 3000;
      return filter.has(leakHash('leaked-5'));
    };
    expect(await look()).toBe(false);
    await importTo('live.bin');
    expect(await look()).toBe(true);
    await importTo('live.bin', { atLeast: 7 });
    expect(await look()).toBe(false);
    writeFileSync(join(folder, 'live.bin'), 'something else');
    expect(await look()).toBe(false);
    await filter.close();
  });

  const [first, second] = ['0'.repeat(39).concat('1'), '0'.repeat(39).concat('2')];
  it.each([
    ['hashes of NTLM', `${'A'.repeat(32)}:3\n`, /NTLM.*SHA-1/],
    ['another order', `${second}:1\n${first}:1\n`, /^Line 2 is not in order/],
    ['a hash twice', `${first}:1\n${first}:1\n`, /^Line 2 has the hash of the line before/],
    ['an archive', '7z\u00bc\u00af\u0027\u001c'.repeat(40), /must be unpacked/],
    ['no count', `${first}:\n`, /^Line 1 is not HASH:COUNT/],
    ['a count that is none', `${first}:many\n`, /^Line 1 is not HASH:COUNT/],
    ['an end in the middle of a line', `${first}:1\n${second.slice(0, 20)}`, /^Line 2 is not HASH:COUNT/],
    ['nothing', '', /is empty/],
  ])('is refused with a sentence where it holds %s', async (_, text, sentence) => {
    expect(await refusalOf(text)).toMatch(sentence);
    expect(existsSync(join(folder, 'odd.bin'))).toBe(false);
  });

  it('may have small letters, no counts and no last line break', async () => {
    expect(await refusalOf(`${first}\n${'ab'.repeat(20)}`)).toBe('');
  });
});
