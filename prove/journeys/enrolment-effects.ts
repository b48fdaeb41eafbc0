/** The rules of the world for a second factor that everybody has to have: setting it up inside the journey that asks for it. */
import { goOn, signInOf } from './factor-effects.ts';
import { addFactor, factorsOf, isEnrolmentAsked } from './factors.ts';
import { accountOf, actorOf, type Model } from './model.ts';
import type { Move, Outcome } from './moves.ts';

/** Only where it is asked for, of a kind that the account has none of; it counts as shown with that. */
export function enrolInJourney(model: Model, move: Extract<Move, { do: 'enrol-in' }>): Outcome {
  const flow = signInOf(model, move);
  const account = accountOf(model, flow?.account ?? null);
  if (flow === undefined || account === undefined || flow.proofs.length === 0) return 'refused';
  if (!isEnrolmentAsked(model, account, flow.proofs)) return 'refused';
  if (factorsOf(model, account, move.way).length > 0) return 'refused';
  if (!move.isRight) {
    flow.triesLeft -= 1;
    if (flow.triesLeft === 0) flow.state = 'over';
    return 'refused';
  }
  const isSynced = move.way !== 'passkey' || move.isSynced;
  const factor = addFactor(model, account, { method: move.way, holder: actorOf(move.browser), isSynced });
  // From now on it is asked for: where a browser was remembered, and of a change that began without it.
  account.remembered = [];
  account.lost = null;
  for (const other of model.flows)
    if (other.account === account.key && other.kind === 'email-change') other.state = 'over';
  const how = move.way === 'passkey' ? { isVerified: move.isVerified } : {};
  return goOn(model, flow, account, [...flow.proofs, { method: move.way, factor: factor.key, ...how }]);
}
