import { describe, expect, it } from 'vitest';
import { evidenceOf, failureHypotheses, flagsAbove, unknownHypotheses, verdictOf } from './sequential-test.ts';

describe('the sequential test', () => {
  const usual = failureHypotheses(0.25);

  it('has the thresholds of one false alarm in ten thousand and one miss in a hundred', () => {
    expect(flagsAbove).toBeCloseTo(9.2, 2);
  });

  it('watches three failures of three accounts, and flags seven', () => {
    expect(evidenceOf(3, 0, usual)).toBeCloseTo(4.07, 2);
    expect(verdictOf(evidenceOf(3, 0, usual))).toBe('watched');
    expect(verdictOf(evidenceOf(7, 0, usual))).toBe('flagged');
  });

  it('clears who gets in', () => {
    expect(verdictOf(evidenceOf(1, 2, usual))).toBe('cleared');
    expect(verdictOf(evidenceOf(40, 60, usual))).toBe('cleared');
  });

  it('sees a list by the accounts that do not exist, and people by those that do', () => {
    expect(verdictOf(evidenceOf(12, 6, unknownHypotheses(0.05)))).toBe('flagged');
    expect(verdictOf(evidenceOf(5, 95, unknownHypotheses(0.05)))).toBe('cleared');
  });

  it('never takes for usual what an attack would be', () => {
    expect(failureHypotheses(0.99).usual).toBe(0.5);
    expect(failureHypotheses(0).usual).toBe(0.05);
  });
});
