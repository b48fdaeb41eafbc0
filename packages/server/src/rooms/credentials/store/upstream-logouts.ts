/** All SQL of messages of providers about sign-outs: each is heard once. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../../foundation/database/index.ts';

/** False when it was heard before. */
export async function insertLogout(
  tx: Transaction,
  tenantId: string,
  heard: { readonly connectionId: string; readonly tokenHash: Buffer; readonly keptSeconds: number },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('upstream_logouts')
    .values({
      tenant_id: tenantId,
      connection_id: heard.connectionId,
      token_hash: heard.tokenHash,
      expires_at: sql`now() + make_interval(secs => ${heard.keptSeconds})`,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'connection_id', 'token_hash']).doNothing())
    .returning('connection_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Forgets what is too old to be believed anyway, a bounded number at a time; returns how many went. */
export async function purgeLogouts(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'upstream_logouts',
    key: ['tenant_id', 'connection_id', 'token_hash'],
    when: sql`expires_at < now()`,
    limit,
  });
}
