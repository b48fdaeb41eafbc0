import { describe, expect, it } from 'vitest';
import { alarmsAbove, createSpike, currentSum, deviation, noteFailure, passTime, stepMilliseconds } from './spike.ts';

describe('the sum of deviations', () => {
  it('takes nothing for far from usual at a tenant where hardly anybody comes', () => {
    expect(deviation(3, 0.01)).toBeLessThan(0);
    const spike = createSpike(0);
    for (let count = 0; count < 12; count += 1) noteFailure(spike, 0, 0.01);
    expect(currentSum(spike, 0.01)).toBeLessThan(alarmsAbove);
  });

  it('alarms at many at once, and at somewhat more for long', () => {
    const burst = createSpike(0);
    for (let count = 0; count < 80; count += 1) noteFailure(burst, 0, 20);
    expect(currentSum(burst, 20)).toBeGreaterThan(alarmsAbove);
    const slow = createSpike(0);
    for (let step = 0; step < 8; step += 1)
      for (let count = 0; count < 34; count += 1) noteFailure(slow, step * stepMilliseconds, 20);
    expect(currentSum(slow, 20)).toBeGreaterThan(alarmsAbove);
  });

  it('forgets as steps pass in which all is as usual', () => {
    const spike = createSpike(0);
    for (let count = 0; count < 80; count += 1) noteFailure(spike, 0, 20);
    passTime(spike, 20 * stepMilliseconds, 20);
    expect(spike.sum).toBe(0);
    for (let step = 20; step < 60; step += 1)
      for (let count = 0; count < 20; count += 1) noteFailure(spike, step * stepMilliseconds, 20);
    expect(currentSum(spike, 20)).toBe(0);
  });
});
