/** The rules of the world for accounts elsewhere: coming by one, signing up with it, linking it and unlinking it. */
import { begin, signInOf } from './factor-effects.ts';
import { isFresh } from './factors.ts';
import { identityOf, linkTo, unlinkFrom } from './identities.ts';
import { type Account, accountOf, type Flow, holderOf, isTaken, type Model, type Session } from './model.ts';
import type { Move, Outcome } from './moves.ts';

type Of<Do extends Move['do']> = Extract<Move, { do: Do }>;
const triesOfAJourney = 5;

/** Somebody comes back from a provider; an address alone links nothing, and an answer is good in one browser. */
export function travel(model: Model, move: Of<'travel'>): Outcome {
  const flow = signInOf(model, move);
  const there = model.elsewhere[move.elsewhere];
  if (flow === undefined || there === undefined || move.returns !== move.browser) return 'refused';
  const identity = identityOf(model, there.key);
  const account = accountOf(model, identity?.account ?? null);
  if (identity !== undefined && account !== undefined)
    return begin(model, flow, account, { method: 'connection', identity: identity.key });
  const holder = there.isProven ? holderOf(model, there.email) : undefined;
  if (holder === undefined) return 'leads-to-sign-up';
  flow.account = holder.key;
  flow.proofs = [];
  flow.state = 'open';
  flow.triesLeft = triesOfAJourney;
  flow.arrival = { elsewhere: there.key, account: holder.key };
  return 'leads-to-linking';
}

/** What stands in the way of an account with this address that begins with what the journey was shown. */
export function refuseWith(model: Model, flow: Flow, address: string): 'taken' | 'linked' | null {
  if (isTaken(model, address)) return 'taken';
  return flow.isWith && identityOf(model, flow.arrival?.elsewhere ?? -1) !== undefined ? 'linked' : null;
}

/** The sign-up that begins with an account elsewhere: at once where that proves the address, or after a code. */
export function signUpWith(model: Model, move: Of<'sign-up-with'>, register: (flow: Flow) => Outcome): Outcome {
  const flow = model.flows.find(({ id }) => id === move.flow);
  const there = model.elsewhere[flow?.arrival?.elsewhere ?? -1];
  if (flow?.kind !== 'registration' || flow.state !== 'open' || flow.browser !== move.browser) return 'refused';
  if (there === undefined) return 'refused';
  flow.isWith = true;
  if (there.isProven && there.email === move.address) return register(flow);
  flow.address = move.address;
  flow.password = null;
  flow.letter = null;
  return 'asks-for-code';
}

/** In an open session, by a form of its own after the way back. */
export function changeIdentities(
  model: Model,
  move: Of<'link' | 'unlink'>,
  session: Session,
  account: Account,
): Outcome {
  if (!isFresh(model, session, account)) return 'asks-to-confirm';
  if (move.do === 'link') return linkTo(model, account, move.elsewhere) === undefined ? 'refused' : 'done';
  const identity = model.identities[move.identity];
  if (identity?.account !== account.key || !identity.isThere) return 'refused';
  unlinkFrom(model, account, identity, session);
  return 'done';
}
