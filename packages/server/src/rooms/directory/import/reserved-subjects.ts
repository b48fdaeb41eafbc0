/**
 * Former subjects that an application is called by since the import began: a token's subject may be either, so nobody
 * comes by such a name. Asked within the transaction that writes, and no application takes one until it ends.
 */
import type { Transaction } from '../../../foundation/database/index.ts';
import type { ImportDependencies } from './dependencies.ts';
import type { Finding } from './options.ts';
import type { PreparedBatch } from './prepare-batch.ts';

/** The batch without them; each is told as rejected. */
export async function withoutReserved(
  deps: Pick<ImportDependencies, 'applications' | 'customers'>,
  tx: Transaction,
  tenantId: string,
  batch: PreparedBatch,
): Promise<PreparedBatch> {
  const named = batch.entries.filter(({ likeApplication }) => likeApplication !== null);
  if (named.length === 0) return batch;
  await deps.customers.holdSubjects(tx, tenantId);
  const names = named.map(({ likeApplication }) => likeApplication ?? '');
  const taken = await deps.applications.namesTaken(tx, tenantId, names);
  const reserved = new Map(
    named
      .filter(({ likeApplication }) => taken.has(likeApplication ?? ''))
      .map(({ customerId, record, line }): [string, Finding] => [
        customerId,
        { record, line, outcome: 'rejected', code: 'id.reserved', field: 'id' },
      ]),
  );
  if (reserved.size === 0) return batch;
  const stays = ({ customerId }: { readonly customerId: string }) => !reserved.has(customerId);
  return {
    ...batch,
    newcomers: { ...batch.newcomers, newcomers: batch.newcomers.newcomers.filter(stays) },
    entries: batch.entries.filter(stays),
    identities: batch.identities.filter(stays),
    findings: [...batch.findings, ...reserved.values()],
  };
}
