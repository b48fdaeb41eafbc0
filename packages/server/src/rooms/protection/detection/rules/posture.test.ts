import { describe, expect, it } from 'vitest';
import { calmPosture, type Flag } from '../vocabulary.ts';
import { calm, isPardoned, underAttack, withFlag, withoutFlag, withPardon } from './posture.ts';

const now = new Date('2026-11-22T12:00:00Z');
const later = new Date('2026-11-22T13:00:00Z');
const flag: Flag = { kind: 'source', digest: 'a', level: 2, finding: 'flagged_source' };

describe('a posture', () => {
  it('is not cut short by detection where a person began it, and is where they say so', () => {
    const begun = underAttack(calmPosture, { by: 'cus_1', findingId: null, until: null, now });
    expect(underAttack(begun, { by: 'system', findingId: 'fnd_1', until: now, now })).toMatchObject({
      begunBy: 'cus_1',
      until: null,
    });
    expect(underAttack(begun, { by: 'cus_2', findingId: null, until: later, now })).toMatchObject({ until: later });
    const found = underAttack(calmPosture, { by: 'system', findingId: 'fnd_1', until: later, now });
    expect(underAttack(found, { by: 'system', findingId: 'fnd_1', until: now, now }).until).toBe(later);
    expect(calm(found)).toMatchObject({ mode: 'calm', until: null, begunBy: null, beganAt: now });
  });

  it('holds one flag of a key, and drops the flag of a finding alone', () => {
    const flagged = withFlag(withFlag(calmPosture, flag), { ...flag, level: 3 });
    expect(flagged.flags).toEqual([{ ...flag, level: 3 }]);
    expect(withoutFlag(flagged, 'sign_up_wave', 'a').flags).toHaveLength(1);
    expect(withoutFlag(flagged, 'flagged_source', 'a').flags).toEqual([]);
  });

  it('keeps two thousand flags, and lets go of the lowest level first, and of the oldest of them', () => {
    const low = (place: number): Flag => ({ ...flag, digest: `low ${place}`, level: 1 });
    let posture = withFlag(calmPosture, { ...flag, level: 3 });
    for (let place = 0; place < 2000; place += 1) posture = withFlag(posture, low(place));
    expect(posture.flags).toHaveLength(2000);
    expect(posture.flags.slice(0, 2)).toEqual([{ ...flag, level: 3 }, low(1)]);
  });

  it('pardons for as long as it says', () => {
    const pardoned = withPardon(
      calmPosture,
      { finding: 'stuffing', digest: 'a', until: later.getTime() },
      now.getTime(),
    );
    expect(isPardoned(pardoned, 'stuffing', 'a', now.getTime())).toBe(true);
    expect(isPardoned(pardoned, 'stuffing', 'a', later.getTime())).toBe(false);
    expect(isPardoned(pardoned, 'stuffing', 'b', now.getTime())).toBe(false);
  });
});
