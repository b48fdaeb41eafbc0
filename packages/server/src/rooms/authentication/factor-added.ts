/**
 * A factor that was set up is asked for from now on: no browser is excused, and no change of address or number that
 * began without it comes to its end, in whichever session that began. In the transaction that adds it.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Credentials } from '../credentials/index.ts';
import { endPending, type SecureDependencies } from './secure-account.ts';

export type AddedDependencies = Pick<SecureDependencies, 'flows' | 'proofs'> & {
  readonly credentials: Pick<Credentials, 'rememberedDevices'>;
};

export async function factorAdded(
  deps: AddedDependencies,
  tx: Transaction,
  { tenantId, customerId }: { readonly tenantId: string; readonly customerId: string },
): Promise<void> {
  await deps.credentials.rememberedDevices.endAll(tx, tenantId, customerId);
  for (const kind of ['email-change', 'phone-change'] as const)
    await endPending(deps, tx, { tenantId, customerId, kind });
}
