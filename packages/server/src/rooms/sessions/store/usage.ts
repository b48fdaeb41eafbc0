/** Which applications a session signed in to, and when each last received something on the strength of it. */
import { sql } from 'kysely';
import type { Queries } from '../../../foundation/database/index.ts';

export type UsageRow = { session_id: string; application_id: string; last_used_at: Date };

/** The live grants of these sessions, the last used first; bounded, a session has few applications. */
export async function listUsage(
  queries: Queries,
  tenantId: string,
  sessionIds: readonly string[],
  limit: number,
): Promise<UsageRow[]> {
  if (sessionIds.length === 0) return [];
  const newest = (table: 'access_tokens' | 'refresh_tokens') => sql`(
    select max(token.issued_at) from ${sql.table(table)} token
    where token.tenant_id = grants.tenant_id and token.session_id = grants.session_id and token.grant_id = grants.grant_id
  )`;
  const { rows } = await sql<UsageRow>`
    select grants.session_id, grants.application_id,
      greatest(grants.granted_at, grants.last_used_at, ${newest('access_tokens')}, ${newest('refresh_tokens')}) as last_used_at
    from session_applications grants
    where grants.tenant_id = ${tenantId} and grants.session_id = any(${[...sessionIds]}::text[])
      and grants.revoked_at is null
    order by last_used_at desc, application_id
    limit ${limit}`.execute(queries);
  return rows;
}
