import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { openMasterKey } from '../../foundation/encryption/index.ts';
import { examine } from './doctor.ts';

let test: TestDatabase;
let dataDirectory: string;
const environment = (changes: Record<string, string> = {}) => ({
  DATABASE_URL: test.urls.owner,
  DATA_DIR: dataDirectory,
  ...changes,
});

beforeEach(async () => {
  test = await createTestDatabase();
  dataDirectory = await mkdtemp(join(tmpdir(), 'cardea-doctor-'));
});
afterEach(async () => {
  await test.drop();
  await rm(dataDirectory, { recursive: true, force: true });
});

describe('the doctor', () => {
  it('finds a new installation in order and leaves its key to the first start', async () => {
    const findings = await examine(environment());
    expect(findings.map(({ name, ok }) => [name, ok])).toEqual([
      ['settings', true],
      ['database', true],
      ['ledger', true],
      ['master key', true],
    ]);
    expect(await readdir(dataDirectory)).toEqual([]);
  });

  it('says which master key is wrong and how to bring the right one back', async () => {
    await openMasterKey({ queries: test.database.reader, dataDirectory });
    const another = randomBytes(32).toString('base64');
    const findings = await examine(environment({ MASTER_KEY: another }));
    expect(findings.at(-1)).toMatchObject({ ok: false, remedy: expect.stringContaining('recovery key') });
  });

  it('names every setting that is wrong', async () => {
    const findings = await examine(environment({ PUBLIC_ULR: 'x', TRUSTED_PROXIES: 'everybody' }));
    expect(findings.filter((finding) => !finding.ok)).toHaveLength(2);
    expect(findings.map((finding) => finding.remedy).join()).toContain('PUBLIC_URL');
  });
});
