/**
 * "This wasn't me": the link in every security notice, and a button in the account. It gives no session; it only takes
 * away. Whoever is in the account is out, neither the password nor a factor set up lately opens anything or is asked for
 * any more, and the way back is recovery by the mailbox, or by the number that an account without one began with. Where
 * no mailbox leads back, a session ends everything but takes no way in away.
 */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Visitor } from '../authentication/index.ts';
import { knownBy } from '../customers/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { keepAccount } from './keep-account.ts';
import type { LifeDependencies } from './life-dependencies.ts';

/** What would become of the password, and how its owner would come back: to be said before anybody presses. */
export type Securing = {
  readonly password: 'stops' | 'stays' | 'none';
  /** By a code to the mailbox or the phone; after the change of the address was undone; or by the ways in, which are kept. */
  readonly wayBack: 'mailbox' | 'phone' | 'former_mailbox' | 'as_ever';
};

/** What the link would do; null when it is no longer good. Looking changes nothing. */
export async function describeSecuringByLink(
  deps: LifeDependencies,
  tenantId: string,
  token: string,
): Promise<Securing | null> {
  const link = await deps.proofs.peekLink(deps.database.reader, tenantId, 'secure-account', token);
  return link === null ? null : describe(deps, tenantId, link.subject, { keepsWaysIn: false });
}

/** What the button of the account would do. */
export async function describeSecuringBySession(
  deps: LifeDependencies,
  tenantId: string,
  customerId: string,
): Promise<Securing> {
  const keepsWaysIn = !(await hasMailbox(deps, deps.database.reader, tenantId, customerId));
  return describe(deps, tenantId, customerId, { keepsWaysIn });
}

async function describe(
  { credentials, customers, proofs, database: { reader } }: LifeDependencies,
  tenantId: string,
  customerId: string,
  { keepsWaysIn }: { readonly keepsWaysIn: boolean },
): Promise<Securing> {
  const hasPassword = (await credentials.passwordSetAt(reader, tenantId, customerId)) !== null;
  if (keepsWaysIn) return { password: hasPassword ? 'stays' : 'none', wayBack: 'as_ever' };
  const password = hasPassword ? 'stops' : 'none';
  if (await customers.hasUndoableChange(reader, tenantId, customerId)) return { password, wayBack: 'former_mailbox' };
  const seconds = proofs.linkSeconds('secure-account');
  const isByNumber = await customers.isNumberNeeded(reader, tenantId, customerId, { seconds });
  return { password, wayBack: isByNumber ? 'phone' : 'mailbox' };
}

/** What was secured: where its owner goes on, by the mailbox, or by what they sign in with where that was kept. */
export type Secured = {
  readonly email: string | null;
  readonly wayBack: Securing['wayBack'];
  readonly keepsWaysIn: boolean;
  /** Whether there was a password, stopped or kept. */
  readonly hadPassword: boolean;
};

/** Secures the account by the link of a notice; refused when that is no longer good or there is no account any more. */
export async function secureByLink(
  deps: LifeDependencies,
  securing: { tenant: Tenant; token: string; visitor: Visitor },
): Promise<Secured> {
  const { tenant, token, visitor } = securing;
  const { tenantId } = tenant;
  const link = await deps.proofs.peekLink(deps.database.reader, tenantId, 'secure-account', token);
  if (link === null) throw new ProblemError('link.refused');
  const { subject: customerId, proofId } = link;
  return lockOut(deps, { tenantId, customerId, visitor, by: { proofId } }, (tx) =>
    deps.proofs.consumeLink(tx, tenantId, 'secure-account', token),
  );
}

/**
 * Secures the account from a session of it. A thief who holds one may do so too, and gains nothing: the session is gone,
 * and the way back leads through the mailbox. Without one it would lead nowhere, so password and factors stay.
 */
export function secureBySession(
  deps: LifeDependencies,
  { tenant, current, visitor }: { tenant: Tenant; current: CurrentSession; visitor: Visitor },
): Promise<Secured> {
  const { tenantId } = tenant;
  const { customerId, sessionId } = current;
  const securing = { tenantId, customerId, visitor, by: { sessionId } };
  return lockOut(deps, securing, async (tx) => {
    const standing = await deps.sessions.standingOf(tx, tenantId, sessionId);
    return standing?.isLive === true;
  });
}

type LockingOut = {
  readonly tenantId: string;
  readonly customerId: string;
  readonly visitor: Visitor;
  readonly by: { readonly proofId: string } | { readonly sessionId: string };
};

/** Ends it all, keeps an account that was about to be closed, and tells its owner. `mayAct` decides once, under the lock. */
async function lockOut(
  deps: LifeDependencies,
  { tenantId, customerId, visitor, by }: LockingOut,
  mayAct: (tx: Transaction) => Promise<boolean>,
): Promise<Secured> {
  const { requestId } = visitor;
  const secured = await deps.database.transaction({ customers: [customerId] }, async (tx): Promise<Secured> => {
    const isAllowed = await mayAct(tx);
    const state = await deps.customers.state(tx, tenantId, customerId);
    if (!isAllowed || state === '' || state === 'closed') throw new ProblemError('link.refused');
    // Whoever got in may have begun to close it. Once its grace is over, nobody can.
    if (state === 'closing' && !(await keepAccount(deps, tx, { tenantId, customerId, visitor, method: 'secure-link' })))
      throw new ProblemError('link.refused');
    await deps.authentication.secure(tx, { tenantId, customerId, reason: 'account_secured', requestId });
    const entry = { tenantId, customerId, actor: { kind: 'visitor' }, requestId } as const;
    const seconds = deps.proofs.linkSeconds('secure-account');
    const firstNumber = await numberBegunWith(deps, tx, tenantId, customerId);
    if ('proofId' in by && firstNumber !== null) await dropYoungAddress(deps, tx, { ...entry, seconds, visitor });
    // The link of a notice came to a mailbox or a phone; a session says nothing of one.
    if ('sessionId' in by && !(await hasMailbox(deps, tx, tenantId, customerId))) {
      const data = { ...by, keptWaysIn: true } as const;
      await deps.ledger.append(tx, { ...entry, event: 'account.secured', data, personal: visitor.client });
      const hadPassword = (await deps.credentials.passwordSetAt(tx, tenantId, customerId)) !== null;
      return { email: null, wayBack: 'as_ever', keepsWaysIn: true, hadPassword };
    }
    const credentialId = await deps.credentials.remove(tx, tenantId, customerId);
    const keepsPhone = firstNumber !== null;
    const madeLately = await deps.credentials.removeYoungFactors(tx, tenantId, customerId, { seconds, keepsPhone });
    await deps.ledger.appendAll(tx, [
      ...(credentialId === null ? [] : [{ ...entry, event: 'password.removed' as const, data: { credentialId } }]),
      ...madeLately.factors.map((made) => ({
        ...entry,
        event: 'factor.removed' as const,
        data: made,
        personal: visitor.client,
      })),
      ...madeLately.identities.map(({ identityId, connectionId }) => ({
        ...entry,
        event: 'identity.unlinked' as const,
        data: { identityId, connectionId },
        personal: visitor.client,
      })),
      { ...entry, event: 'account.secured', data: by, personal: visitor.client },
    ]);
    // An address that was changed lately may be a thief's: the way back is the note to the former one, which undoes it.
    const secured = { keepsWaysIn: false, hadPassword: credentialId !== null };
    if (await deps.customers.hasUndoableChange(tx, tenantId, customerId))
      return { ...secured, email: null, wayBack: 'former_mailbox' };
    const profile = await deps.customers.profile(tx, tenantId, customerId);
    // Where there is no address the number leads back.
    const wayBack = profile?.email === null ? 'phone' : 'mailbox';
    return { ...secured, email: (profile && knownBy(profile)) || null, wayBack };
  });
  deps.protection.detection.disowned({ tenantId, customerId });
  return secured;
}

/** The number that the account began with and is led back to by; null where an address is what it began with. */
async function numberBegunWith(
  deps: LifeDependencies,
  tx: Transaction,
  tenantId: string,
  customerId: string,
): Promise<string | null> {
  const first = await deps.customers.firstNumber(tx, tenantId, customerId);
  const factor = await deps.credentials.phoneFactors.find(tx, tenantId, customerId);
  return first !== null && factor?.identifierId === first ? first : null;
}

/** An address that was added lately may be a thief's: the account is its number's alone again. */
async function dropYoungAddress(
  deps: LifeDependencies,
  tx: Transaction,
  dropped: {
    readonly tenantId: string;
    readonly customerId: string;
    readonly seconds: number;
    readonly visitor: Visitor;
  },
): Promise<void> {
  const { tenantId, customerId, seconds, visitor } = dropped;
  // What was changed and not added is undone by the note to the former address.
  if (await deps.customers.hasUndoableChange(tx, tenantId, customerId)) return;
  const removed = await deps.customers.removeYoungAddress(tx, tenantId, customerId, { seconds });
  if (removed === null) return;
  await deps.proofs.voidSubject(tx, tenantId, removed.key);
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'identifier.removed',
    actor: { kind: 'visitor' },
    requestId: visitor.requestId,
    data: { identifierId: removed.identifierId, type: 'email' },
    personal: visitor.client,
  });
}

/** Whether its owner can be sent a code: to an address that they have proven, and that takes mails. */
async function hasMailbox(
  deps: LifeDependencies,
  queries: Queries,
  tenantId: string,
  customerId: string,
): Promise<boolean> {
  const own = await deps.customers.identifiers(queries, tenantId, customerId, 'own');
  return own.some(({ type, undeliverableSince }) => type === 'email' && undeliverableSince === null);
}
