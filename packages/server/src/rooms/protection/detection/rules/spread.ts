/** From how many neighbourhoods something came lately. Bounded, and exact as long as few are what matters. */
import { fingerprint } from './distinct.ts';

/** When each of them was met last, the latest at the end. */
export type Spread = Map<number, number>;

const latelyMilliseconds = 15 * 60 * 1000;
const mostRemembered = 16;
/** Fewer are one attacker's own lines. */
const leastWide = 5;

export function noteNeighbourhood(spread: Spread, now: number, neighbourhood: string): void {
  const place = fingerprint(neighbourhood);
  spread.delete(place);
  spread.set(place, now);
  if (spread.size <= mostRemembered) return;
  const [oldest] = spread.keys();
  if (oldest !== undefined) spread.delete(oldest);
}

export function isWide(spread: Spread, now: number): boolean {
  let lately = 0;
  for (const at of spread.values()) if (now - at <= latelyMilliseconds) lately += 1;
  return lately >= leastWide;
}
