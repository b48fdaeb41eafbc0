/**
 * Page's CUSUM upon the log-likelihood ratio of shares: has what strangers' browsers do changed from people to people and
 * a list? It has no memory of the hours before, because good news takes it to zero and no further. What is asked is not
 * whether attempts differ from what is usual, but from the worst of what is: busy days and mails that bring people who
 * have forgotten their passwords must not alarm (E. S. Page, Continuous Inspection Schemes, 1954).
 */
import type { Baseline } from './baseline.ts';

/** One attempt with a browser that its account does not know: of failures, the first at its account. */
export type Step = {
  readonly hasFailed: boolean;
  readonly isKnownAccount: boolean;
  /** What stands for the region of its address. */
  readonly region: number;
};

/** One test: its sum, and what came since it was zero for the last time. */
export type Course = { sum: number; failures: number; successes: number; readonly regions: Set<number> };

/**
 * `unknown`: half of the arrivals have become a list, by accounts that do not exist. `few`: a tenth has, where it is well
 * known what is usual. `failures`: half has, by failures, for lists of accounts that all exist.
 */
const changeTests = ['unknown', 'few', 'failures'] as const;
export type ChangeTest = (typeof changeTests)[number];
export type Change = Readonly<Record<ChangeTest, Course>>;

/** A false alarm for every 160,000 attempts of the worst usual day, and none of any other. */
const changesAbove = 12;
/** Each region counts once in a course, and so many must have: what comes from a handful of networks is no change of all. */
const leastRegions = 30;
const mostRegions = 256;

const ofList = { unknown: 0.6, failures: 0.97 } as const;

const createCourse = (): Course => ({ sum: 0, failures: 0, successes: 0, regions: new Set() });

export const createChange = (): Change => ({
  unknown: createCourse(),
  few: createCourse(),
  failures: createCourse(),
});

/** The share of hits that people have on their worst day, and what part of the arrivals a list would be; null: not tested. */
function hypothesis(test: ChangeTest, { failureShare, unknownShare, isWellKnown }: Baseline) {
  const { unknown } = ofList;
  switch (test) {
    case 'unknown':
      return { usual: between(unknownShare * 1.5 + 0.03, 0.1, 0.3), list: unknown, part: 0.5 };
    case 'few':
      return isWellKnown ? { usual: between(unknownShare * 1.25 + 0.01, 0.05, 0.3), list: unknown, part: 0.1 } : null;
    case 'failures':
      return { usual: between(failureShare + 0.2, 0.4, 0.6), list: ofList.failures, part: 0.5 };
  }
}

const between = (share: number, least: number, most: number) => Math.min(Math.max(share, least), most);

/** Adds an attempt to every test. */
export function noteStep(change: Change, step: Step, baseline: Baseline): void {
  for (const test of changeTests) {
    const asked = hypothesis(test, baseline);
    if (asked !== null) addStep(change[test], { ...step, isHit: isHit(test, step) }, asked);
  }
}

const isHit = (test: ChangeTest, { hasFailed, isKnownAccount }: Step) =>
  hasFailed && (test === 'failures' || !isKnownAccount);

function addStep(
  course: Course,
  { isHit, hasFailed, region }: Step & { readonly isHit: boolean },
  { usual, list, part }: { readonly usual: number; readonly list: number; readonly part: number },
): void {
  const changed = usual * (1 - part) + list * part;
  if (isHit) {
    if (course.regions.has(region)) return;
    if (course.regions.size < mostRegions) course.regions.add(region);
  }
  course.sum += isHit ? Math.log(changed / usual) : Math.log((1 - changed) / (1 - usual));
  if (hasFailed) course.failures += 1;
  else course.successes += 1;
  if (course.sum <= 0) restart(course);
}

function restart(course: Course): void {
  course.sum = 0;
  course.failures = 0;
  course.successes = 0;
  course.regions.clear();
}

export type Changed = {
  readonly failures: number;
  readonly successes: number;
  readonly regions: number;
  readonly test: number;
};

/** What has changed, or null. */
export function changeIn(change: Change): Changed | null {
  for (const test of changeTests) {
    const { sum, failures, successes, regions } = change[test];
    if (sum < changesAbove || regions.size < leastRegions) continue;
    // People who look for the address they registered with get in at last; a list does not.
    if (test === 'unknown' && failures < successes) continue;
    return { failures, successes, regions: regions.size, test: sum };
  }
  return null;
}

/** Begins anew: what was said once is said again only because of what comes from now on. */
export function restartChange(change: Change): void {
  for (const test of changeTests) restart(change[test]);
}
