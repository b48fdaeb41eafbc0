/**
 * What a backup brings back and must not count any more: sessions that ended since, codes and links that were used
 * since, journeys that are over, signing keys that were withdrawn since. Everybody signs in again (fault F18, case 137).
 */
import type { Database } from '../../foundation/database/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Proofs } from '../proofs/index.ts';
import type { Sessions } from '../sessions/index.ts';
import type { SigningKeys } from '../tenants/index.ts';
import { abandonAllFlows } from './store/all-flows.ts';

export type AfterRestoreDependencies = {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly proofs: Pick<Proofs, 'supersedeAll'>;
  readonly sessions: Pick<Sessions, 'endAllOfTenant'>;
  readonly signingKeys: Pick<SigningKeys, 'replaceAll'>;
};

/** Ends what the restored database of this tenant holds open, in one transaction with its entry in the ledger. */
export async function endWhatWasRestored(
  deps: AfterRestoreDependencies,
  tenantId: string,
  takenAt: Date,
): Promise<void> {
  await deps.database.transaction({}, async (tx) => {
    await deps.sessions.endAllOfTenant(tx, tenantId);
    await deps.proofs.supersedeAll(tx, tenantId);
    await abandonAllFlows(tx, tenantId);
    await deps.signingKeys.replaceAll(tx, tenantId);
    await deps.ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'tenant.restored',
      actor: { kind: 'system' },
      data: { takenAt: takenAt.toISOString() },
    });
  });
}
