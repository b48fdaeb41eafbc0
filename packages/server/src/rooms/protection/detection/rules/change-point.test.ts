import { describe, expect, it } from 'vitest';
import { type Baseline, baselineOfNobody } from './baseline.ts';
import { changeIn, createChange, noteStep, restartChange, type Step } from './change-point.ts';

/** Chance that can be repeated: a linear congruence, of which the upper bits are taken. */
function chanceOf(seed: number) {
  let state = seed;
  const fraction = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
  return { fraction, below: (limit: number) => Math.floor(fraction() * limit) };
}
type Chance = ReturnType<typeof chanceOf>;

/** How people are who come with a browser that their account does not know. */
type People = {
  /** How many mistype their address and how many their password at first, and how many of the latter get in at last. */
  readonly strays: number;
  readonly forgets: number;
  readonly returns: number;
  /** From how many regions they come. */
  readonly regions: number;
};
const usual: People = { strays: 0.05, forgets: 0.22, returns: 0.8, regions: 400 };

/** What one of them does: of failures, the first at each account counts. */
function* visit({ strays, forgets, returns, regions }: People, chance: Chance): Generator<Step> {
  const region = chance.below(regions);
  if (chance.fraction() < strays) yield { hasFailed: true, isKnownAccount: false, region };
  if (chance.fraction() < forgets) {
    yield { hasFailed: true, isKnownAccount: true, region };
    if (chance.fraction() > returns) return;
  }
  yield { hasFailed: false, isKnownAccount: true, region };
}

/** One pair of a list: 2 in 100 are right, 68 name nobody. */
function pair(chance: Chance, { unknown = 0.68 } = {}): Step {
  const drawn = chance.fraction();
  return {
    hasFailed: drawn >= 0.02,
    isKnownAccount: drawn < 0.02 || drawn >= 0.02 + unknown,
    region: 10_000 + chance.below(40_000),
  };
}

const wellKnown: Baseline = { failureShare: 0.25, unknownShare: 0.05, failuresInFiveMinutes: 3, isWellKnown: true };

function alarmsOf(people: People, { visits, baseline, seed }: { visits: number; baseline: Baseline; seed: number }) {
  const chance = chanceOf(seed);
  const change = createChange();
  let alarms = 0;
  for (let count = 0; count < visits; count += 1)
    for (const step of visit(people, chance)) {
      noteStep(change, step, baseline);
      if (changeIn(change) === null) continue;
      alarms += 1;
      restartChange(change);
    }
  return alarms;
}

/**
 * How many pairs of a list were tried before it was noticed, after an honest day. `share`: of all sign-ins, of which one
 * in ten of the honest ones comes with a browser that its account does not know.
 */
function pairsUntilNoticed({ share, baseline, unknown = 0.68, nodes = 1, seed }: Attack): number {
  const chance = chanceOf(seed);
  const changes = Array.from({ length: nodes }, createChange);
  // A balancer sends each to any of the nodes, of which each sees its own part.
  const note = (step: Step) => noteStep(changes[chance.below(nodes)] ?? createChange(), step, baseline);
  for (let count = 0; count < 600; count += 1) note({ ...success, region: count });
  const honestForEachPair = ((1 - share) / share) * 0.1;
  let owed = 0;
  for (let pairs = 1; pairs <= 2000; pairs += 1) {
    note(pair(chance, { unknown }));
    for (owed += honestForEachPair; owed >= 1; owed -= 1) for (const step of visit(usual, chance)) note(step);
    if (changes.some((change) => changeIn(change) !== null)) return pairs;
  }
  return Number.POSITIVE_INFINITY;
}
type Attack = { share: number; baseline: Baseline; unknown?: number; nodes?: number; seed: number };
const success: Step = { hasFailed: false, isKnownAccount: true, region: 1 };
const seeds = Array.from({ length: 20 }, (_, seed) => seed + 1);

describe('the test for a change', () => {
  it.each([
    ['a large day', usual, 40_000],
    ['a Monday morning, when twice as many mistype', { ...usual, strays: 0.08, forgets: 0.4 }, 20_000],
    [
      'a mail that brings people of whom two in three have forgotten their passwords',
      { ...usual, forgets: 0.66, returns: 0.7 },
      20_000,
    ],
    ['a country whose people all come from twenty regions', { ...usual, regions: 20 }, 20_000],
  ])('takes %s for no attack', (_, people, visits) => {
    for (const baseline of [baselineOfNobody, wellKnown])
      expect(alarmsOf(people, { visits, baseline, seed: 7 })).toBe(0);
  });

  it.each([
    ['two sign-ins in a hundred, where it is well known what is usual', 0.02, wellKnown],
    ['a tenth of the sign-ins, where nothing is known', 0.1, baselineOfNobody],
    ['a tenth of the sign-ins', 0.1, wellKnown],
    ['a half of the sign-ins, where nothing is known', 0.5, baselineOfNobody],
    ['a half of the sign-ins', 0.5, wellKnown],
  ])(
    'sees a list that is %s within 300 pairs, on one node and on three that share nothing yet',
    (_, share, baseline) => {
      const pairs = seeds.map((seed) => pairsUntilNoticed({ share, baseline, seed }));
      expect(Math.max(...pairs)).toBeLessThanOrEqual(300);
      const ofThree = seeds.map((seed) => pairsUntilNoticed({ share, baseline, nodes: 3, seed }));
      expect(Math.max(...ofThree)).toBeLessThanOrEqual(300);
    },
  );

  it('sees a list of which every account exists', () => {
    const attack = { share: 0.5, baseline: baselineOfNobody, unknown: 0 };
    const pairs = seeds.map((seed) => pairsUntilNoticed({ ...attack, seed }));
    expect(Math.max(...pairs)).toBeLessThanOrEqual(100);
  });

  it('has no memory of a thousand who got in just before', () => {
    const chance = chanceOf(3);
    const change = createChange();
    for (let count = 0; count < 1000; count += 1) noteStep(change, { ...success, region: count }, wellKnown);
    expect(change.unknown.sum).toBe(0);
    let pairs = 0;
    for (; changeIn(change) === null; pairs += 1) noteStep(change, pair(chance), wellKnown);
    expect(pairs).toBeLessThan(60);
  });

  it('is not moved by what comes from a handful of regions, however much it is', () => {
    for (const baseline of [baselineOfNobody, wellKnown]) {
      const chance = chanceOf(5);
      const change = createChange();
      for (let count = 0; count < 20_000; count += 1) {
        noteStep(change, { ...pair(chance), region: 20_000 + (count % 8) }, baseline);
        for (const step of visit(usual, chance)) noteStep(change, step, baseline);
        if (changeIn(change) !== null) throw new Error(`after ${count} attempts`);
      }
    }
  });

  it('says it once: what comes afterwards has to say it anew', () => {
    const chance = chanceOf(9);
    const change = createChange();
    while (changeIn(change) === null) noteStep(change, pair(chance), baselineOfNobody);
    expect(changeIn(change)).toMatchObject({ regions: expect.any(Number), test: expect.any(Number) });
    restartChange(change);
    for (let count = 0; count < 2_000; count += 1)
      for (const step of visit(usual, chance)) noteStep(change, step, baselineOfNobody);
    expect(changeIn(change)).toBeNull();
  });
});
