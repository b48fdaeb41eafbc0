/** All SQL of solutions that were handed in. */
import { sql } from 'kysely';
import { deleteBatch, type Queries } from '../../../foundation/database/index.ts';

/** Uses a solution up; false when it has been used before, or its challenge is over by the time of the database. */
export async function spendChallenge(
  queries: Queries,
  spent: { readonly tenantId: string; readonly hash: Buffer; readonly expiresAt: Date },
): Promise<boolean> {
  const { tenantId, hash, expiresAt } = spent;
  const { rows } = await sql`
    insert into spent_challenges (tenant_id, challenge_hash, expires_at)
    select ${tenantId}, ${hash}::bytea, ${expiresAt}::timestamptz
    where ${expiresAt}::timestamptz > now()
    on conflict (tenant_id, challenge_hash) do nothing
    returning 1 as spent`.execute(queries);
  return rows.length === 1;
}

/** Removes what could not be handed in again anyway, a bounded number at a time; returns how many went. */
export async function purgeSpentChallenges(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'spent_challenges',
    key: ['tenant_id', 'challenge_hash'],
    when: sql`expires_at < now() - interval '1 minute'`,
    limit,
  });
}
