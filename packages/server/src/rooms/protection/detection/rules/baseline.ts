/**
 * What is usual for a tenant at this hour of the week, from counts of the last 28 days: a pure reading of them. Hours
 * under attack are left out by whoever reads the counts, so that an attack that lasts does not become what is usual.
 */

/** Counts of arrivals with a browser that the account does not know: of the four same hours of the week, and of all 28 days. */
export type Counts = { readonly attempts: number; readonly failures: number; readonly unknown: number };
export type History = { readonly hour: Counts; readonly all: Counts; readonly hours: number };

export type Baseline = {
  /** Shares of failures, and of accounts that do not exist, among arrivals with a browser that is unknown there. */
  readonly failureShare: number;
  readonly unknownShare: number;
  /** Failures to be expected in five minutes; null while there is too little to tell. */
  readonly failuresInFiveMinutes: number | null;
  /** Whether so many were seen that the shares are those of the tenant, and not the default's. */
  readonly isWellKnown: boolean;
};

// Browsers that an account does not know are new or strangers': people mistype there more often than elsewhere.
export const baselineOfNobody: Baseline = {
  failureShare: 0.25,
  unknownShare: 0.05,
  failuresInFiveMinutes: null,
  isWellKnown: false,
};

// How many attempts the default is worth against what was seen, and all days against this hour.
const weightOfDefault = 200;
const weightOfAll = 100;
const fewestHours = 72;
const fewestAttempts = 2_000;
const weeks = 4;

export function baselineOf({ hour, all, hours }: History): Baseline {
  const share = (seen: 'failures' | 'unknown', usual: number) => {
    const ofAll = (all[seen] + usual * weightOfDefault) / (all.attempts + weightOfDefault);
    return (hour[seen] + ofAll * weightOfAll) / (hour.attempts + weightOfAll);
  };
  const inFiveMinutes = (failures: number, ofHours: number) => failures / ofHours / 12;
  return {
    failureShare: share('failures', baselineOfNobody.failureShare),
    unknownShare: share('unknown', baselineOfNobody.unknownShare),
    failuresInFiveMinutes:
      hours < fewestHours ? null : Math.max(inFiveMinutes(hour.failures, weeks), inFiveMinutes(all.failures, hours)),
    isWellKnown: hours >= fewestHours && all.attempts >= fewestAttempts,
  };
}
