import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { isSettingsRefusal } from '../config/index.ts';
import { newKeyBytes } from '../ids/index.ts';
import { decodeRecoveryKey, encodeRecoveryKey, openMasterKey } from './index.ts';

let test: TestDatabase;
let dataDirectory: string;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'cardea-key-'));
  await test.sql('delete from master_key_checks');
});
afterEach(() => rmSync(dataDirectory, { recursive: true }));

const file = () => join(dataDirectory, 'master.key');
const open = (given?: Buffer, directory = dataDirectory) =>
  openMasterKey({ queries: test.database.reader, dataDirectory: directory, given });
const refusalOf = async (opening: Promise<unknown>): Promise<string> => {
  const error = await opening.catch((thrown: unknown) => thrown);
  if (!isSettingsRefusal(error)) throw error;
  return error.sentences.join(' ');
};

describe('the first start', () => {
  it('makes a key that only its owner can read, and shows the recovery key once', async () => {
    const first = await open();
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDirectory)).toEqual(['master.key']);
    const decoded = decodeRecoveryKey(first.recoveryKey ?? '');
    expect(decoded).toEqual({ outcome: 'key', key: Buffer.from(readFileSync(file(), 'utf8'), 'base64') });
    const second = await open();
    expect(second.recoveryKey).toBeNull();
    expect(second.masterKey.derive('x')).toEqual(first.masterKey.derive('x'));
  });

  it('by several processes at once ends with one key, shown by one of them', async () => {
    const opened = await Promise.all(Array.from({ length: 6 }, () => open()));
    expect(new Set(opened.map(({ masterKey }) => masterKey.derive('x').toString('hex'))).size).toBe(1);
    expect(opened.filter(({ recoveryKey }) => recoveryKey !== null)).toHaveLength(1);
  });

  it('of two nodes with their own directories leaves one that serves and one that refuses, without a stray key', async () => {
    const other = mkdtempSync(join(tmpdir(), 'cardea-key-'));
    const both = await Promise.allSettled([open(), open(undefined, other)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect([file(), join(other, 'master.key')].filter((path) => existsSync(path))).toHaveLength(1);
    rmSync(other, { recursive: true });
  });

  it('that died between making the key and showing it is made good by the next', async () => {
    await open();
    await test.sql('delete from master_key_checks');
    const next = await open();
    const key = Buffer.from(readFileSync(file(), 'utf8'), 'base64');
    expect(decodeRecoveryKey(next.recoveryKey ?? '')).toEqual({ outcome: 'key', key });
    expect((await open()).recoveryKey).toBeNull();
  });

  it('with MASTER_KEY makes no file', async () => {
    expect((await open(newKeyBytes(32))).recoveryKey).toBeNull();
    expect(existsSync(file())).toBe(false);
  });

  it('makes the data directory if there is none', async () => {
    const deep = join(dataDirectory, 'a', 'b');
    expect((await open(undefined, deep)).recoveryKey).not.toBeNull();
    expect(statSync(deep).mode & 0o077).toBe(0);
  });
});

describe('another key than the database was written with', () => {
  it('never serves and says how to come back', async () => {
    await open(newKeyBytes(32));
    expect(await refusalOf(open(newKeyBytes(32)))).toMatch(/MASTER_KEY is not the one.*recovery key/);
    writeFileSync(file(), newKeyBytes(32).toString('base64'));
    expect(await refusalOf(open())).toMatch(/is not the one.*recovery key/);
    expect(existsSync(file())).toBe(true);
  });

  it('is not made when the right one is missing', async () => {
    await open();
    rmSync(file());
    expect(await refusalOf(open())).toMatch(/there is none here.*recovery key/);
    expect(readdirSync(dataDirectory)).toEqual([]);
  });

  it('is cured by the recovery key in its place, however it was copied', async () => {
    const first = await open();
    writeFileSync(file(), `  ${first.recoveryKey?.toLowerCase().replaceAll('-', ' ')}\n`);
    chmodSync(file(), 0o644);
    const restored = await open();
    expect(restored.masterKey.derive('x')).toEqual(first.masterKey.derive('x'));
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });
});

describe('a key file that cannot be used is refused, and left as it is', () => {
  it.each([
    ['empty', '', /neither a master key nor a recovery key/],
    ['cut short', newKeyBytes(20).toString('base64'), /neither a master key nor a recovery key/],
    ['a recovery key with a mistake', encodeRecoveryKey(Buffer.alloc(32)).replace(/.$/, '$'), /with a mistake/],
    ['of an unknown kind', 'hello', /neither a master key nor a recovery key/],
  ])('%s', async (_, text, sentence) => {
    writeFileSync(file(), text, { mode: 0o600 });
    expect(await refusalOf(open())).toMatch(sentence);
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });
});
