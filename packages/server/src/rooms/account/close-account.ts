/**
 * Closing one's own account: nobody is signed in to it from this moment, and for as long as the grace lasts its owner
 * may come back, by signing in or by the link that is mailed. After that there is nothing to come back to.
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import type { SignInOutcome, Visitor } from '../authentication/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { keepAccount } from './keep-account.ts';
import type { LifeDependencies } from './life-dependencies.ts';

/** Begins the grace and ends every session; asks for a fresh proof. Returns the date it closes. */
export async function closeAccount(
  deps: LifeDependencies,
  closing: { tenant: Tenant; current: CurrentSession; visitor: Visitor },
): Promise<Date> {
  const { tenant, current, visitor } = closing;
  await deps.authentication.demandFresh(tenant, current);
  const { tenantId } = tenant;
  const { customerId } = current;
  const { requestId } = visitor;
  const closesAt = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    // Whoever secures the account at this moment is seen here: a session that is over closes nothing.
    await deps.authentication.holdFresh(tx, tenant, current);
    // A business that nobody owns can be given to nobody any more.
    await deps.access.demandNotLastOwner(tx, tenantId, customerId);
    const date = await deps.customers.beginClosing(tx, tenantId, customerId, tenant.settings.account.closingGraceDays);
    if (date === null) return null;
    await deps.authentication.secure(tx, { tenantId, customerId, reason: 'account_closing', requestId });
    await deps.ledger.append(tx, {
      tenantId,
      customerId,
      event: 'account.closing',
      actor: { kind: 'customer', id: customerId },
      requestId,
      data: { closesAt: date.toISOString() },
      personal: visitor.client,
    });
    return date;
  });
  if (closesAt === null) throw new ProblemError('session.required');
  return closesAt;
}

/** When the account closes whose owner has just proven themselves in this browser's sign-in; refused for any other. */
export async function describeKeepBySignIn(
  deps: LifeDependencies,
  tenantId: string,
  flowId: string | undefined,
  browserSecret: string | null,
): Promise<Date> {
  const { customerId } = await loadProven(deps, tenantId, flowId, browserSecret);
  const closesAt = await deps.customers.closesAt(deps.database.reader, tenantId, customerId);
  if (closesAt === null) throw new ProblemError('flow.unknown');
  return closesAt;
}

/** Keeps the account after all and signs its owner in. */
export async function keepBySignIn(
  deps: LifeDependencies,
  keeping: { tenant: Tenant; flowId: string | undefined; visitor: Visitor & { deviceSecret: string } },
): Promise<SignInOutcome> {
  const { tenant, visitor } = keeping;
  const { tenantId } = tenant;
  const { flow, customerId } = await loadProven(deps, tenantId, keeping.flowId, visitor.browserSecret);
  return deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await deps.authentication.flows.hold(tx, flow);
    const isKept = await keepAccount(deps, tx, { tenantId, customerId, visitor, method: 'sign-in' });
    if (!isKept) throw new ProblemError('flow.unknown');
    const { proofs, keepsSignedIn } = flow;
    const completed = await deps.authentication.complete(tx, {
      tenant,
      flow,
      customerId,
      proofs,
      visitor,
      ...(keepsSignedIn === null ? {} : { keepSignedIn: keepsSignedIn }),
    });
    if ('notAllowed' in completed) throw new ProblemError('sign_in.not_allowed', { cause: completed.notAllowed });
    return completed;
  });
}

/** When the account closes that a mailed link could keep; null when the link is no longer good. Looking changes nothing. */
export async function describeKeepByLink(
  deps: LifeDependencies,
  tenantId: string,
  token: string,
): Promise<Date | null> {
  const { reader } = deps.database;
  const link = await deps.proofs.peekLink(reader, tenantId, 'keep-account', token);
  return link && deps.customers.closesAt(reader, tenantId, link.subject);
}

/** Keeps the account by the mailed link. It signs nobody in. */
export async function keepByLink(
  deps: LifeDependencies,
  keeping: { tenant: Tenant; token: string; visitor: Visitor },
): Promise<void> {
  const { tenant, token, visitor } = keeping;
  const { tenantId } = tenant;
  const link = await deps.proofs.peekLink(deps.database.reader, tenantId, 'keep-account', token);
  if (link === null) throw new ProblemError('link.refused');
  const customerId = link.subject;
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const used = await deps.proofs.consumeLink(tx, tenantId, 'keep-account', token);
    const isKept = used && (await keepAccount(deps, tx, { tenantId, customerId, visitor, method: 'email-link' }));
    if (!isKept) throw new ProblemError('link.refused');
  });
}

/** A sign-in with all its proofs that waits for nothing but its owner's word. */
async function loadProven(
  deps: LifeDependencies,
  tenantId: string,
  flowId: string | undefined,
  browserSecret: string | null,
) {
  const { flow, step } = await deps.authentication.flows.load(tenantId, { flowId, kind: 'sign-in', browserSecret });
  const { customerId } = flow;
  if (step !== 'complete' || customerId === null) throw new ProblemError('flow.unknown');
  return { flow, customerId };
}
