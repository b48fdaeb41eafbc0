/** All SQL of the configuration room: the files that were applied, and the lock under which that happens. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import type { Actor } from '../ledger/index.ts';

/** How many applied files are kept. */
const keptFiles = 50;

/** Keeps every other application of a file to this tenant waiting until the transaction ends. */
export async function lockConfiguration(tx: Transaction, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`configuration ${tenantId}`}, 0))`.execute(tx);
}

/** The file that was applied last, or undefined. */
export async function findNewestFile(queries: Queries, tenantId: string) {
  return queries
    .selectFrom('configuration_files')
    .select(['version', 'document', 'actor_kind', 'actor_id', 'applied_at'])
    .where('tenant_id', '=', tenantId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Keeps the file, and lets the oldest go; call it under the lock. */
export async function insertFile(
  tx: Transaction,
  tenantId: string,
  file: { readonly version: number; readonly document: string; readonly actor: Actor },
): Promise<void> {
  await tx
    .insertInto('configuration_files')
    .values({
      tenant_id: tenantId,
      version: file.version,
      document: file.document,
      actor_kind: file.actor.kind,
      actor_id: file.actor.id ?? null,
    })
    .execute();
  await tx
    .deleteFrom('configuration_files')
    .where('tenant_id', '=', tenantId)
    .where('version', '<=', file.version - keptFiles)
    .execute();
}
