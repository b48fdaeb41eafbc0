/** SQL of the mail domains of connections. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

export type DomainRow = {
  domain: string;
  connection_id: string;
  proof: string;
  proven_at: Date | null;
  created_at: Date;
};

const columns = ['domain', 'connection_id', 'proof', 'proven_at', 'created_at'] as const;

/** Those of all connections of the tenant, by name. */
export async function listDomains(queries: Queries, tenantId: string): Promise<DomainRow[]> {
  return queries
    .selectFrom('connection_domains')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .orderBy('domain')
    .execute();
}

/** Takes a domain in; false when a connection of the tenant has it already. */
export async function insertDomain(
  tx: Transaction,
  tenantId: string,
  row: { connectionId: string; domain: string; proof: string; isProven: boolean },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('connection_domains')
    .values({
      tenant_id: tenantId,
      domain: row.domain,
      connection_id: row.connectionId,
      proof: row.proof,
      proven_at: row.isProven ? sql<Date>`now()` : null,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'domain']).doNothing())
    .returning('domain')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Lets it count, if it still waits for exactly this proof. */
export async function writeProven(
  tx: Transaction,
  tenantId: string,
  row: { connectionId: string; domain: string; proof: string },
): Promise<boolean> {
  const written = await tx
    .updateTable('connection_domains')
    .set({ proven_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('domain', '=', row.domain)
    .where('connection_id', '=', row.connectionId)
    .where('proof', '=', row.proof)
    .where('proven_at', 'is', null)
    .returning('domain')
    .executeTakeFirst();
  return written !== undefined;
}

export async function deleteDomain(
  tx: Transaction,
  tenantId: string,
  { connectionId, domain }: { connectionId: string; domain: string },
): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('connection_domains')
    .where('tenant_id', '=', tenantId)
    .where('domain', '=', domain)
    .where('connection_id', '=', connectionId)
    .returning('domain')
    .executeTakeFirst();
  return deleted !== undefined;
}
