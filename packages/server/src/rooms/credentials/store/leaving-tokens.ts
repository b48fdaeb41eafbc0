/** All SQL of kept tokens whose identity is gone. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

export async function insertLeaving(
  tx: Transaction,
  tenantId: string,
  leaving: {
    readonly identityId: string;
    readonly connectionId: string;
    readonly sealedTokens: Buffer;
  },
): Promise<void> {
  await tx
    .insertInto('leaving_tokens')
    .values({
      tenant_id: tenantId,
      identity_id: leaving.identityId,
      connection_id: leaving.connectionId,
      sealed_tokens: leaving.sealedTokens,
    })
    .execute();
}

/**
 * Takes those whose turn it is: each is one worker's, and comes round again after a pause that grows, ten minutes, half
 * an hour, then hours, in case this try comes to nothing.
 */
export async function takeLeaving(queries: Queries, limit: number) {
  const { rows } = await sql<{ tenant_id: string; identity_id: string; tries: number }>`
    update leaving_tokens set tries = tries + 1, try_at = now() + interval '10 minutes' * power(3, tries)
    where (tenant_id, identity_id) in (
      select tenant_id, identity_id from leaving_tokens where try_at <= now()
      order by try_at limit ${limit} for update skip locked
    )
    returning tenant_id, identity_id, tries`.execute(queries);
  return rows.map((row) => ({ tenantId: row.tenant_id, identityId: row.identity_id, tries: row.tries }));
}

export async function findLeaving(queries: Queries, tenantId: string, identityId: string) {
  return queries
    .selectFrom('leaving_tokens')
    .select(['connection_id', 'sealed_tokens', 'sealed_connection'])
    .where('tenant_id', '=', tenantId)
    .where('identity_id', '=', identityId)
    .executeTakeFirst();
}

export async function deleteLeaving(queries: Queries, tenantId: string, identityId: string): Promise<void> {
  await queries
    .deleteFrom('leaving_tokens')
    .where('tenant_id', '=', tenantId)
    .where('identity_id', '=', identityId)
    .execute();
}

/** Notes how the provider of those that wait is reached once their connection is gone; how many there are. */
export async function writeLeavingConnection(
  tx: Transaction,
  tenantId: string,
  connectionId: string,
  sealedConnection: Buffer,
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('leaving_tokens')
    .set({ sealed_connection: sealedConnection })
    .where('tenant_id', '=', tenantId)
    .where('connection_id', '=', connectionId)
    .where('sealed_connection', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
