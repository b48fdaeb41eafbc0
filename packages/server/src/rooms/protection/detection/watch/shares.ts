/**
 * How much one place may say about a tenant as a whole: its first few attempts of ten minutes, and no more. So
 * nobody makes an attack upon all of one line, and nobody shifts what is usual from there.
 */
import { LRUCache } from 'lru-cache';
import type { Keys } from '../rules/keys.ts';

type Share = { used: number; since: number };

// Shorter than what keeps a finding open, so that an attack that lasts is seen to last.
const windowMilliseconds = 10 * 60 * 1000;
const mostPlaces = 50_000;
const mostOf = { source: 5, neighbourhood: 15 } as const;

export function createShares() {
  const shares = new LRUCache<string, Share>({ max: mostPlaces });

  function take(name: string, now: number, most: number): boolean {
    let share = shares.get(name);
    if (share === undefined || now - share.since > windowMilliseconds) {
      share = { used: 0, since: now };
      shares.set(name, share);
    }
    share.used += 1;
    return share.used <= most;
  }

  return {
    /** Whether one more from there still counts. Where an address stands for many, all of them do. */
    take(now: number, name: string, { source, neighbourhood }: Keys): boolean {
      if (source === null || neighbourhood === null) return true;
      return (
        take(`${name} source ${source}`, now, mostOf.source) &&
        take(`${name} neighbourhood ${neighbourhood}`, now, mostOf.neighbourhood)
      );
    },
  };
}
