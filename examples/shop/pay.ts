/**
 * Paying asks for more than being signed in: a proof from the last minute that it is still the same person. Without
 * one, the person is sent to Cardea with `max_age`, and what comes back says when they last proved it (`auth_time`).
 */
import type { Person } from '@cardea/example-shared';
import { linesOf, type ShopState, totalOf } from './basket.ts';

export const freshSeconds = 60;

const secondsSinceProof = (person: Person): number =>
  Math.floor((Date.now() - person.authenticatedAt.getTime()) / 1000);

/** Turns the basket into a receipt, or says that a fresh proof is needed first. */
export function pay(state: ShopState, person: Person | null): 'paid' | 'nothing_to_pay' | 'needs_proof' {
  const lines = linesOf(state);
  if (lines.length === 0) return 'nothing_to_pay';
  if (person === null || secondsSinceProof(person) > freshSeconds) return 'needs_proof';
  const provedSecondsBefore = Math.max(0, secondsSinceProof(person));
  state.receipt = { lines, cents: totalOf(lines), paidAt: new Date(), provedSecondsBefore };
  state.basket.clear();
  return 'paid';
}
