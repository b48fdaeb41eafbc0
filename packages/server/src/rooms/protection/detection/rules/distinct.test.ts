import { describe, expect, it } from 'vitest';
import { countDistinct, createDistinct, fingerprint, noteAccount, periodMilliseconds } from './distinct.ts';

const failure = { isSuccess: false, most: 64 };
const success = { isSuccess: true, most: 64 };

describe('a bounded set of accounts', () => {
  it('lets two failures and one success of each account count', () => {
    const accounts = createDistinct(0);
    const one = fingerprint('one');
    const notes = [failure, failure, failure, success, success, failure].map((what) =>
      noteAccount(accounts, 0, one, what),
    );
    expect(notes).toEqual(['first', 'again', 'repeated', 'again', 'repeated', 'repeated']);
    expect(countDistinct(accounts, 0)).toBe(1);
  });

  it('counts exactly up to its size, and stands still there', () => {
    const accounts = createDistinct(0);
    for (let count = 0; count < 1000; count += 1) {
      noteAccount(accounts, 0, fingerprint(`account ${count}`), failure);
      if (count === 49) expect(countDistinct(accounts, 0)).toBe(50);
    }
    expect(countDistinct(accounts, 0)).toBe(64);
    expect(noteAccount(accounts, 0, fingerprint('account 3'), failure)).toBe('again');
  });

  it('forgets after two periods, and holds both between', () => {
    const accounts = createDistinct(0);
    noteAccount(accounts, 0, fingerprint('early'), failure);
    noteAccount(accounts, periodMilliseconds + 1, fingerprint('late'), failure);
    noteAccount(accounts, periodMilliseconds + 1, fingerprint('early'), failure);
    expect(countDistinct(accounts, periodMilliseconds + 2)).toBe(2);
    expect(countDistinct(accounts, 2 * periodMilliseconds + 2)).toBe(2);
    expect(countDistinct(accounts, 5 * periodMilliseconds)).toBe(0);
  });
});
