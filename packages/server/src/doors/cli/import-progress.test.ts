import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../foundation/clock/index.ts';
import { createFindingsFile } from './findings-file.ts';
import { createProgress } from './import-progress.ts';

const counts = { records: 10, imported: 7, completed: 0, skipped: 2, rejected: 1 };

async function tellOf(isTTY: boolean): Promise<string> {
  const told: string[] = [];
  const output = { isTTY, write: (text: string) => told.push(text) > 0 };
  const progress = createProgress({ output, clock: systemClock, size: 200 });
  for await (const chunk of progress.watch([Buffer.alloc(50), Buffer.alloc(50)])) expect(chunk).toHaveLength(50);
  progress.tell(counts);
  progress.tell(counts);
  progress.done();
  return told.join('');
}

it('progress is a bar on a terminal, drawn no more often than anybody can see', async () => {
  const told = await tellOf(true);
  expect(told).toContain(`${'█'.repeat(15)}${'░'.repeat(15)} 50 %  7 imported, 2 skipped, 1 rejected`);
  expect(told.match(/imported/g)).toHaveLength(1);
});

it('progress is lines of JSON anywhere else', async () => {
  const lines = (await tellOf(false)).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([{ ...counts, percent: 50, seconds: expect.any(Number) }]);
});

it('what was not imported is listed for its reader alone, and no file is made where there is nothing to list', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cardea-findings-'));
  const path = join(folder, 'x.rejected.ndjson');
  expect(createFindingsFile(path).close()).toBe(0);
  expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
  const file = createFindingsFile(path);
  file.add({ record: 2, line: 3, outcome: 'rejected', code: 'email.malformed', field: 'email' });
  file.add({ record: 9, line: 9, outcome: 'skipped', code: 'duplicate.in_file', field: null });
  expect(file.close()).toBe(2);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).toBe(
    '{"record":2,"line":3,"outcome":"rejected","code":"email.malformed","field":"email"}\n' +
      '{"record":9,"line":9,"outcome":"skipped","code":"duplicate.in_file"}\n',
  );
  rmSync(folder, { recursive: true });
});
