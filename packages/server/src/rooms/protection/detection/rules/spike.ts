/**
 * A second trigger, for attacks that hide among many right sign-ins: more failures in five minutes than this hour of the
 * week has, added up over time. z = (f − μ) / √(μ + (0.2 μ)²) and Page's CUSUM g = max(0, g + z − 0.5), alarm above 8
 * (E. S. Page, Continuous Inspection Schemes, 1954; intelligence.md, item 33).
 */

export type Spike = {
  /** The sum as of the last full step. */
  sum: number;
  /** Failures of the step that runs. */
  failures: number;
  since: number;
};

export const stepMilliseconds = 5 * 60 * 1000;
export const alarmsAbove = 8;
const slack = 0.5;
// A quiet tenant's mean says little about its next five minutes: below this, nothing is far from it.
const leastMean = 5;

export const createSpike = (now: number): Spike => ({ sum: 0, failures: 0, since: now });

/** How far from what is usual so many failures are, in standard deviations. */
export function deviation(failures: number, mean: number): number {
  const usual = Math.max(mean, leastMean);
  return (failures - usual) / Math.sqrt(usual + (0.2 * usual) ** 2);
}

const sumAfter = (sum: number, z: number) => Math.max(0, sum + z - slack);

/** Closes the steps that are over. */
export function passTime(spike: Spike, now: number, mean: number): void {
  const steps = Math.floor((now - spike.since) / stepMilliseconds);
  if (steps <= 0) return;
  spike.sum = sumAfter(spike.sum, deviation(spike.failures, mean));
  // Those without a single failure only take away.
  if (steps > 1) spike.sum = Math.max(0, spike.sum + (steps - 1) * (deviation(0, mean) - slack));
  spike.failures = 0;
  spike.since += steps * stepMilliseconds;
}

/** Counts a failure and returns the sum as it would be if the step ended now. */
export function noteFailure(spike: Spike, now: number, mean: number): number {
  passTime(spike, now, mean);
  spike.failures += 1;
  return currentSum(spike, mean);
}

/** The sum as it would be if the step ended now; a step that has only begun takes nothing away. */
export function currentSum(spike: Spike, mean: number): number {
  return Math.max(0, spike.sum + Math.max(0, deviation(spike.failures, mean) - slack));
}
