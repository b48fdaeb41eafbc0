/** All SQL of grants: one application within one session. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

export type GrantKey = { readonly tenantId: string; readonly sessionId: string; readonly applicationId: string };

export async function findGrantStanding(
  queries: Queries,
  tenantId: string,
  by: { grantId: string } | { sid: string } | { sessionId: string; applicationId: string },
) {
  const query = queries.selectFrom('grant_standings').selectAll().where('tenant_id', '=', tenantId);
  if ('grantId' in by) return query.where('grant_id', '=', by.grantId).executeTakeFirst();
  if ('sid' in by) return query.where('sid', '=', by.sid).executeTakeFirst();
  return query.where('session_id', '=', by.sessionId).where('application_id', '=', by.applicationId).executeTakeFirst();
}

export type WrittenGrant = { grant_id: string; sid: string; is_new: boolean };

/** Writes the grant while its session lives, adding to what it holds; undefined when the session does not. */
export async function upsertGrant(
  tx: Transaction,
  key: GrantKey,
  fresh: {
    grantId: string;
    sid: string;
    scopes: string;
    resourceScopes: Readonly<Record<string, string>>;
    outlivesBrowser: boolean;
  },
): Promise<WrittenGrant | undefined> {
  const { rows } = await sql<WrittenGrant>`
    insert into session_applications as kept
      (tenant_id, session_id, application_id, sid, grant_id, scopes, resource_scopes, outlives_browser)
    select tenant_id, session_id, ${key.applicationId}, ${fresh.sid}, ${fresh.grantId}, ${fresh.scopes},
      ${JSON.stringify(fresh.resourceScopes)}::jsonb, ${fresh.outlivesBrowser}
    from session_standings
    where tenant_id = ${key.tenantId} and session_id = ${key.sessionId} and is_live
    on conflict (tenant_id, session_id, application_id) do update set
      grant_id = case when kept.revoked_at is null then kept.grant_id else excluded.grant_id end,
      sid = case when kept.revoked_at is null then kept.sid else excluded.sid end,
      granted_at = case when kept.revoked_at is null then kept.granted_at else now() end,
      notified_at = case when kept.revoked_at is null then kept.notified_at end,
      scopes = excluded.scopes,
      resource_scopes = excluded.resource_scopes,
      outlives_browser = excluded.outlives_browser,
      revoked_at = null
    returning grant_id, sid, grant_id = ${fresh.grantId} as is_new`.execute(tx);
  return rows[0];
}

/** Lets a live session last for so long from now on, and the browser's part of it for as long as it was to. */
export async function extendSession(
  tx: Transaction,
  { tenantId, sessionId }: Pick<GrantKey, 'tenantId' | 'sessionId'>,
  seconds: number,
): Promise<void> {
  await sql`
    update sessions session
    set browser_ends_at = standing.browser_ends_at,
      ends_at = greatest(session.ends_at, now() + make_interval(secs => ${seconds}::integer))
    from session_standings standing
    where session.tenant_id = ${tenantId} and session.session_id = ${sessionId}
      and standing.tenant_id = session.tenant_id and standing.session_id = session.session_id and standing.is_live`.execute(
    tx,
  );
}

/** Ends a grant; returns whose it was, or undefined when it had ended already. */
export async function revokeGrant(tx: Transaction, tenantId: string, grantId: string) {
  return tx
    .updateTable('session_applications')
    .set({ revoked_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('grant_id', '=', grantId)
    .where('revoked_at', 'is', null)
    .returning(['session_id', 'application_id'])
    .executeTakeFirst();
}

/** Ends every grant that an application holds from this customer; returns how many there were. */
export async function revokeGrantsOf(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  applicationId: string,
): Promise<number> {
  const result = await sql`
    update session_applications grants set revoked_at = now()
    from sessions session
    where session.tenant_id = grants.tenant_id and session.session_id = grants.session_id
      and grants.tenant_id = ${tenantId} and session.customer_id = ${customerId}
      and grants.application_id = ${applicationId} and grants.revoked_at is null`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

/** Whether the session counts at this moment. */
export async function isSessionLive(queries: Queries, tenantId: string, sessionId: string): Promise<boolean> {
  const row = await queries
    .selectFrom('session_standings')
    .select('is_live')
    .where('tenant_id', '=', tenantId)
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  return row?.is_live === true;
}

/** The grants of this customer's sessions whose end is announced by this very transaction. */
export async function grantsJustEnded(
  tx: Transaction,
  tenantId: string,
  customerId: string,
): Promise<{ session_id: string; application_id: string }[]> {
  return tx
    .selectFrom('sessions')
    .innerJoin('session_applications as grants', (join) =>
      join.onRef('grants.tenant_id', '=', 'sessions.tenant_id').onRef('grants.session_id', '=', 'sessions.session_id'),
    )
    .select(['grants.session_id', 'grants.application_id'])
    .where('sessions.tenant_id', '=', tenantId)
    .where('sessions.customer_id', '=', customerId)
    .where('sessions.announced_at', '=', sql<Date>`now()`)
    .where('grants.notified_at', 'is', null)
    .execute();
}

/** Notes that something was given out on the grant, at most once a minute. */
export async function noteUse(queries: Queries, tenantId: string, grantId: string): Promise<void> {
  await sql`
    update session_applications set last_used_at = now()
    where tenant_id = ${tenantId} and grant_id = ${grantId}
      and coalesce(last_used_at, granted_at) < now() - interval '1 minute'`.execute(queries);
}

/** Notes that the application has been told that the session ended. */
export async function markNotified(queries: Queries, key: GrantKey): Promise<void> {
  await queries
    .updateTable('session_applications')
    .set({ notified_at: sql`now()` })
    .where('tenant_id', '=', key.tenantId)
    .where('session_id', '=', key.sessionId)
    .where('application_id', '=', key.applicationId)
    .execute();
}
