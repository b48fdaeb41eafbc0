/** The connections that applications chose, within what they set for themselves. */
import { sql } from 'kysely';
import type { Transaction } from '../../../foundation/database/index.ts';

/**
 * Who changes an application, which may name connections, and who removes a connection, which leaves every application,
 * exclude each other before either holds a row: they hold them in opposite order, and would wait for each other.
 */
export async function lockOffers(tx: Transaction, tenantId: string, who: 'application' | 'connection'): Promise<void> {
  const key = sql`hashtextextended(${`offered-connections ${tenantId}`}, 0)`;
  if (who === 'application') await sql`select pg_advisory_xact_lock_shared(${key})`.execute(tx);
  else await sql`select pg_advisory_xact_lock(${key})`.execute(tx);
}

/**
 * Takes one out of every list of the tenant; the ids of the applications. An emptied list stays: it offers none. The version
 * stays too: nobody changed the application, and whoever is changing it now is not to be refused for this.
 */
export async function dropConnection(tx: Transaction, tenantId: string, connectionId: string): Promise<string[]> {
  const rows = await tx
    .updateTable('applications')
    .set({
      settings: sql`jsonb_set(settings, '{signIn,connections}', (settings #> '{signIn,connections}') - ${connectionId}::text)`,
      updated_at: sql`now()`,
    })
    .where('tenant_id', '=', tenantId)
    .where(sql<boolean>`settings #> '{signIn,connections}' @> to_jsonb(${connectionId}::text)`)
    .returning('application_id')
    .execute();
  return rows.map((row) => row.application_id).sort();
}
