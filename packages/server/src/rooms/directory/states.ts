/**
 * What staff do to an account: pause it, open it again, end its sessions, begin or undo its end. Each works within a
 * transaction that holds the customer's lock, so that one call and a bulk action do exactly the same.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { isId } from '../../foundation/ids/index.ts';
import { demandCustomer } from './customer-page.ts';
import type { Acting, DirectoryDependencies } from './dependencies.ts';

/** False when the customer is in no state that allows it, or needs it. */
export type StaffAction = (
  deps: DirectoryDependencies,
  tx: Transaction,
  acting: Acting,
  customerId: string,
) => Promise<boolean>;

/** Nobody is signed in to the account from this moment, and nothing that hangs on a session is good any more. */
export const disable: StaffAction = async (deps, tx, acting, customerId) => {
  const { tenantId, actor, requestId } = acting;
  if (!(await mayActOn(deps, tx, acting, { customerId, ends: true }))) return false;
  if (!(await deps.customers.disable(tx, tenantId, customerId))) return false;
  await deps.sessions.endAll(tx, { tenantId, customerId, requestId, reason: 'account_disabled', actor });
  await deps.authentication.endPending(tx, { tenantId, customerId });
  await deps.ledger.append(tx, { tenantId, customerId, event: 'customer.disabled', actor, requestId, data: {} });
  return true;
};

/** Its owner may sign in again; nothing that ended comes back. */
export const enable: StaffAction = async (deps, tx, acting, customerId) => {
  const { tenantId, actor, requestId } = acting;
  if (!(await mayActOn(deps, tx, acting, { customerId }))) return false;
  if (!(await deps.customers.enable(tx, tenantId, customerId))) return false;
  await deps.ledger.append(tx, { tenantId, customerId, event: 'customer.enabled', actor, requestId, data: {} });
  return true;
};

/** Ends every session; the customer may sign in again at once. */
export const endSessions: StaffAction = async (deps, tx, acting, customerId) => {
  const { tenantId, actor, requestId } = acting;
  if (!(await mayActOn(deps, tx, acting, { customerId }))) return false;
  const state = await deps.customers.state(tx, tenantId, customerId);
  if (state === '' || state === 'closed') return false;
  const reason = 'ended_by_administrator';
  return (await deps.sessions.endAll(tx, { tenantId, customerId, requestId, reason, actor })) > 0;
};

/** Begins the grace at the end of which the account is closed. Its owner is told and may keep it until then. */
export const close: StaffAction = async (deps, tx, acting, customerId) => {
  const { tenantId, actor, requestId } = acting;
  if (!(await mayActOn(deps, tx, acting, { customerId, ends: true }))) return false;
  const tenant = await deps.tenants.byId(tenantId);
  if (tenant === null) return false;
  const { closingGraceDays } = tenant.settings.account;
  const closesAt = await deps.customers.beginClosing(tx, tenantId, customerId, closingGraceDays);
  if (closesAt === null) return false;
  await deps.authentication.secure(tx, { tenantId, customerId, reason: 'account_closing', requestId, actor });
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'account.closing',
    actor,
    requestId,
    data: { closesAt: closesAt.toISOString() },
    personal: byStaff,
  });
  return true;
};

/** Undoes that while the grace lasts. */
export const keep: StaffAction = async (deps, tx, acting, customerId) => {
  const { tenantId, actor, requestId } = acting;
  if (!(await mayActOn(deps, tx, acting, { customerId }))) return false;
  if (!(await deps.customers.keep(tx, tenantId, customerId))) return false;
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'account.kept',
    actor,
    requestId,
    data: { method: 'administrator' },
    personal: byStaff,
  });
  return true;
};

/**
 * Whether somebody may act upon this account: only who may change customers at this moment, and upon an administrator's
 * only who may do all that they may (case 180), which is refused aloud. A job leaves administrators alone.
 */
export async function mayActOn(
  { access }: Pick<DirectoryDependencies, 'access'>,
  tx: Transaction,
  { tenantId, by, requestId }: Acting,
  { customerId, ends = false }: { customerId: string; ends?: boolean },
): Promise<boolean> {
  if (by === 'job') return (await access.find(tenantId, customerId, tx)) === null;
  const { place, caller } = by;
  // The request was let in before it waited for the account; what has been taken from its author since counts.
  if (caller.kind === 'administrator' && !(await access.heldNow(tx, place, caller.customerId)).has('customers:write'))
    throw new ProblemError('token.insufficient_scope');
  await access.demandMayActOn(tx, { place, customerId }, { caller, requestId, ends });
  return true;
}

// The customer is never told where staff sit.
const byStaff = { address: '', userAgent: '' } as const;

/** Does it to one customer; refuses who is not there, or in no state that allows it. */
export async function actUpon(
  deps: DirectoryDependencies,
  acting: Acting,
  customerId: string,
  action: StaffAction,
): Promise<void> {
  await demandCustomer(deps, acting.tenantId, customerId);
  const isDone = await deps.database.transaction({ customers: [customerId] }, (tx) =>
    action(deps, tx, acting, customerId),
  );
  if (!isDone) throw new ProblemError('customer.not_in_state');
}

/** Ends all sessions; having none is no refusal. */
export async function endAllSessions(deps: DirectoryDependencies, acting: Acting, customerId: string): Promise<void> {
  await demandCustomer(deps, acting.tenantId, customerId);
  await deps.database.transaction({ customers: [customerId] }, (tx) => endSessions(deps, tx, acting, customerId));
}

/** Ends one session of this customer. */
export async function endOneSession(
  deps: DirectoryDependencies,
  acting: Acting,
  customerId: string,
  sessionId: string,
): Promise<void> {
  const { tenantId, actor, requestId } = acting;
  const isTheirs = isId('customer', customerId) && isId('session', sessionId);
  const ended =
    isTheirs &&
    (await deps.database.transaction({ customers: [customerId] }, async (tx) => {
      await mayActOn(deps, tx, acting, { customerId });
      const ending = { tenantId, customerId, sessionId, reason: 'ended_by_administrator', requestId, actor } as const;
      return deps.sessions.end(tx, ending);
    }));
  if (!ended) throw new ProblemError('session.not_found');
}
