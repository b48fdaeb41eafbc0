/**
 * "This wasn't me": the link in every security notice. It needs no session and gives none; it only takes away. Whoever
 * is in the account is out, neither the password nor a factor set up lately opens anything or is asked for any more, and
 * the way back is recovery by the mailbox.
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Visitor } from '../authentication/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { keepAccount } from './keep-account.ts';
import type { LifeDependencies } from './life-dependencies.ts';

/** Whether the link is still good. Looking changes nothing. */
export async function canSecureByLink(deps: LifeDependencies, tenantId: string, token: string): Promise<boolean> {
  return (await deps.proofs.peekLink(deps.database.reader, tenantId, 'secure-account', token)) !== null;
}

/** Secures the account, keeps it if it was about to be closed, and tells its owner; refused when the link is no longer good or there is no account any more. */
export async function secureByLink(
  deps: LifeDependencies,
  securing: { tenant: Tenant; token: string; visitor: Visitor },
): Promise<void> {
  const { tenant, token, visitor } = securing;
  const { tenantId } = tenant;
  const { requestId } = visitor;
  const link = await deps.proofs.peekLink(deps.database.reader, tenantId, 'secure-account', token);
  if (link === null) throw new ProblemError('link.refused');
  const customerId = link.subject;
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const used = await deps.proofs.consumeLink(tx, tenantId, 'secure-account', token);
    const state = await deps.customers.state(tx, tenantId, customerId);
    if (!used || state === '' || state === 'closed') throw new ProblemError('link.refused');
    // Whoever got in may have begun to close it. Once its grace is over, nobody can.
    if (state === 'closing' && !(await keepAccount(deps, tx, { tenantId, customerId, visitor, method: 'secure-link' })))
      throw new ProblemError('link.refused');
    await deps.authentication.secure(tx, { tenantId, customerId, reason: 'account_secured', requestId });
    const credentialId = await deps.credentials.remove(tx, tenantId, customerId);
    const madeLately = await deps.credentials.removeYoungFactors(tx, tenantId, customerId, {
      seconds: deps.proofs.linkSeconds('secure-account'),
    });
    const entry = { tenantId, customerId, actor: { kind: 'visitor' }, requestId } as const;
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
      { ...entry, event: 'account.secured', data: { proofId: link.proofId }, personal: visitor.client },
    ]);
  });
}
