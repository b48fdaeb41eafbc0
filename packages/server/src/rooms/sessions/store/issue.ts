/**
 * Writes what one answer gives out, in one statement: the code or refresh token that is used up, the tokens that follow
 * from it, and whatever must be true if they are. All of it or, if the grant has ended or somebody was faster, nothing.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Queries, StatementPart } from '../../../foundation/database/index.ts';
import { consumed, type TokenKind } from './tokens.ts';

export type UsedToken =
  | { readonly kind: 'authorization_codes'; readonly idHash: Buffer }
  | { readonly kind: 'device_codes'; readonly idHash: Buffer }
  | { readonly kind: 'refresh_tokens'; readonly idHash: Buffer; readonly successorHash: Buffer };

export type WrittenToken = {
  readonly kind: TokenKind;
  readonly idHash: Buffer;
  readonly scopes: string;
  /** As JSON; codes have none. */
  readonly details: string;
  readonly sealed: Buffer | null;
  readonly lifetimeSeconds: number;
};

export type Outcome = 'written' | 'ended' | 'used_before';

export async function issue(
  queries: Queries,
  issued: {
    readonly tenantId: string;
    readonly grantId: string;
    readonly used: UsedToken | null;
    readonly tokens: readonly WrittenToken[];
    readonly parts: readonly StatementPart[];
  },
): Promise<Outcome> {
  const { tenantId, grantId, used, tokens, parts } = issued;
  const steps: RawBuilder<unknown>[] = [
    sql`live as materialized (
      select grants.tenant_id, grants.grant_id, grants.application_id, grants.session_id,
        case when grants.outlives_browser then session.ends_at else session.browser_ends_at end as ends_at
      from session_applications grants
      cross join lateral (
        select ends_at, browser_ends_at, is_live from session_standings standing
        where standing.tenant_id = grants.tenant_id and standing.session_id = grants.session_id offset 0
      ) session
      where grants.tenant_id = ${tenantId} and grants.grant_id = ${grantId} and grants.revoked_at is null
        and session.is_live and (grants.outlives_browser or session.browser_ends_at > now())
    )`,
    used === null
      ? sql`issuing as materialized (select * from live)`
      : sql`used as (${consumption(tenantId, used)}), issuing as materialized (select live.* from live, used)`,
    ...tokens.map((token) => sql`${sql.raw(`written_${token.kind}`)} as (${insertion(token)})`),
    ...parts.map((part, index) => sql`${sql.raw(`part_${index}`)} as (${part(sql`exists (select from issuing)`)})`),
  ];
  const { rows } = await sql<{ is_live: boolean; is_written: boolean }>`
    with ${sql.join(steps)}
    select exists (select from live) as is_live, exists (select from issuing) as is_written`.execute(queries);
  if (rows[0]?.is_written === true) return 'written';
  return rows[0]?.is_live === true ? 'used_before' : 'ended';
}

/** The token's one use; a refresh token again within ten seconds as long as its successor is unused. */
function consumption(tenantId: string, used: UsedToken): RawBuilder<unknown> {
  if (used.kind === 'authorization_codes') {
    return sql`
      update authorization_codes set consumed_at = now()
      where tenant_id = ${tenantId} and id_hash = ${used.idHash} and consumed_at is null and expires_at > now()
        and exists (select from live)
      returning 1`;
  }
  if (used.kind === 'device_codes') {
    return sql`
      update device_codes set state = 'used'
      where tenant_id = ${tenantId} and id_hash = ${used.idHash} and state = 'approved' and expires_at > now()
        and exists (select from live)
      returning 1`;
  }
  return sql`
    update refresh_tokens token
    set consumed_at = coalesce(token.consumed_at, now()), successor_hash = ${used.successorHash}
    where token.tenant_id = ${tenantId} and token.id_hash = ${used.idHash} and token.expires_at > now()
      and not (${consumed.refresh_tokens}) and exists (select from live)
    returning 1`;
}

/** The same token twice, as a retry makes it, is one token. */
function insertion(token: WrittenToken): RawBuilder<unknown> {
  const { kind, idHash, scopes, sealed, lifetimeSeconds } = token;
  const ends = sql`least(now() + make_interval(secs => ${lifetimeSeconds}), ends_at)`;
  if (kind === 'authorization_codes') {
    return sql`
      insert into authorization_codes
        (tenant_id, id_hash, application_id, session_id, grant_id, scopes, sealed, expires_at)
      select tenant_id, ${idHash}::bytea, application_id, session_id, grant_id, ${scopes}, ${sealed}::bytea, ${ends}
      from issuing on conflict do nothing`;
  }
  return sql`
    insert into ${sql.table(kind)}
      (tenant_id, id_hash, application_id, session_id, grant_id, scopes, details, sealed, expires_at)
    select tenant_id, ${idHash}::bytea, application_id, session_id, grant_id, ${scopes}, ${token.details}::jsonb,
      ${sealed}::bytea, ${ends}
    from issuing on conflict do nothing`;
}
