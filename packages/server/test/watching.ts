/** The memory of detection without a server: attempts go in, and what it makes of them comes out. */

import type { Outcome } from '../src/rooms/protection/detection/vocabulary.ts';
import { createWatches } from '../src/rooms/protection/detection/watch/index.ts';
import { levelOf } from '../src/rooms/protection/detection/watch/levels.ts';
import { observeOutcome } from '../src/rooms/protection/detection/watch/observe.ts';

export const watchedTenant = 'ten_1';

const addresses = {
  networkOf: (address: string) => (address.startsWith('198.51.') ? '64500' : null),
  standsForMany: (address: string) => address === '10.0.0.1',
};

/** What one process sees of one tenant, and a clock that is moved by hand. */
export function watching() {
  let now = Date.UTC(2026, 10, 22, 8);
  const watches = createWatches({
    clock: { now: () => new Date(now), monotonicMilliseconds: () => now },
    detects: true,
    addresses,
  });
  const watch = watches.of(watchedTenant);
  let made = 0;
  const attempt = (outcome: Partial<Outcome> & { readonly from?: string; readonly userAgent?: string }) => {
    made += 1;
    const { from = `203.0.${made % 250}.${(made * 7) % 250}`, userAgent = `Browser ${made % 40}`, ...rest } = outcome;
    const given: Outcome = {
      ...{ action: 'sign-in', accountKey: `account ${made}`, isKnownAccount: true, result: 'success' },
      ...{ isKnownDevice: false, hasDeviceToken: false },
      ...rest,
      client: { address: from, userAgent },
    };
    observeOutcome(watches.sensors, watch, given, now);
  };
  return {
    attempt,
    watch,
    watches,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    kinds: () => [...watch.sightings.values()].map(({ kind }) => kind).sort(),
    isHarvested: (deviceKey: string) => watches.sensors.harvested.isCaught(now, watchedTenant, deviceKey),
    levelFrom: (address: string, hasDeviceToken = false) =>
      levelOf(
        watch,
        { tenantId: watchedTenant, action: 'sign-in', client: { address, userAgent: 'x' }, hasDeviceToken },
        addresses,
        now,
      ).level,
  };
}

/** Chance that can be repeated: a linear congruence, of which the upper bits are taken. */
export function chanceOf(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}
