import { describe, expect, it } from 'vitest';
import { laneCount, laneOf } from './lane.ts';

describe('lanes', () => {
  it('are assigned the same on every machine and in every version', () => {
    expect(['', 'cus_0', 'cus_1', 'ten_abc', 'flw_ü'].map(laneOf)).toEqual([9, 4, 3, 6, 3]);
  });

  it('are used evenly', () => {
    const counts = new Array<number>(laneCount).fill(0);
    for (let index = 0; index < 16_000; index += 1) counts[laneOf(`cus_${index.toString(32)}`)]! += 1;
    for (const count of counts) expect(count).toBeGreaterThan(850);
  });
});
