/**
 * The authenticator apps of an account by their owner: each with a name, and none with its secret. Taking one away asks
 * for a proof of the last minutes (case 81); with the last factor the codes that stood in for it go too.
 */
import type { Transaction } from '../../../foundation/database/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { type HeldAuthenticator, tidyName } from '../../credentials/index.ts';
import type { Acting, SecondFactorDependencies } from './dependencies.ts';

const longestName = 60;

/** Those that count, the oldest first. */
export function listAuthenticators(
  deps: SecondFactorDependencies,
  tenantId: string,
  customerId: string,
): Promise<HeldAuthenticator[]> {
  return deps.credentials.authenticators.list(deps.database.reader, tenantId, customerId);
}

/** Gives one another name; anybody else's is simply not there (case 67). */
export async function renameAuthenticator(
  deps: SecondFactorDependencies,
  acting: Acting,
  { credentialId, name: typed }: { readonly credentialId: string; readonly name: string },
): Promise<void> {
  const name = tidyName(typed);
  if (name.length > longestName) throw new ProblemError('form.invalid', { fields: { name: 'too_long' } });
  const { tenantId } = acting.tenant;
  const { customerId } = acting.current;
  await change(deps, acting, async (tx) => {
    const renamed = { customerId, credentialId, name: name === '' ? null : name };
    if (!(await deps.credentials.authenticators.rename(tx, tenantId, renamed)))
      throw new ProblemError('factor.not_found');
    await deps.ledger.append(tx, { ...entryOf(acting, credentialId), event: 'factor.renamed' });
  });
}

/** Takes one away: it opens nothing more, and what a session was raised with it counts there no longer. */
export async function removeAuthenticator(
  deps: SecondFactorDependencies,
  acting: Acting,
  credentialId: string,
): Promise<void> {
  await deps.authentication.demandFresh(acting.tenant, acting.current);
  const { tenantId } = acting.tenant;
  const { customerId } = acting.current;
  await change(deps, acting, async (tx) => {
    await deps.authentication.holdFresh(tx, acting.tenant, acting.current);
    if (!(await deps.credentials.authenticators.remove(tx, tenantId, customerId, credentialId)))
      throw new ProblemError('factor.not_found');
    await deps.authentication.factorRemoved(tx, { tenantId, customerId, method: 'authenticator', credentialId });
    const personal = acting.visitor.client;
    await deps.ledger.append(tx, { ...entryOf(acting, credentialId), event: 'factor.removed', personal });
  });
}

function entryOf({ tenant, current, visitor }: Acting, credentialId: string) {
  const { customerId } = current;
  return {
    tenantId: tenant.tenantId,
    customerId,
    actor: { kind: 'customer', id: customerId },
    requestId: visitor.requestId,
    data: { method: 'authenticator', credentialId },
  } as const;
}

/** One change under the customer's lock, for as long as the session that asks is open. */
async function change(
  deps: SecondFactorDependencies,
  { tenant, current }: Acting,
  work: (tx: Transaction) => Promise<void>,
): Promise<void> {
  const { customerId, sessionId } = current;
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    if (!(await deps.sessions.grants.isSessionLive(tx, tenant.tenantId, sessionId)))
      throw new ProblemError('session.required');
    await work(tx);
  });
}
