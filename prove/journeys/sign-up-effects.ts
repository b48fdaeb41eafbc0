/** The rules of the world for a sign-up whose address is proven: what its account begins with. */
import { addFactor, waitsForEnrolment } from './factors.ts';
import { giveEmail, signIn, unlock } from './grants.ts';
import { linkTo } from './identities.ts';
import { refuseWith } from './identity-effects.ts';
import { type Account, actorOf, type Flow, flowOf, type Model, type ShownProof } from './model.ts';
import type { Move, Outcome } from './moves.ts';

type Of<Do extends Move['do']> = Extract<Move, { do: Do }>;

/** The account begins, with the address that this journey has proven, or that a provider vouches for. */
export function register(
  model: Model,
  flow: Flow,
  address: string,
  browser: Flow['browser'],
  method: 'email-code' | 'email-link' | null,
  passkey?: { readonly isSynced: boolean; readonly isVerified: boolean },
): Outcome {
  const refusal = refuseWith(model, flow, address);
  if (refusal === 'linked') return 'refused';
  flow.state = 'over';
  if (refusal === 'taken') return 'refused';
  const account: Account = {
    key: model.accounts.length,
    customerId: null,
    email: '',
    isProvenElsewhere: method === null,
    password: flow.isWith ? null : flow.password,
    passwordVersion: 1,
    state: 'active',
    codes: [],
    codesOf: actorOf(browser),
    remembered: [],
    lost: null,
    grace: null,
  };
  model.accounts.push(account);
  giveEmail(model, actorOf(browser), account, address);
  const mailbox = method === null ? [] : [{ method }];
  const proof = method === null ? undefined : { mailbox: address };
  const identity = flow.isWith ? linkTo(model, account, flow.arrival?.elsewhere ?? -1) : undefined;
  const key =
    passkey && addFactor(model, account, { method: 'passkey', holder: actorOf(browser), isSynced: passkey.isSynced });
  const made: ShownProof[] = key ? [{ method: 'passkey', factor: key.key, isVerified: passkey.isVerified }] : [];
  const proofs = [...mailbox, ...firstOf(account, identity), ...made];
  if (waitsForEnrolment(model, flow, account, proofs)) {
    flow.browser = browser;
    if (proof !== undefined) unlock(model, actorOf(browser), account, proof);
    return 'asks-to-enrol';
  }
  signIn(model, browser, account, proofs, proof);
  return 'done';
}

/** What it begins with besides a passkey. */
function firstOf({ password }: Account, identity: { readonly key: number } | undefined): ShownProof[] {
  if (identity !== undefined) return [{ method: 'connection', identity: identity.key }];
  return password === null ? [] : [{ method: 'password' }];
}

/** In the browser that proved the address, and about that address alone. */
export function beginWithPasskey(model: Model, move: Of<'begin-passkey'>): Outcome {
  const flow = flowOf(model, move.flow);
  const method = flow?.proofs[0]?.method;
  if (flow?.state !== 'choosing' || flow.browser !== move.browser || flow.address === null) return 'refused';
  const by = method === 'email-link' ? 'email-link' : 'email-code';
  return register(model, flow, flow.address, move.browser, by, move);
}
