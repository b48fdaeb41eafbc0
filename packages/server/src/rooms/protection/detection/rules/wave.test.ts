import { describe, expect, it } from 'vitest';
import { isWave } from './wave.ts';

const calm = { before: 0, allLately: 25, allBefore: 0, days: 0 };

describe('a wave of sign-ups', () => {
  it('is seen from one neighbourhood at a tenant without a past', () => {
    expect(isWave({ ...calm, column: 'neighbourhood', lately: 25 })).toBe(true);
    expect(isWave({ ...calm, column: 'neighbourhood', lately: 19 })).toBe(false);
  });

  it('is not made of people who share a browser or a mail provider on the first day', () => {
    const launch = { before: 0, allLately: 500, allBefore: 0, days: 0 };
    expect(isWave({ ...launch, column: 'user_agent', lately: 300 })).toBe(false);
    expect(isWave({ ...launch, column: 'mail_domain', lately: 250 })).toBe(false);
  });

  it('is not a busy hour in which the shares are as ever, and is one in which they are not', () => {
    const known = { allBefore: 10_000, days: 28, allLately: 400 };
    expect(isWave({ ...known, column: 'mail_domain', before: 4000, lately: 170 })).toBe(false);
    expect(isWave({ ...known, column: 'mail_domain', before: 5, lately: 170 })).toBe(true);
    expect(isWave({ ...known, column: 'user_agent', before: 3000, lately: 130 })).toBe(false);
    expect(isWave({ ...known, column: 'user_agent', before: 100, lately: 130 })).toBe(true);
  });
});
