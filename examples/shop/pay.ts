/**
 * Paying asks for more than being signed in: a proof from the last minute that it is still the same person, and for a
 * large basket two factors. Without them the person is sent to Cardea with `max_age` and `acr_values`; what comes back
 * says when they last proved it (`auth_time`) and how strongly (`acr`), and nothing is paid that does not say enough.
 */
import type { Person } from '@cardea/example-shared';
import { type Line, linesOf, type ShopState, totalOf } from './basket.ts';

export const freshSeconds = 60;

/** From here on a password is not enough. */
export const strongFromCents = 12_500;
/** What is asked for then: two factors. A passkey is more than that. */
export const strongAcr = 'urn:cardea:aal2';
const strongEnough = [strongAcr, 'phr', 'phrh'];

export const asksForMore = (lines: readonly Line[]): boolean => totalOf(lines) >= strongFromCents;

const secondsSinceProof = (person: Person): number =>
  Math.floor((Date.now() - person.authenticatedAt.getTime()) / 1000);

/** Turns the basket into a receipt, or says that a fresh proof is needed first. */
export function pay(state: ShopState, person: Person | null): 'paid' | 'nothing_to_pay' | 'needs_proof' {
  const lines = linesOf(state);
  if (lines.length === 0) return 'nothing_to_pay';
  if (person === null || secondsSinceProof(person) > freshSeconds) return 'needs_proof';
  const isStrong = strongEnough.includes(person.acr);
  if (asksForMore(lines) && !isStrong) return 'needs_proof';
  const provedSecondsBefore = Math.max(0, secondsSinceProof(person));
  state.receipt = { lines, cents: totalOf(lines), paidAt: new Date(), provedSecondsBefore, isStrong };
  state.basket.clear();
  return 'paid';
}
