/** What an account gives and takes away. Each thing given is held against the proof it is given for. */
import { assess, factorsOf, isEnrolmentAsked, isSecondAsked, removeFactor } from './factors.ts';
import {
  type Account,
  type ActorName,
  actorOf,
  type BrowserName,
  type Model,
  readerOf,
  type Session,
  type ShownProof,
} from './model.ts';

/** What somebody shows: that they read a mailbox, or that they know a password. */
export type Proof = { readonly mailbox: string } | { readonly password: string };

/** Notes a fault unless the proof is theirs and opens this account now. */
export function unlock(model: Model, actor: ActorName, account: Account, proof: Proof): void {
  const isTheirs = 'mailbox' in proof ? readerOf(proof.mailbox) === actor : model.knows[actor].includes(proof.password);
  const opens = 'mailbox' in proof ? account.email === proof.mailbox : account.password === proof.password;
  if (!isTheirs || !opens) model.faults.push(`${actor} got into account ${account.key} without a proof of their own`);
}

/**
 * Begins a session; the one that the browser brought along ends. `proofs` are what its journey has shown; `proof` is held
 * against who shows it.
 */
export function signIn(
  model: Model,
  browser: BrowserName,
  account: Account,
  proofs: readonly ShownProof[],
  proof?: Proof,
): void {
  const actor = actorOf(browser);
  if (proof !== undefined) unlock(model, actor, account, proof);
  for (const shown of proofs) unlockByFactor(model, actor, account, shown);
  if (isSecondAsked(model, account, proofs))
    model.faults.push(`${actor} got into account ${account.key} without the second factor that it has`);
  if (isEnrolmentAsked(model, account, proofs))
    model.faults.push(`${actor} got into account ${account.key} without the second factor that everybody has to have`);
  for (const session of model.sessions) if (session.key === model.held[browser]) session.isLive = false;
  const key = model.sessions.length;
  model.sessions.push({
    key,
    account: account.key,
    browser,
    sessionId: null,
    isLive: true,
    isFresh: true,
    lately: [...proofs],
    proofs: [...proofs],
  });
  model.held[browser] = key;
}

/** A factor opens the account that it belongs to, in the hands of whoever has it. */
function unlockByFactor(
  model: Model,
  actor: ActorName,
  account: Account,
  { method, factor: key, identity }: ShownProof,
): void {
  if (method === 'connection') unlockByIdentity(model, actor, account, identity);
  const factor = model.factors.find((each) => each.key === key);
  const isTheirs = factor?.holder === actor && factor.account === account.key && factor.isThere;
  if (['passkey', 'authenticator', 'sms-code'].includes(method) && !isTheirs)
    model.faults.push(`${actor} used a factor of account ${account.key} that is not theirs`);
  if (method === 'recovery-code' && account.codesOf !== actor)
    model.faults.push(`${actor} used a recovery code of account ${account.key} that is not theirs`);
  if (method === 'remembered-device' && assess(model, [{ method }]).amr.length > 0)
    model.faults.push('a remembered browser counts as a proof');
}

/** An account elsewhere opens the account that it is linked to, in the hands of whoever signs in there. */
function unlockByIdentity(model: Model, actor: ActorName, account: Account, key: number | undefined): void {
  const identity = model.identities.find((each) => each.key === key);
  const isTheirs = model.elsewhere.some((there) => there.key === identity?.elsewhere && there.holder === actor);
  if (!isTheirs || identity?.account !== account.key || !identity.isThere)
    model.faults.push(`${actor} used an account elsewhere that is not theirs, or not linked to account ${account.key}`);
}

/** Gives the account an address whose mailbox this actor reads, and ends what was under way about it and the former. */
export function giveEmail(
  model: Model,
  actor: ActorName,
  account: Account,
  address: string,
  by: 'code' | 'undo' = 'code',
): void {
  if (readerOf(address) !== actor)
    model.faults.push(`${actor} has made ${address} the address of account ${account.key} without reading its mail`);
  const former = account.email;
  account.email = address;
  if (former === '') return;
  account.isProvenElsewhere = false;
  for (const flow of model.flows) {
    if (flow.account === account.key) flow.state = 'over';
    if (flow.address === former) flow.letter = null;
  }
  if (by === 'undo') return;
  // Coming back to an address is an undoing itself: no mailbox in between can undo it.
  const returned = model.changes.find(
    (change) => change.account === account.key && change.former === address && !change.isOver,
  );
  if (returned !== undefined) {
    endChanges(model, account, returned.key);
    return;
  }
  const key = model.changes.length;
  model.changes.push({ key, account: account.key, former, changeId: null, isOver: false });
}

/** Another password, or none: who knew the former knows nothing now. */
export function takePassword(account: Account, password: string | null): void {
  if (account.password === null && password === null) return;
  account.password = password;
  account.passwordVersion += 1;
}

/** Ends every session of the account but one. */
export function endSessions(model: Model, account: Account, except?: Session): void {
  for (const session of model.sessions) {
    if (session.account === account.key && session !== except) session.isLive = false;
  }
}

/** Takes the account out of everybody's hands: sessions and all that is under way. */
export function secure(model: Model, account: Account): void {
  endSessions(model, account);
  for (const flow of model.flows) if (flow.account === account.key) flow.state = 'over';
  account.remembered = [];
  account.lost = null;
}

/** "This was not me": besides, neither the password nor what somebody may have set up lately opens it any more. */
export function secureByLink(model: Model, account: Account): void {
  secure(model, account);
  takePassword(account, null);
  for (const factor of factorsOf(model, account)) removeFactor(model, account, factor);
  for (const identity of model.identities) if (identity.account === account.key) identity.isThere = false;
}

/** Ends a change of address and every later one: nobody can undo them any more. */
export function endChanges(model: Model, account: Account, from: number): void {
  for (const change of model.changes) if (change.account === account.key && change.key >= from) change.isOver = true;
}
