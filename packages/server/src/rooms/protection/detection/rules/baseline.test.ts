import { describe, expect, it } from 'vitest';
import { baselineOf, baselineOfNobody } from './baseline.ts';

const none = { attempts: 0, failures: 0, unknown: 0 };

describe('what is usual', () => {
  it('is the default where nobody came', () => {
    expect(baselineOf({ hour: none, all: none, hours: 0 })).toEqual(baselineOfNobody);
  });

  it('moves to what was seen, slowly where little was', () => {
    const few = { attempts: 20, failures: 20, unknown: 0 };
    expect(baselineOf({ hour: few, all: few, hours: 5 }).failureShare).toBeLessThan(0.45);
    const many = { attempts: 100_000, failures: 8000, unknown: 2000 };
    const hour = { attempts: 2000, failures: 160, unknown: 40 };
    const { failureShare, unknownShare, failuresInFiveMinutes, isWellKnown } = baselineOf({
      ...{ hour, all: many, hours: 672 },
    });
    expect(isWellKnown).toBe(true);
    expect(baselineOf({ hour, all: few, hours: 672 }).isWellKnown).toBe(false);
    expect(failureShare).toBeCloseTo(0.08, 2);
    expect(unknownShare).toBeCloseTo(0.02, 2);
    // 160 in four hours
    expect(failuresInFiveMinutes).toBeCloseTo(3.3, 1);
  });

  it('expects no number of failures before it has seen three days', () => {
    expect(baselineOf({ hour: none, all: none, hours: 71 }).failuresInFiveMinutes).toBeNull();
    expect(baselineOf({ hour: none, all: none, hours: 72 }).failuresInFiveMinutes).toBe(0);
  });
});
