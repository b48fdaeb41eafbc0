/** All SQL of calls that may be repeated. */
import { sql } from 'kysely';
import { deleteBatch, type Queries } from '../../../foundation/database/index.ts';

/** Takes the call, unless it is taken; one that was left unanswered for a minute is free again. */
export async function claimRepeat(
  queries: Queries,
  tenantId: string,
  { callHash, bodyHash }: { callHash: Buffer; bodyHash: Buffer },
): Promise<boolean> {
  const { rows } = await sql`
    insert into repeats as held (tenant_id, call_hash, body_hash, expires_at)
    values (${tenantId}, ${callHash}, ${bodyHash}, now() + interval '1 minute')
    on conflict (tenant_id, call_hash) do update
      set body_hash = excluded.body_hash, answer = null, expires_at = excluded.expires_at
      where held.expires_at < now()
    returning 1`.execute(queries);
  return rows.length === 1;
}

export async function findRepeat(queries: Queries, tenantId: string, callHash: Buffer) {
  return queries
    .selectFrom('repeats')
    .select(['body_hash', 'answer'])
    .where('tenant_id', '=', tenantId)
    .where('call_hash', '=', callHash)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
}

export async function keepAnswer(queries: Queries, tenantId: string, callHash: Buffer, answer: Buffer): Promise<void> {
  await queries
    .updateTable('repeats')
    .set({ answer, expires_at: sql`now() + interval '1 day'` })
    .where('tenant_id', '=', tenantId)
    .where('call_hash', '=', callHash)
    .execute();
}

export async function dropRepeat(queries: Queries, tenantId: string, callHash: Buffer): Promise<void> {
  await queries
    .deleteFrom('repeats')
    .where('tenant_id', '=', tenantId)
    .where('call_hash', '=', callHash)
    .where('answer', 'is', null)
    .execute();
}

/** Removes what is over, a bounded number at a time; returns how many went. */
export async function purgeRepeats(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'repeats',
    key: ['tenant_id', 'call_hash'],
    when: sql`expires_at < now()`,
    limit,
  });
}
