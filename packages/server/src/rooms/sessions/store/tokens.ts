/** SQL of codes and tokens that are there: whether one counts is one read. What writes them is beside, in issue.ts. */
import { sql } from 'kysely';
import { deleteBatch, type Queries } from '../../../foundation/database/index.ts';

export type TokenKind = 'authorization_codes' | 'refresh_tokens' | 'access_tokens';

export type TokenRow = {
  application_id: string;
  session_id: string;
  grant_id: string;
  scopes: string;
  details: unknown;
  sealed: Buffer | null;
  issued_at: Date;
  expires_at: Date;
  is_consumed: boolean;
  customer_id: string;
  sid: string;
  is_grant_live: boolean;
  is_live: boolean;
  customer_state: string;
  tenant_state: string;
  application_state: string;
  granted_scopes: string;
  resource_scopes: unknown;
};

// A consumed refresh token still answers for a moment, as long as nobody has used what came after it.
export const consumed = {
  authorization_codes: sql`token.consumed_at is not null`,
  refresh_tokens: sql`token.consumed_at is not null and (
    token.consumed_at <= now() - interval '10 seconds'
    or exists (
      select from refresh_tokens successor
      where successor.tenant_id = token.tenant_id and successor.id_hash = token.successor_hash
        and successor.consumed_at is not null
    ))`,
  access_tokens: sql`false`,
} as const;

const details = {
  authorization_codes: sql`'{}'::jsonb`,
  refresh_tokens: sql`token.details`,
  access_tokens: sql`token.details`,
} as const;

const standingColumns = sql`standing.customer_id, standing.sid, standing.is_grant_live, standing.is_live,
  standing.customer_state, standing.tenant_state, standing.application_state, standing.scopes as granted_scopes,
  standing.resource_scopes`;

/** The token beside all that decides whether it counts. */
export async function findToken(
  queries: Queries,
  kind: TokenKind,
  tenantId: string,
  idHash: Buffer,
): Promise<TokenRow | undefined> {
  const { rows } = await sql<TokenRow>`
    select token.application_id, token.session_id, token.grant_id, token.scopes, token.details, token.sealed,
      token.issued_at, token.expires_at, token.is_consumed, ${standingColumns}
    from (
      select tenant_id, application_id, session_id, grant_id, scopes, ${details[kind]} as details, sealed, issued_at,
        expires_at, ${consumed[kind]} as is_consumed
      from ${sql.table(kind)} token
      where tenant_id = ${tenantId} and id_hash = ${idHash} and expires_at > now() offset 0
    ) token
    join grant_standings standing on standing.tenant_id = token.tenant_id and standing.grant_id = token.grant_id`.execute(
    queries,
  );
  return rows[0];
}

export type CarriedRow = Omit<TokenRow, 'scopes' | 'details' | 'sealed' | 'issued_at' | 'is_consumed'>;

/** What a token that is no row hangs on; undefined when its time is over or it was taken back. */
export async function findCarried(
  queries: Queries,
  tenantId: string,
  token: { readonly idHash: Buffer; readonly grantId: string; readonly expiresAt: number },
): Promise<CarriedRow | undefined> {
  const { rows } = await sql<CarriedRow>`
    select standing.application_id, standing.session_id, standing.grant_id, token.expires_at, ${standingColumns}
    from (select to_timestamp(${token.expiresAt}::float8) as expires_at) token
    join grant_standings standing on standing.tenant_id = ${tenantId} and standing.grant_id = ${token.grantId}
    where token.expires_at > now() and not exists (
      select from withdrawn_tokens withdrawn
      where withdrawn.tenant_id = ${tenantId} and withdrawn.id_hash = ${token.idHash}
    )`.execute(queries);
  return rows[0];
}

/** Takes a token that is no row back, for as long as it would have counted. */
export async function withdrawToken(
  queries: Queries,
  tenantId: string,
  token: { readonly idHash: Buffer; readonly expiresAt: number },
): Promise<void> {
  await sql`
    insert into withdrawn_tokens (tenant_id, id_hash, expires_at)
    values (${tenantId}, ${token.idHash}, to_timestamp(${token.expiresAt}::float8)) on conflict do nothing`.execute(
    queries,
  );
}

export async function deleteToken(queries: Queries, kind: TokenKind, tenantId: string, idHash: Buffer): Promise<void> {
  await sql`delete from ${sql.table(kind)} where tenant_id = ${tenantId} and id_hash = ${idHash}`.execute(queries);
}

const expiring = [
  'authorization_codes',
  'refresh_tokens',
  'access_tokens',
  'device_codes',
  'interactions',
  'pushed_requests',
  'replay_marks',
  'withdrawn_tokens',
] as const;

/**
 * Removes what has run out, a bounded number of each kind at a time; returns the most that went of one kind. A code
 * that was used stays for as long as what it gave, so that its second use is still recognised.
 */
export async function purgeProtocol(queries: Queries, limit: number): Promise<number> {
  let most = 0;
  for (const table of expiring) {
    const when = sql`expires_at < now() - interval '1 day'`;
    const gone = await deleteBatch(queries, { table, key: ['tenant_id', 'id_hash'], when, limit });
    most = Math.max(most, gone);
  }
  return most;
}
