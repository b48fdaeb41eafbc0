/** All SQL of challenges. One conditional statement uses one up, by database time: no two requests and no two nodes both can. */
import { sql } from 'kysely';
import { deleteBatch, type Queries } from '../../../foundation/database/index.ts';

export type ChallengePurpose = 'register' | 'authenticate';

/** The answer does not wait until the disk has it: should a crash of the database lose it, another is asked for. */
export async function insertChallenge(
  queries: Queries,
  tenantId: string,
  challenge: {
    challengeHash: Buffer;
    purpose: ChallengePurpose;
    boundTo: string;
    browserHash: Buffer;
    rpId: string;
    userHandle: Buffer | null;
    lifetimeSeconds: number;
  },
): Promise<void> {
  await sql`
    insert into passkey_challenges (
      tenant_id, challenge_hash, purpose, bound_to, browser_hash, rp_id, user_handle, expires_at
    ) values (
      ${tenantId}, ${challenge.challengeHash}, ${challenge.purpose}, ${challenge.boundTo}, ${challenge.browserHash},
      ${challenge.rpId}, ${challenge.userHandle}, now() + make_interval(secs => ${challenge.lifetimeSeconds})
    ) returning set_config('synchronous_commit', 'off', true)`.execute(queries);
}

/** Uses a challenge up, whatever its answer is worth; undefined when it is another one's, used, or too old. */
export async function consumeChallenge(
  queries: Queries,
  tenantId: string,
  presented: {
    challengeHash: Buffer;
    purpose: ChallengePurpose;
    boundTo: string;
    browserHash: Buffer;
    rpId: string;
  },
): Promise<{ userHandle: Buffer | null } | undefined> {
  const consumed = await queries
    .updateTable('passkey_challenges')
    .set({ consumed_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('challenge_hash', '=', presented.challengeHash)
    .where('purpose', '=', presented.purpose)
    .where('bound_to', '=', presented.boundTo)
    .where('browser_hash', '=', presented.browserHash)
    .where('rp_id', '=', presented.rpId)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('user_handle')
    .executeTakeFirst();
  return consumed && { userHandle: consumed.user_handle };
}

/** Removes challenges whose time is over, a bounded number at a time; returns how many went. */
export async function purgeChallenges(queries: Queries, limit: number): Promise<number> {
  const key = ['tenant_id', 'challenge_hash'];
  return deleteBatch(queries, { table: 'passkey_challenges', key, when: sql`expires_at < now()`, limit });
}
