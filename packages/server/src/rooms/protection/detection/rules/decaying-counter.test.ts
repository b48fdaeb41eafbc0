import { describe, expect, it } from 'vitest';
import { add, createCounters, tally } from './decaying-counter.ts';

const minute = 60_000;

describe('a decaying counter', () => {
  it('halves what each window holds once in its own length', () => {
    const counters = createCounters(0);
    for (let count = 0; count < 8; count += 1) add(counters, 0, ['attempts', 'failures']);
    expect(tally(counters, minute, 'minute')).toMatchObject({ attempts: 4, failures: 4, successes: 0 });
    expect(tally(counters, 15 * minute, 'quarter').attempts).toBeCloseTo(4);
    expect(tally(counters, 24 * 60 * minute, 'day').attempts).toBeCloseTo(4);
    expect(tally(counters, 24 * 60 * minute, 'minute').attempts).toBeLessThan(1e-9);
  });

  it('is not moved by a clock that runs backwards', () => {
    const counters = createCounters(10 * minute);
    add(counters, 10 * minute, ['attempts']);
    expect(tally(counters, 0, 'minute').attempts).toBe(1);
    add(counters, 0, ['attempts']);
    expect(tally(counters, 10 * minute, 'minute').attempts).toBe(2);
  });
});
