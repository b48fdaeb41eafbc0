/**
 * How much one place may say about a tenant as a whole: its first few attempts of ten minutes, and of failures fewer still.
 * So nobody makes an attack upon all of one line, or hides one behind own accounts there, and nobody shifts what is usual.
 */
import { LRUCache } from 'lru-cache';
import { regionOf } from '../../network.ts';
import type { Keys } from '../rules/keys.ts';

type Share = { used: number; since: number };

// Shorter than what keeps a finding open, so that an attack that lasts is seen to last.
const windowMilliseconds = 10 * 60 * 1000;
const mostPlaces = 50_000;
const mostFailuresOf = { source: 5, neighbourhood: 15 } as const;
// However they end: what is left out says as much for people as against them.
const mostOf = { source: 25, neighbourhood: 75, region: 200 } as const;
const mostSuccessesOfDevice = 20;
/** A whole provider may be one region: beyond its share one in so many of its attempts still counts. */
const oneIn = 10;

export type FromPlace = {
  readonly keys: Keys;
  readonly hasFailed: boolean;
  /** What stands for the browser, where it brings a token. */
  readonly deviceKey: string | undefined;
};

export function createShares() {
  const shares = new LRUCache<string, Share>({ max: mostPlaces });

  /** How many it makes with this one. */
  function use(name: string, now: number): number {
    let share = shares.get(name);
    if (share === undefined || now - share.since > windowMilliseconds) {
      share = { used: 0, since: now };
      shares.set(name, share);
    }
    share.used += 1;
    return share.used;
  }

  function takeFailure(now: number, name: string, { source, neighbourhood }: Keys): boolean {
    if (source === null || neighbourhood === null) return true;
    return (
      use(`${name} source ${source}`, now) <= mostFailuresOf.source &&
      use(`${name} neighbourhood ${neighbourhood}`, now) <= mostFailuresOf.neighbourhood
    );
  }

  function takeAny(now: number, name: string, { source, neighbourhood }: Keys): boolean {
    if (source === null || neighbourhood === null) return true;
    if (use(`${name} any source ${source}`, now) > mostOf.source) return false;
    if (use(`${name} any neighbourhood ${neighbourhood}`, now) > mostOf.neighbourhood) return false;
    const used = use(`${name} any region ${regionOf(neighbourhood)}`, now);
    return used <= mostOf.region || used % oneIn === 0;
  }

  return {
    /** Whether one more failure from there still counts. Where an address stands for many, all of them do. */
    takeFailure,

    /** Whether one more attempt from there still counts, whatever came of it. */
    take(now: number, name: string, { keys, hasFailed, deviceKey }: FromPlace): boolean {
      // A token that is bought would silence all that fails with it.
      if (hasFailed) return takeFailure(now, name, keys) && takeAny(now, name, keys);
      if (deviceKey !== undefined && use(`${name} device ${deviceKey}`, now) > mostSuccessesOfDevice) return false;
      return takeAny(now, name, keys);
    },
  };
}
