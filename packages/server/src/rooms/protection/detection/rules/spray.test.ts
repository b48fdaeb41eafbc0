import { describe, expect, it } from 'vitest';
import { isSpray, leastAccounts, poissonTail } from './spray.ts';

describe('the test for a sprayed password', () => {
  it('knows the tail of a Poisson distribution', () => {
    expect(poissonTail(1, 1)).toBeCloseTo(1 - Math.exp(-1), 10);
    expect(poissonTail(2, 3)).toBeCloseTo(1 - Math.exp(-2) * (1 + 2 + 2), 10);
    expect(poissonTail(10, 0)).toBe(1);
    expect(poissonTail(0, 1)).toBe(0);
    expect(poissonTail(0.05, 10)).toBeLessThan(1e-19);
    expect(poissonTail(100, 60)).toBeGreaterThan(0.9999);
  });

  it('is caught by the tenth account where little else fails, and by the seventeenth of a busy node', () => {
    expect(isSpray(leastAccounts - 1, 9)).toBe(false);
    expect(isSpray(leastAccounts, 10)).toBe(true);
    // A third of 10,000 failures an hour: a node of three sees a third of the accounts besides.
    expect(isSpray(17, 3333)).toBe(true);
  });

  it('is none where a password that many like fails at some of very many', () => {
    expect(isSpray(12, 10_000)).toBe(false);
  });
});
