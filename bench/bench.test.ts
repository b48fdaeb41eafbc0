import { expect, test } from 'vitest';
import { runBench } from './bench.ts';
import { chooseRows, rowNames } from './rows.ts';
import { drawTable } from './table.ts';

test('every row is measured without errors and compared with its floor', { timeout: 900_000 }, async () => {
  const results = await runBench({ rows: chooseRows(null), seconds: 0.4, people: 6, tell: () => undefined });
  expect(results.rows.map((row) => row.name)).toEqual(rowNames);
  for (const row of results.rows) {
    expect(row, row.name).toMatchObject({ unit: 'operations/s', errors: 0 });
    expect(row.value, row.name).toBeGreaterThan(0);
    expect(row.p50_ms).toBeLessThanOrEqual(row.p95_ms);
    expect(row.p95_ms).toBeLessThanOrEqual(row.p99_ms);
    // Beside a flood the processor's time says nothing about the operation.
    if (process.platform === 'linux' && !row.name.endsWith('-under-sign-in-flood')) {
      expect(row.cpu_ms_per_op, row.name).toBeGreaterThan(0);
      expect(row.ratio === null, row.name).toBe(row.floor === null);
    }
  }
  for (const name of ['password-sign-in', 'passkey-sign-in', 'email-code', 'magic-link', 'connection-sign-in']) {
    const signIn = results.rows.find((row) => row.name === name);
    expect(signIn?.statements_per_op, name).toBeGreaterThan(1);
    expect(signIn?.commits_per_op, name).toBeGreaterThanOrEqual(1);
  }
  expect(results.machine.cores).toBeGreaterThan(0);
  const table = drawTable(results);
  for (const name of rowNames) expect(table).toContain(name);
});

test('a row brings its floor along, so that both are measured in one run', () => {
  expect(chooseRows(['password-sign-in']).map((row) => row.name)).toEqual(['floor-argon2id', 'password-sign-in']);
  expect(chooseRows(['passkey-sign-in', 'magic-link']).map((row) => row.name)).toEqual([
    'floor-verify-es256',
    'floor-mailed-secret',
    'passkey-sign-in',
    'magic-link',
  ]);
  expect(chooseRows(['password-sign-in-while-upstream-hangs']).map((row) => row.name)).toEqual([
    'floor-argon2id',
    'password-sign-in',
    'password-sign-in-while-upstream-hangs',
  ]);
});
