/**
 * Notes a checked use of a passkey under its owner's lock. A counter that went back is written down and told to the
 * owner once, whatever becomes of the use (case 73); by default neither this use counts nor any later one of that key.
 */
import type { Transaction } from '../../../../foundation/database/index.ts';
import type { CheckedUse, Credentials } from '../../../credentials/index.ts';
import type { Ledger } from '../../../ledger/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import type { Visitor } from '../../complete-sign-in.ts';
import type { ProofRecord } from '../../flow.ts';

export type NoteDependencies = {
  readonly credentials: Pick<Credentials, 'passkeys'>;
  readonly ledger: Pick<Ledger, 'append'>;
};

/** The proof that comes of it, or null. */
export async function notePasskeyUse(
  deps: NoteDependencies,
  tx: Transaction,
  tenant: Tenant,
  use: CheckedUse,
  { client, requestId }: Pick<Visitor, 'client' | 'requestId'>,
): Promise<ProofRecord | null> {
  const { tenantId, settings } = tenant;
  const { customerId, credentialId } = use;
  const noted = await deps.credentials.passkeys.noteUse(tx, tenantId, use);
  if (noted === 'gone') return null;
  if (noted === 'went-back') {
    await deps.ledger.append(tx, {
      tenantId,
      customerId,
      event: 'factor.flagged',
      actor: { kind: 'system' },
      requestId,
      data: { method: 'passkey', credentialId },
      personal: client,
    });
  }
  if (noted !== 'noted' && settings.signIn.copiedPasskeys === 'refuse') return null;
  return { method: 'passkey', credentialId, userVerified: use.isUserVerified, synced: use.isSynced };
}
