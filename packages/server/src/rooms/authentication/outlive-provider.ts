/**
 * A recovery by mail of an account whose address nobody had proven by mail, or by the number that came so with an import:
 * a provider, an import, staff or whoever set the house up said so. Their word may have been wrong, or the mailbox somebody
 * else's since: whoever reads the message gets the account, and no account elsewhere of before opens it.
 * Second factors stay, as they do wherever an address was proven: a mailbox alone must not take them off.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Visitor } from './complete-sign-in.ts';
import type { ProofRecord } from './flow.ts';

export type Outliving = {
  readonly tenantId: string;
  readonly customerId: string;
  /** Those of the journey, that of the mailbox among them. */
  readonly proofs: readonly ProofRecord[];
  readonly visitor: Pick<Visitor, 'client' | 'requestId'>;
};

/** The caller ends every session in the same transaction. */
export async function outliveProvider(
  deps: {
    readonly credentials: Pick<Credentials, 'identities'>;
    readonly customers: Pick<Customers, 'markProvenAnew'>;
    readonly ledger: Pick<Ledger, 'appendAll'>;
  },
  tx: Transaction,
  { tenantId, customerId, proofs, visitor }: Outliving,
): Promise<void> {
  const by = proofs
    .map(({ method }) => method)
    .find((one) => one === 'email-code' || one === 'email-link' || one === 'sms-code');
  if (by === undefined) return;
  const identifierIds = await deps.customers.markProvenAnew(tx, tenantId, { customerId, by });
  if (identifierIds.length === 0) return;
  const former = await deps.credentials.identities.unlinkAll(tx, tenantId, customerId);
  const { requestId, client: personal } = visitor;
  const entry = { tenantId, customerId, actor: { kind: 'customer', id: customerId }, requestId } as const;
  await deps.ledger.appendAll(tx, [
    ...identifierIds.map((identifierId) => ({
      ...entry,
      event: 'identifier.verified' as const,
      data: { identifierId, method: by },
    })),
    ...former.map(({ identityId, connectionId }) => ({
      ...entry,
      event: 'identity.unlinked' as const,
      data: { identityId, connectionId },
      personal,
    })),
  ]);
}
