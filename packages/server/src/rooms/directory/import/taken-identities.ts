/**
 * Newcomers who bring an account elsewhere that is somebody's already, here or further up in the batch: they are that
 * somebody, and are passed over like whoever has their address.
 */
import type { Transaction } from '../../../foundation/database/index.ts';
import type { ImportDependencies } from './dependencies.ts';
import type { Finding } from './options.ts';
import type { PreparedBatch } from './prepare-batch.ts';

/** The batch without them; each is told as passed over. */
export async function withoutTaken(
  deps: Pick<ImportDependencies, 'credentials' | 'customers'>,
  tx: Transaction,
  { tenantId, importId }: { readonly tenantId: string; readonly importId: string },
  batch: PreparedBatch,
): Promise<PreparedBatch> {
  if (batch.identities.length === 0) return batch;
  const owners = await deps.credentials.identities.ownersOf(tx, tenantId, batch.identities);
  const imports =
    owners.size === 0 ? new Map() : await deps.customers.importsOf(tx, tenantId, [...new Set(owners.values())]);
  const places = new Map(batch.entries.map(({ customerId, record, line }) => [customerId, { record, line }]));
  const seen = new Set<string>();
  const passedOver = new Map<string, Finding>();
  for (const { identityId, customerId, connectionId, issuer, subjectKey } of batch.identities) {
    const place = places.get(customerId);
    const key = `${connectionId} ${issuer} ${subjectKey.toString('hex')}`;
    const owner = owners.get(identityId);
    const isTwice = seen.has(key);
    seen.add(key);
    if (place === undefined || (owner === undefined && !isTwice)) continue;
    const isOfFile = owner === undefined || imports.get(owner) === importId;
    const code = isOfFile ? 'duplicate.in_file' : 'duplicate.in_database';
    passedOver.set(customerId, { ...place, outcome: 'skipped', code, field: 'identities' });
  }
  if (passedOver.size === 0) return batch;
  const stays = ({ customerId }: { readonly customerId: string }) => !passedOver.has(customerId);
  return {
    ...batch,
    newcomers: { ...batch.newcomers, newcomers: batch.newcomers.newcomers.filter(stays) },
    entries: batch.entries.filter(stays),
    identities: batch.identities.filter(stays),
    findings: [...batch.findings, ...passedOver.values()],
  };
}
