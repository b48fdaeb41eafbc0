/**
 * What one attempt says about all that it came from. Memory only, and a few microseconds: it is called on the way of every
 * sign-in. What is found acts in this process at once, and is written down for the others by whoever drains the sightings.
 */
import type { FindingAction, FindingKind } from '@cardea/contract';
import { regionOf } from '../../network.ts';
import { changeIn, noteStep, restartChange } from '../rules/change-point.ts';
import type { Counted } from '../rules/decaying-counter.ts';
import { digestOf } from '../rules/digest.ts';
import { fingerprint } from '../rules/distinct.ts';
import { figuresOf, judge, leastAccounts } from '../rules/judge.ts';
import { type Addresses, type Keys, keysOf } from '../rules/keys.ts';
import { isPardoned } from '../rules/posture.ts';
import { alarmsAbove, noteFailure } from '../rules/spike.ts';
import { wideAccounts } from '../rules/spray.ts';
import { isWide, noteNeighbourhood } from '../rules/spread.ts';
import { type FlagKind, flagKinds, type Outcome, type Sighting } from '../vocabulary.ts';
import type { createGuessedAccounts } from './guessed-accounts.ts';
import type { createHarvestedDevices } from './harvested-devices.ts';
import type { createShares } from './shares.ts';
import type { createSprays } from './sprays.ts';
import { flagName, isUnderAttack, type TenantWatch } from './tenant-watch.ts';
import type { Noted, Windows } from './windows.ts';

export type Sensors = {
  readonly windows: Windows;
  readonly sprays: ReturnType<typeof createSprays>;
  readonly guessed: ReturnType<typeof createGuessedAccounts>;
  readonly harvested: ReturnType<typeof createHarvestedDevices>;
  readonly shares: ReturnType<typeof createShares>;
  readonly addresses: Addresses;
};

/** How long this process believes itself before it has read what was written. */
const ownBeliefMilliseconds = 60_000;
// Fewer unanswered challenges than this are people who closed the page.
const leastUnanswered = 30;

const findingOf: Readonly<Record<FlagKind, FindingKind>> = {
  source: 'flagged_source',
  neighbourhood: 'flagged_neighbourhood',
  network: 'flagged_network',
  user_agent: 'flagged_user_agent',
};

export function observeOutcome(sensors: Sensors, watch: TenantWatch, outcome: Outcome, now: number): void {
  const keys = keysOf(outcome.client, sensors.addresses);
  const countsForTenant = speaksForTenant(sensors, watch, { outcome, keys }, now);
  watch.counts.count(outcome, { underAttack: isUnderAttack(watch, now), countsForTenant });
  if (outcome.action === 'sign-up' && outcome.result === 'success') watch.hasNewSignUps = true;
  // How full the server is says nothing about who came: a busy day is no attack, and of a flood enough is looked at.
  if (!watch.rules.detects || outcome.result === 'turned_away') return;
  if (outcome.result === 'challenged') noteUnanswered(sensors, watch, keys, now);
  // A sign-up names no account that could be there or not.
  else if (outcome.action !== 'sign-up') noteAttempt(sensors, watch, { outcome, keys, countsForTenant }, now);
}

const tenantName = ({ tenantId }: TenantWatch) => `${tenantId} tenant`;
const windowName = ({ tenantId }: TenantWatch, kind: FlagKind, key: string) => `${tenantId} ${kind} ${key}`;

/**
 * Whether it counts for the tenant as a whole: with a browser that this very account does not know, as a token says only
 * that somebody has an account. From one place the first few attempts count.
 */
function speaksForTenant(
  { shares }: Sensors,
  watch: TenantWatch,
  { outcome, keys }: { readonly outcome: Outcome; readonly keys: Keys },
  now: number,
): boolean {
  const { isKnownDevice, hasDeviceToken, deviceKey, result, isRequest = false } = outcome;
  if (result === 'challenged' || result === 'turned_away' || (isKnownDevice ?? hasDeviceToken)) return false;
  return shares.take(now, `${tenantName(watch)} tried`, {
    keys,
    deviceKey,
    hasFailed: result !== 'success' || isRequest,
  });
}

/** Whether so many places are concerned that it is no one attacker's; of those who cannot be told apart, nobody can say. */
const comesFromMany = (spread: TenantWatch['failing'], { neighbourhood }: Keys, now: number): boolean =>
  neighbourhood === null || isWide(spread, now);

/** An attack does not end because what it sends is stopped at the door. */
function noteUnanswered({ windows, shares }: Sensors, watch: TenantWatch, keys: Keys, now: number): void {
  const name = tenantName(watch);
  if (keys.neighbourhood !== null) noteNeighbourhood(watch.unanswered, now, keys.neighbourhood);
  if (!shares.takeFailure(now, `${name} unanswered`, keys)) return;
  windows.count(name, now, 'challenged');
  if (!isUnderAttack(watch, now) || !comesFromMany(watch.unanswered, keys, now)) return;
  const { quarter } = windows.read(name, now);
  const { challenged, attempts } = quarter;
  if (challenged > leastUnanswered && challenged > 2 * attempts)
    seeAttack(watch, now, figuresOf({ unanswered: challenged, attempts }));
}

type Attempt = { readonly outcome: Outcome; readonly keys: Keys; readonly countsForTenant: boolean };

function noteAttempt(sensors: Sensors, watch: TenantWatch, { outcome, keys, countsForTenant }: Attempt, now: number) {
  const { result, isRequest = false, isKnownDevice, isKnownAccount } = outcome;
  const isSuccess = result === 'success' && !isRequest;
  const hasFailed = result !== 'success';
  // In their own browser people mistype their own password; nobody else can fail there.
  if (hasFailed && isKnownDevice === true) return;
  const noted: Noted = {
    account: fingerprint(outcome.accountKey),
    isSuccess,
    counts: countsAs(isSuccess, hasFailed),
    countsFirst: [isKnownAccount ? 'known' : 'unknown'],
  };
  for (const kind of flagKinds) {
    const key = keys[kind];
    if (key !== null) noteKey(sensors, watch, { kind, key, noted, mayFlag: !isSuccess }, now);
  }
  if (hasFailed && keys.neighbourhood !== null) noteNeighbourhood(watch.failing, now, keys.neighbourhood);
  if (countsForTenant) noteTenant(sensors, watch, { noted, hasFailed, isKnownAccount, keys }, now);
  if (hasFailed) noteFailureOf(sensors, watch, outcome, { noted, keys }, now);
}

const signedIn: readonly Counted[] = ['attempts', 'successes'];
const failed: readonly Counted[] = ['attempts', 'failures'];
const asked: readonly Counted[] = ['attempts'];
const countsAs = (isSuccess: boolean, hasFailed: boolean) => (isSuccess ? signedIn : hasFailed ? failed : asked);

function noteKey(
  { windows }: Sensors,
  watch: TenantWatch,
  { kind, key, noted, mayFlag }: { kind: FlagKind; key: string; noted: Noted; mayFlag: boolean },
  now: number,
): void {
  const name = windowName(watch, kind, key);
  const met = windows.note(kind, name, now, noted);
  if (!mayFlag || met === null || met.accounts < leastAccounts[kind]) return;
  const judged = judge(kind, windows.read(name, now), watch.baseline);
  if (judged === null || judged.level === 0) return;
  const { level, figures } = judged;
  const finding = findingOf[kind];
  const action: FindingAction = level > 1 ? 'confirmed' : 'challenged';
  if (!see(watch, { kind: finding, action, key, flag: { kind, level }, figures }, now)) return;
  watch.flaggedHere.set(flagName(kind, key), { level, finding, until: now + ownBeliefMilliseconds });
  bound(watch.flaggedHere);
}

type TenantAttempt = {
  readonly noted: Noted;
  readonly hasFailed: boolean;
  readonly isKnownAccount: boolean;
  readonly keys: Keys;
};

function noteTenant(
  { windows }: Sensors,
  watch: TenantWatch,
  { noted, hasFailed, isKnownAccount, keys }: TenantAttempt,
  now: number,
): void {
  const name = tenantName(watch);
  const met = windows.note('tenant', name, now, noted);
  if (met === null) return;
  const { accounts, isFirst } = met;
  const { baseline, change } = watch;
  // Who has forgotten a password fails at one account, a list at each of its own. Where nobody can tell where attempts
  // come from, one place could make a change of all.
  if (keys.neighbourhood !== null && (noted.isSuccess || (hasFailed && isFirst)))
    noteStep(change, { hasFailed, isKnownAccount, region: fingerprint(regionOf(keys.neighbourhood)) }, baseline);
  const mean = baseline.failuresInFiveMinutes;
  const sum = hasFailed && mean !== null ? noteFailure(watch.spike, now, mean) : 0;
  // Who only asks for messages has not been refused anything: budgets answer that.
  if (!hasFailed || accounts < leastAccounts.tenant || !comesFromMany(watch.failing, keys, now)) return;
  const seen = windows.read(name, now);
  const judged = judge('tenant', seen, baseline);
  const changed = changeIn(change);
  if (judged !== null || changed !== null) restartChange(change);
  if (judged !== null) {
    seeAttack(watch, now, judged.figures);
    return;
  }
  if (changed !== null) {
    seeAttack(watch, now, figuresOf({ ...changed, attempts: changed.failures + changed.successes, accounts }));
    return;
  }
  const { failures, attempts, successes } = seen.quarter;
  // More people than usual who fail as often as usual are a busy hour.
  const failsMore = failures > attempts * Math.min(0.9, baseline.failureShare + 0.15);
  if (sum > alarmsAbove && failsMore)
    seeAttack(watch, now, figuresOf({ attempts, failures, successes, accounts, test: sum }));
}

function noteFailureOf(
  { sprays, guessed, windows, harvested }: Sensors,
  watch: TenantWatch,
  { passwordMark, accountKey, isKnownAccount, isKnownDevice, deviceKey, customerId = null }: Outcome,
  { noted, keys }: { noted: Noted; keys: Keys },
  now: number,
): void {
  const { tenantId } = watch;
  if (isKnownDevice === false && deviceKey !== undefined)
    harvested.note(now, tenantId, { deviceKey, account: noted.account });
  if (passwordMark !== undefined) {
    const failuresOfTheHour = windows.read(tenantName(watch), now).quarter.failures * 3;
    const spray = { mark: passwordMark, account: noted.account, failuresOfTheHour };
    const accounts = sprays.note(now, tenantId, spray);
    if (accounts !== null) {
      see(watch, { kind: 'password_spray', action: 'confirmed', key: '', figures: { accounts } }, now);
      if (accounts >= wideAccounts && comesFromMany(watch.failing, keys, now)) seeAttack(watch, now, { accounts });
    }
  }
  if (!isKnownAccount || accountKey === '') return;
  const figures = guessed.note(now, `${tenantId} ${accountKey}`, fingerprint(keys.source ?? ''));
  if (figures !== null)
    see(watch, { kind: 'account_guessing', action: 'noted', key: accountKey, customerId, figures }, now);
}

/** Sees an attack upon the tenant as a whole. */
function seeAttack(watch: TenantWatch, now: number, figures: Sighting['figures']): void {
  const { beginsAttackMode } = watch.rules;
  const action: FindingAction = beginsAttackMode ? 'attack_mode' : 'noted';
  if (see(watch, { kind: 'stuffing', action, key: '', figures }, now) && beginsAttackMode)
    watch.attackUntil = now + ownBeliefMilliseconds;
}

/** Notes what is to be written down; false where it was taken back and not a day has passed. */
export function see(watch: TenantWatch, sighting: Omit<Sighting, 'tenantId'>, now: number): boolean {
  if (hasPardon(watch, sighting, now)) return false;
  watch.sightings.set(flagName(sighting.kind, sighting.digest ?? sighting.key), {
    ...sighting,
    tenantId: watch.tenantId,
  });
  bound(watch.sightings);
  return true;
}

function hasPardon(watch: TenantWatch, sighting: Omit<Sighting, 'tenantId'>, now: number): boolean {
  if (watch.posture.pardons.length === 0 || watch.digestKey === null) return false;
  const { kind, key, flag } = sighting;
  const digest = sighting.digest ?? digestOf(watch.digestKey, flag?.kind ?? kind, key);
  return isPardoned(watch.posture, kind, digest, now);
}

const most = 1000;
function bound(map: Map<string, unknown>): void {
  if (map.size <= most) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
