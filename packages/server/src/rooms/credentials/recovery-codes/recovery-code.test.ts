import { expect, test } from 'vitest';
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts';

test('a code has sixty bits in letters and digits that are not taken for one another', () => {
  const made = Array.from({ length: 200 }, newRecoveryCode);
  expect(new Set(made).size).toBe(200);
  for (const code of made) expect(code).toMatch(/^(?:[0-9a-hjkmnp-tv-z]{4}-){2}[0-9a-hjkmnp-tv-z]{4}$/);
});

test('it is read however it was written down', () => {
  for (const typed of ['k01p-2xq4-9rtv', 'K01P 2XQ4 9RTV', 'kOlp2xq49rtv', ' koip–2xq4—9rtv '])
    expect(readRecoveryCode(typed), typed).toBe('k01p2xq49rtv');
});

test('what cannot be a code is none', () => {
  for (const typed of ['', 'k01p-2xq4', 'k01p-2xq4-9rtvx', 'u01p-2xq4-9rtv', 'k01p.2xq4.9rtv', '😀😀😀😀😀😀'])
    expect(readRecoveryCode(typed), typed).toBeNull();
});
