/**
 * Counters that forget exponentially: each of three windows halves what it holds once in its own length, so a key needs
 * a fixed, small memory whatever comes (reference: intelligence.md, item 31).
 */

export const windowNames = ['minute', 'quarter', 'day'] as const;
export type WindowName = (typeof windowNames)[number];
const halfLives: Readonly<Record<WindowName, number>> = { minute: 60_000, quarter: 900_000, day: 86_400_000 };

export const counted = ['attempts', 'failures', 'successes', 'unknown', 'known', 'challenged'] as const;
export type Counted = (typeof counted)[number];

/** What a window holds at this moment. */
export type Tally = Readonly<Record<Counted, number>>;

// One slot for each pair, and the last for the moment it was touched.
const slots = windowNames.length * counted.length;
const touchedAt = slots;

/** Plain numbers: beside a hundred thousand of them, typed arrays cost more than what they hold. */
export type Counters = number[];

export const createCounters = (now: number): Counters => {
  const counters = new Array<number>(slots + 1).fill(0);
  counters[touchedAt] = now;
  return counters;
};

/** Lets time pass for all of them. A clock that ran backwards changes nothing. */
function decay(counters: Counters, now: number): void {
  const elapsed = now - (counters[touchedAt] ?? now);
  if (elapsed <= 0) return;
  let slot = 0;
  for (const name of windowNames) {
    const left = 2 ** (-elapsed / halfLives[name]);
    for (let place = 0; place < counted.length; place += 1, slot += 1) counters[slot] = (counters[slot] ?? 0) * left;
  }
  counters[touchedAt] = now;
}

/** Adds one to each of these, in every window. */
export function add(counters: Counters, now: number, what: readonly Counted[]): void {
  decay(counters, now);
  for (const name of what) {
    const place = counted.indexOf(name);
    for (let window = 0; window < windowNames.length; window += 1) {
      const slot = window * counted.length + place;
      counters[slot] = (counters[slot] ?? 0) + 1;
    }
  }
}

/** What one window holds now. */
export function tally(counters: Counters, now: number, window: WindowName): Tally {
  decay(counters, now);
  const first = windowNames.indexOf(window) * counted.length;
  const at = (name: Counted) => counters[first + counted.indexOf(name)] ?? 0;
  return {
    attempts: at('attempts'),
    failures: at('failures'),
    successes: at('successes'),
    unknown: at('unknown'),
    known: at('known'),
    challenged: at('challenged'),
  };
}
