/** What arrivals are asked for, from memory alone: work before anything is looked up, and after a right password. */
import { digestOf } from '../rules/digest.ts';
import { type Addresses, type Keys, keysOf } from '../rules/keys.ts';
import type { Arrival, ChallengeLevel, FindingKind, FlagKind, WatchedClient } from '../vocabulary.ts';
import { flagKinds } from '../vocabulary.ts';
import { flagName, isUnderAttack, type TenantWatch } from './tenant-watch.ts';

export type Level = { readonly level: ChallengeLevel; readonly reasons: readonly FindingKind[] };

const none: Level = { level: 0, reasons: [] };
const ofAttack: ChallengeLevel = 2;

/** The level of an arrival. A browser that brings a token of ours is spared, but for a source that is certainly an attacker's. */
export function levelOf(watch: TenantWatch, arrival: Arrival, addresses: Addresses, now: number): Level {
  const attacked = isUnderAttack(watch, now);
  if (!attacked && !hasFlags(watch)) return none;
  const flagged = flagsOf(watch, arrival.client, addresses, now);
  const reasons: FindingKind[] = [...new Set([...(attacked ? ['stuffing' as const] : []), ...flagged.reasons])];
  if (arrival.hasDeviceToken) return flagged.level < 3 ? none : { level: 1, reasons: flagged.reasons };
  const level = Math.max(attacked ? ofAttack : 0, flagged.level) as ChallengeLevel;
  return level === 0 ? none : { level, reasons };
}

/** Whether a right password from a browser that the account does not know has to be confirmed because of where it comes from. */
export const isFlagged = (watch: TenantWatch, client: WatchedClient, addresses: Addresses, now: number): boolean =>
  hasFlags(watch) && flagsOf(watch, client, addresses, now).level >= 2;

const hasFlags = (watch: TenantWatch): boolean =>
  watch.rules.heeds && (watch.flagsByKey.size > 0 || watch.flaggedHere.size > 0);

function flagsOf(watch: TenantWatch, client: WatchedClient, addresses: Addresses, now: number): Level {
  const keys: Keys = keysOf(client, addresses);
  let level: ChallengeLevel = 0;
  const reasons: FindingKind[] = [];
  for (const kind of flagKinds) {
    const flag = flagOf(watch, kind, keys[kind], now);
    if (flag === undefined) continue;
    level = Math.max(level, flag.level) as ChallengeLevel;
    reasons.push(flag.finding);
  }
  return { level, reasons };
}

function flagOf(watch: TenantWatch, kind: FlagKind, key: string | null, now: number) {
  if (key === null) return undefined;
  const here = watch.flaggedHere.get(flagName(kind, key));
  if (here !== undefined && here.until > now) return here;
  if (watch.flagsByKey.size === 0 || watch.digestKey === null) return undefined;
  return watch.flagsByKey.get(flagName(kind, digestOf(watch.digestKey, kind, key)));
}
