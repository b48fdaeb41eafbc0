/** What an account gives and takes away. Each thing given is held against the proof it is given for. */
import {
  type Account,
  type ActorName,
  actorOf,
  type BrowserName,
  type Model,
  readerOf,
  type Session,
} from './model.ts';

/** What somebody shows: that they read a mailbox, or that they know a password. */
export type Proof = { readonly mailbox: string } | { readonly password: string };

/** Notes a fault unless the proof is theirs and opens this account now. */
export function unlock(model: Model, actor: ActorName, account: Account, proof: Proof): void {
  const isTheirs = 'mailbox' in proof ? readerOf(proof.mailbox) === actor : model.knows[actor].includes(proof.password);
  const opens = 'mailbox' in proof ? account.email === proof.mailbox : account.password === proof.password;
  if (!isTheirs || !opens) model.faults.push(`${actor} got into account ${account.key} without a proof of their own`);
}

/** Begins a session; the one that the browser brought along ends. */
export function signIn(model: Model, browser: BrowserName, account: Account, proof: Proof): void {
  unlock(model, actorOf(browser), account, proof);
  for (const session of model.sessions) if (session.key === model.held[browser]) session.isLive = false;
  const key = model.sessions.length;
  model.sessions.push({ key, account: account.key, browser, sessionId: null, isLive: true, isFresh: true });
  model.held[browser] = key;
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
}

/** Ends a change of address and every later one: nobody can undo them any more. */
export function endChanges(model: Model, account: Account, from: number): void {
  for (const change of model.changes) if (change.account === account.key && change.key >= from) change.isOver = true;
}
