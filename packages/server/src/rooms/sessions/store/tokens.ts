/** All SQL of codes and tokens. Single use is one conditional statement; whether a token counts is one read. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../../foundation/database/index.ts';

export type TokenKind = 'authorization_codes' | 'refresh_tokens' | 'access_tokens';

export type TokenRow = {
  application_id: string;
  session_id: string;
  grant_id: string;
  scopes: string;
  sealed: Buffer;
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

/** Inserts a token while its grant and session live; false when they do not. The same token twice is one token. */
export async function insertToken(
  queries: Queries,
  kind: TokenKind,
  token: {
    tenantId: string;
    idHash: Buffer;
    grantId: string;
    scopes: string;
    sealed: Buffer;
    lifetimeSeconds: number;
  },
): Promise<boolean> {
  const { rows } = await sql<{ live: boolean }>`
    with live as (
      select * from grant_standings
      where tenant_id = ${token.tenantId} and grant_id = ${token.grantId} and is_live and is_grant_live
    ), written as (
      insert into ${sql.table(kind)}
        (tenant_id, id_hash, application_id, session_id, grant_id, scopes, sealed, expires_at)
      select tenant_id, ${token.idHash}, application_id, session_id, grant_id, ${token.scopes}, ${token.sealed},
        least(now() + make_interval(secs => ${token.lifetimeSeconds}), ends_at)
      from live
      on conflict do nothing
    )
    select exists (select from live) as live`.execute(queries);
  return rows[0]?.live === true;
}

// A consumed refresh token still answers for a moment, as long as nobody has used what came after it.
const consumed = {
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

/** The token beside all that decides whether it counts. */
export async function findToken(
  queries: Queries,
  kind: TokenKind,
  tenantId: string,
  idHash: Buffer,
): Promise<TokenRow | undefined> {
  const { rows } = await sql<TokenRow>`
    select token.application_id, token.session_id, token.grant_id, token.scopes, token.sealed, token.issued_at,
      token.expires_at, ${consumed[kind]} as is_consumed, standing.customer_id, standing.sid, standing.is_grant_live,
      standing.is_live, standing.customer_state, standing.tenant_state, standing.application_state,
      standing.scopes as granted_scopes, standing.resource_scopes
    from ${sql.table(kind)} token
    join grant_standings standing on standing.tenant_id = token.tenant_id and standing.grant_id = token.grant_id
    where token.tenant_id = ${tenantId} and token.id_hash = ${idHash} and token.expires_at > now()`.execute(queries);
  return rows[0];
}

/** Uses the code; false when somebody was faster. */
export async function consumeCode(tx: Transaction, tenantId: string, idHash: Buffer): Promise<boolean> {
  const used = await tx
    .updateTable('authorization_codes')
    .set({ consumed_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('id_hash', '=', idHash)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('grant_id')
    .executeTakeFirst();
  return used !== undefined;
}

/** Uses the refresh token; again within ten seconds as long as its successor is unused. False otherwise. */
export async function consumeRefreshToken(
  tx: Transaction,
  tenantId: string,
  idHash: Buffer,
  successorHash: Buffer,
): Promise<boolean> {
  const { rows } = await sql`
    update refresh_tokens token set
      consumed_at = coalesce(token.consumed_at, now()),
      successor_hash = ${successorHash}
    where token.tenant_id = ${tenantId} and token.id_hash = ${idHash} and token.expires_at > now()
      and not (${consumed.refresh_tokens})
    returning 1`.execute(tx);
  return rows.length === 1;
}

export async function deleteToken(queries: Queries, kind: TokenKind, tenantId: string, idHash: Buffer): Promise<void> {
  await sql`delete from ${sql.table(kind)} where tenant_id = ${tenantId} and id_hash = ${idHash}`.execute(queries);
}

const expiring = [
  'authorization_codes',
  'refresh_tokens',
  'access_tokens',
  'interactions',
  'pushed_requests',
  'replay_marks',
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
