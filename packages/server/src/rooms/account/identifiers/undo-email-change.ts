/**
 * The link that goes to the address a change took away. Whoever has the former mailbox is believed: the address comes
 * back, every later change with it, an account about to be closed stays, everybody is signed out, and the password opens
 * nothing until it is recovered.
 */
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Visitor } from '../../authentication/index.ts';
import { maskEmail } from '../../customers/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import { keepAccount } from '../keep-account.ts';
import type { IdentifierDependencies } from './dependencies.ts';

const purpose = 'undo-email-change';

export type UndoView = { readonly maskedEmail: string; readonly changedAt: Date };

/** What the link would undo. Looking changes nothing; null when it is no longer good. */
export async function viewUndo(
  deps: IdentifierDependencies,
  tenantId: string,
  token: string,
): Promise<UndoView | null> {
  const change = await findChange(deps, tenantId, token);
  return change && { maskedEmail: maskEmail(change.formerEmail), changedAt: change.changedAt };
}

/** Undoes the change; refused when the link is no longer good, or when the address is somebody else's by now. */
export async function undoEmailChange(
  deps: IdentifierDependencies,
  undoing: { readonly tenant: Tenant; readonly token: string; readonly visitor: Visitor },
): Promise<void> {
  const { tenant, token, visitor } = undoing;
  const { tenantId } = tenant;
  const { requestId } = visitor;
  const change = await findChange(deps, tenantId, token);
  if (change === null) throw new ProblemError('link.refused');
  const { customerId, changeId } = change;
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const used = await deps.proofs.consumeLink(tx, tenantId, purpose, token);
    const state = await deps.customers.state(tx, tenantId, customerId);
    if (!used || state === '' || state === 'closed') throw new ProblemError('link.refused');
    // A thief may have begun to close it. Once its grace is over, nobody can keep it.
    if (state === 'closing' && !(await keepAccount(deps, tx, { tenantId, customerId, visitor, method: 'undo-link' })))
      throw new ProblemError('link.refused');
    const undone = await deps.customers.undoEmailChange(tx, tenantId, changeId);
    if (undone === null) throw new ProblemError('link.refused');
    if (undone.kind === 'taken') throw new ProblemError('identifier.taken');
    if (undone.kind === 'replaced' && undone.former !== null) {
      await deps.proofs.voidSubject(tx, tenantId, undone.former.key);
    }
    // Notices to the thief's address carry a "this wasn't me" of their own.
    await deps.proofs.voidSubject(tx, tenantId, customerId);
    await deps.authentication.secure(tx, { tenantId, customerId, reason: 'account_secured', requestId });
    const credentialId = await deps.credentials.remove(tx, tenantId, customerId);
    // What a thief has set up would be asked of the owner who recovers the account.
    const madeLately = await deps.credentials.removeYoungFactors(tx, tenantId, customerId, {
      seconds: deps.proofs.linkSeconds(purpose),
    });
    const entry = { tenantId, customerId, actor: { kind: 'visitor' }, requestId } as const;
    await deps.ledger.appendAll(tx, [
      {
        ...entry,
        event: 'identifier.change_undone',
        data: { identifierId: undone.identifierId, changeId, type: 'email' },
        personal: visitor.client,
      },
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
      { ...entry, event: 'account.secured', data: { proofId: change.proofId }, personal: visitor.client },
    ]);
  });
}

async function findChange(deps: IdentifierDependencies, tenantId: string, token: string) {
  const { reader } = deps.database;
  const link = await deps.proofs.peekLink(reader, tenantId, purpose, token);
  const change = link && (await deps.customers.emailChange(reader, tenantId, link.subject));
  return link && change && { ...change, changeId: link.subject, proofId: link.proofId };
}
