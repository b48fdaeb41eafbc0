/**
 * How many different accounts a key has met, and how often each counted already. Bounded: beyond its size the number
 * stands still, which is far above every threshold. Two halves take turns, so that nothing is remembered for longer than
 * two periods. An account is 29 bits and three of state in one number: one that collides counts as the other, which only
 * makes alarms rarer.
 */

type Half = { slots: number[]; used: number };
/** `fresh`: how many of the current half the former one has not. */
export type Distinct = { current: Half; former: Half; fresh: number; since: number };

export const periodMilliseconds = 30 * 60 * 1000;
const none: Half = { slots: [0], used: 0 };
const emptyHalf = (): Half => ({ slots: [0, 0, 0, 0], used: 0 });

export const createDistinct = (now: number): Distinct => ({
  current: emptyHalf(),
  former: none,
  fresh: 0,
  since: now,
});

function turn(distinct: Distinct, now: number): void {
  const elapsed = now - distinct.since;
  if (elapsed < periodMilliseconds) return;
  distinct.former = elapsed < 2 * periodMilliseconds ? distinct.current : none;
  distinct.current = emptyHalf();
  distinct.fresh = 0;
  distinct.since = now;
}

/** Where an account is, or the free place it would take. Never full: a half of the slots stays free. */
function placeOf({ slots }: Half, account: number): number {
  const mask = slots.length - 1;
  let place = (account >>> 3) & mask;
  for (let held = slots[place] ?? 0; held !== 0 && held >>> 3 !== account >>> 3; held = slots[place] ?? 0)
    place = (place + 1) & mask;
  return place;
}

const stateIn = (half: Half, account: number): number =>
  half === none ? 0 : (half.slots[placeOf(half, account)] ?? 0) & 7;

function put(half: Half, account: number, state: number): void {
  if ((half.used + 1) * 2 > half.slots.length) grow(half);
  const place = placeOf(half, account);
  if (half.slots[place] === 0) half.used += 1;
  half.slots[place] = ((account & ~7) | state) >>> 0;
}

function grow(half: Half): void {
  const { slots } = half;
  half.slots = new Array<number>(slots.length * 2).fill(0);
  for (const held of slots) if (held !== 0) half.slots[placeOf(half, held)] = held;
}

// Two bits for failures, one for a success; none of them set: not seen.
const succeeded = 4;
const failures = 3;

/**
 * Notes an attempt upon an account and says whether it still counts: two failures and one success of each account do.
 * So neither a clumsy person nor somebody who signs in to their own account over and over moves the figures.
 */
export function noteAccount(
  distinct: Distinct,
  now: number,
  account: number,
  { isSuccess, most }: { readonly isSuccess: boolean; readonly most: number },
): 'first' | 'again' | 'repeated' {
  turn(distinct, now);
  const state = stateIn(distinct.current, account) || stateIn(distinct.former, account);
  if (state === 0) {
    // Full: so many different ones came that one more changes nothing but the memory it takes.
    if (distinct.current.used < most) {
      put(distinct.current, account, isSuccess ? succeeded : 1);
      distinct.fresh += 1;
    }
    return 'first';
  }
  if (isSuccess ? (state & succeeded) !== 0 : (state & failures) > 1) return 'repeated';
  if (distinct.current.used < most || stateIn(distinct.current, account) !== 0)
    put(distinct.current, account, isSuccess ? state | succeeded : state + 1);
  return 'again';
}

/** How many there are, no more than twice the size. */
export function countDistinct(distinct: Distinct, now: number): number {
  turn(distinct, now);
  return distinct.former.used + distinct.fresh;
}

/** A fingerprint of 32 bits (FNV-1a), never zero: for counting only, never for deciding who somebody is. */
export function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) {
    hash ^= text.charCodeAt(place);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash | 8) >>> 0;
}
