import { expect, it } from 'vitest';
import { areEqualHashes, hashSecret, newId, newKeyBytes, newSecret } from './index.ts';

it('no two ids, secrets or keys are the same, however many are made', () => {
  const made = Array.from({ length: 5000 }, () => [newId('request'), newSecret(), newKeyBytes(16).toString('hex')]);
  expect(new Set(made.flat()).size).toBe(15_000);
});

it('bytes are random in every place, whatever the size', () => {
  for (const size of [1, 12, 32, 4096, 10_000]) {
    const seen = Array.from({ length: 12 }, () => newKeyBytes(size));
    expect(seen.every((bytes) => bytes.length === size)).toBe(true);
    const last = new Set(seen.map((bytes) => bytes.subarray(-4).toString('hex')));
    expect(last.size).toBeGreaterThan(1);
  }
  const long = newKeyBytes(10_000);
  expect(new Set(long).size).toBe(256);
});

it('what was given stays as it was when more is asked for', () => {
  const bytes = newKeyBytes(32);
  const before = bytes.toString('hex');
  for (let times = 0; times < 1000; times += 1) newSecret();
  expect(bytes.toString('hex')).toBe(before);
});

it('hashes of secrets are equal only to themselves', () => {
  expect(areEqualHashes(hashSecret('a'), hashSecret('a'))).toBe(true);
  expect(areEqualHashes(hashSecret('a'), hashSecret('b'))).toBe(false);
  expect(areEqualHashes(hashSecret('a'), Buffer.alloc(0))).toBe(false);
});
