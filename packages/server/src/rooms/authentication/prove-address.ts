/**
 * The first proof of an address. Until then whoever held the account was perhaps not whose mailbox it is, for example where
 * an import vouched for nothing: with the proof, what was planted in it goes (cases 2, 3, 7).
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Visitor } from './complete-sign-in.ts';
import { type RemoveDependencies, removeFactors } from './remove-factors.ts';
import { type SecureDependencies, secureAccount } from './secure-account.ts';

export type ProvenAddress = {
  readonly tenantId: string;
  readonly customerId: string;
  readonly identifierId: string;
  readonly method: 'email-code' | 'email-link' | 'connection';
  readonly visitor: Pick<Visitor, 'client' | 'requestId'>;
  /** The journey that proves it goes on. */
  readonly flowId: string;
};

/** Notes the proof, before a session comes of it. */
export async function proveAddress(
  deps: SecureDependencies & RemoveDependencies,
  tx: Transaction,
  { tenantId, customerId, identifierId, method, visitor, flowId }: ProvenAddress,
): Promise<void> {
  if (!(await deps.customers.markVerified(tx, tenantId, { customerId, identifierId, by: method }))) return;
  const { requestId } = visitor;
  const entry = { tenantId, customerId, actor: { kind: 'customer', id: customerId }, requestId } as const;
  await deps.ledger.append(tx, { ...entry, event: 'identifier.verified', data: { identifierId, method } });
  const planted = await deps.credentials.identities.unlinkAll(tx, tenantId, customerId);
  const methods = await deps.credentials.methodsOf(tx, tenantId, customerId);
  if (methods.length === 0 && planted.length === 0) return;
  await secureAccount(deps, tx, { tenantId, customerId, reason: 'account_secured', requestId, exceptFlowId: flowId });
  await removeFactors(deps, tx, { tenantId, customerId, visitor, exceptFlowId: flowId });
  const credentialId = await deps.credentials.remove(tx, tenantId, customerId);
  if (credentialId !== null)
    await deps.ledger.append(tx, { ...entry, event: 'password.removed', data: { credentialId } });
  await deps.ledger.appendAll(
    tx,
    planted.map(({ identityId, connectionId }) => ({
      ...entry,
      event: 'identity.unlinked' as const,
      data: { identityId, connectionId },
      personal: visitor.client,
    })),
  );
}
