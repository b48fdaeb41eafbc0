/**
 * What follows when an account elsewhere is linked no longer, in the transaction that unlinked it: whoever came in by it is
 * out, it counts in no session, and the ledger tells its owner.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { LinkedIdentity } from '../credentials/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Sessions } from '../sessions/index.ts';
import type { Visitor } from './complete-sign-in.ts';
import { factorRemoved } from './factor-removed.ts';

export type GoneIdentity = {
  readonly tenantId: string;
  readonly customerId: string;
  readonly unlinked: Pick<LinkedIdentity, 'identityId' | 'connectionId'>;
  readonly actor: { readonly kind: 'customer' | 'administrator' | 'application'; readonly id: string };
  readonly visitor: Pick<Visitor, 'client' | 'requestId'>;
  /** The session that takes it away goes on; what it was begun with counts there no longer. */
  readonly exceptSessionId?: string;
};

export async function identityGone(
  deps: Parameters<typeof factorRemoved>[0] & {
    readonly ledger: Ledger;
    readonly sessions: Pick<Sessions, 'end' | 'provenBy'>;
  },
  tx: Transaction,
  { tenantId, customerId, unlinked, actor, visitor, exceptSessionId }: GoneIdentity,
): Promise<void> {
  const { identityId, connectionId } = unlinked;
  const { requestId } = visitor;
  const proof = { method: 'connection', credentialId: identityId } as const;
  for (const sessionId of await deps.sessions.provenBy(tx, tenantId, customerId, proof)) {
    if (sessionId === exceptSessionId) continue;
    const ending = { tenantId, customerId, sessionId, reason: 'identity_unlinked', requestId, actor } as const;
    await deps.sessions.end(tx, ending);
  }
  await factorRemoved(deps, tx, { tenantId, customerId, ...proof });
  await deps.ledger.append(tx, {
    ...{ tenantId, customerId, event: 'identity.unlinked', actor, requestId },
    data: { identityId, connectionId },
    personal: visitor.client,
  });
}
