/** What this process knows of one tenant at this moment: its posture, what is usual there, and what was just seen. */
import type { FindingKind } from '@cardea/contract';
import { LRUCache } from 'lru-cache';
import { type Baseline, baselineOfNobody } from '../rules/baseline.ts';
import { type Change, createChange } from '../rules/change-point.ts';
import { createSpike, type Spike } from '../rules/spike.ts';
import type { Spread } from '../rules/spread.ts';
import { type ChallengeLevel, calmPosture, type Flag, type Posture, type Sighting } from '../vocabulary.ts';
import { createCounts } from './counts.ts';
import { type HeldBack, nothingHeldBack } from './held-back.ts';

export type Rules = {
  /** Whether anything is looked for at all. */
  readonly detects: boolean;
  /** Whether what detection found counts: not where the tenant has switched it off. */
  readonly heeds: boolean;
  /** Whether attack mode may begin by itself. */
  readonly beginsAttackMode: boolean;
};

type OwnFlag = { readonly level: ChallengeLevel; readonly finding: FindingKind; readonly until: number };

export type TenantWatch = {
  readonly tenantId: string;
  posture: Posture;
  flagsByKey: ReadonlyMap<string, Flag>;
  /** Decided here and not yet read back: until then, and by name of the key in clear. */
  attackUntil: number;
  readonly flaggedHere: Map<string, OwnFlag>;
  /** The key of the digests that findings and flags rest under; null until it was read. */
  digestKey: Buffer | null;
  rules: Rules;
  baseline: Baseline;
  /** When they were read. */
  learnedAt: number;
  rulesAt: number;
  /** Whether anybody came since. */
  isActive: boolean;
  spike: Spike;
  readonly change: Change;
  /** Where failures, and challenges that nobody answers, come from lately. */
  readonly failing: Spread;
  readonly unanswered: Spread;
  readonly counts: ReturnType<typeof createCounts>;
  /** By kind and key: what waits to be written down. */
  readonly sightings: Map<string, Sighting>;
  /** What was written down last, when and how bad. */
  readonly written: LRUCache<string, { readonly at: number; readonly level: number }>;
  /** Messages that were held back, and when they began to be counted. */
  readonly refusals: { since: number; mail: HeldBack; sms: HeldBack };
  /** Whether somebody has registered since sign-ups were last looked at, and where the last of them came from. */
  hasNewSignUps: boolean;
  readonly traced: LRUCache<string, string>;
};

export function createTenantWatch(tenantId: string, now: number, detects: boolean): TenantWatch {
  return {
    tenantId,
    posture: calmPosture,
    flagsByKey: new Map(),
    attackUntil: 0,
    flaggedHere: new Map(),
    digestKey: null,
    rules: { detects, heeds: true, beginsAttackMode: true },
    baseline: baselineOfNobody,
    learnedAt: 0,
    rulesAt: 0,
    isActive: false,
    spike: createSpike(now),
    change: createChange(),
    failing: new Map(),
    unanswered: new Map(),
    counts: createCounts(),
    sightings: new Map(),
    written: new LRUCache({ max: 1000 }),
    refusals: { since: now, mail: nothingHeldBack(), sms: nothingHeldBack() },
    hasNewSignUps: false,
    traced: new LRUCache({ max: 500 }),
  };
}

export const flagName = (kind: string, key: string): string => `${kind} ${key}`;

/** Takes over what the database says. */
export function adopt(watch: TenantWatch, posture: Posture): void {
  watch.posture = posture;
  watch.flagsByKey = new Map(posture.flags.map((flag) => [flagName(flag.kind, flag.digest), flag]));
}

/** Whether the tenant is under attack, as far as this process knows; by the word of a person alone where detection is off. */
export const isUnderAttack = ({ posture, rules, attackUntil }: TenantWatch, now: number): boolean =>
  (posture.mode === 'attack' && (rules.heeds || posture.begunBy !== 'system')) || (rules.heeds && attackUntil > now);
