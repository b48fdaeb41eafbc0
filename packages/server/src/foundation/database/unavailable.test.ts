import { expect, test } from 'vitest';
import { isUnavailable } from './unavailable.ts';

test('an answer that the driver gave up waiting for counts as a lost connection, which nobody else may be given', () => {
  expect(isUnavailable(new Error('Query read timeout'))).toBe(true);
});

test('what the database itself refuses is no lost connection', () => {
  expect(isUnavailable(Object.assign(new Error('duplicate key'), { code: '23505' }))).toBe(false);
});
