/**
 * Renews tokens in one statement: reads a refresh token beside all that it hangs on and, if it is a plain one and all of
 * that counts, writes what follows from its use. Otherwise it writes nothing and says nothing; why is for others to say.
 */
import { type RawBuilder, sql } from 'kysely';
import { type PreparedStatement, prepareStatement, type StatementPart } from '../../../foundation/database/index.ts';
import { consumed } from './tokens.ts';

export type RenewalValues = {
  readonly tenantId: string;
  readonly applicationId: string;
  readonly idHash: Buffer;
  /** Of the refresh token that follows; null where the token stays. */
  readonly successorHash: Buffer | null;
  readonly accessHash: Buffer;
  readonly accessSeconds: number;
  /** The scopes asked for, or null for all that the token has. */
  readonly asked: readonly string[] | null;
  /** Those that the application is registered for. */
  readonly registered: readonly string[];
};

export type RenewedRow = {
  customer_id: string;
  sid: string;
  scopes: string;
  details: { acr: string; amr: readonly string[]; authTime: number };
  is_live: boolean;
  is_grant_live: boolean;
  customer_state: string;
  tenant_state: string;
  application_state: string;
};

/** Who learns the subject of the renewed identity token, as expressions within the statement. */
export type Disclosed = Readonly<Record<'tenantId' | 'customerId' | 'recipientId', RawBuilder<string>>>;

export type Renewal = PreparedStatement<RenewalValues, RenewedRow>;

/** The statement for tokens that stay, or for tokens that are exchanged; `disclosing` travels in it. */
export function prepareRenewal(kind: 'stays' | 'rotates', disclosing: (to: Disclosed) => StatementPart): Renewal {
  return prepareStatement<RenewalValues, RenewedRow>((value) => {
    const isUsable = kind === 'stays' ? sql`token.consumed_at is null` : sql`not (${consumed.refresh_tokens})`;
    const live = sql`
      select token.*, standing.*, given_scopes
      from (
        select application_id, grant_id, scopes as held_scopes, details, expires_at
        from refresh_tokens token
        where tenant_id = ${value('tenantId')} and id_hash = ${value('idHash')}
          and application_id = ${value('applicationId')} and expires_at > now() + interval '1 second'
          and ${isUsable}
          -- plain: nothing sealed, nothing but how the customer signed in, no API, no key, no scope lost
          and sealed is null and details ?& array['acr', 'amr', 'authTime', 'gty']
          and details - array['acr', 'amr', 'authTime', 'gty', 'iiat', 'rotations'] = '{}'
          and string_to_array(scopes, ' ') <@ ${value('registered')}::text[]
        offset 0
      ) token
      cross join lateral (
        select tenant_id, session_id, sid, customer_id, ends_at, scopes, is_live, is_grant_live, customer_state,
          tenant_state, application_state
        from grant_standings standing
        where standing.tenant_id = ${value('tenantId')} and standing.grant_id = token.grant_id offset 0
      ) standing
      cross join lateral (
        select
          coalesce(${value('asked')}::text[], string_to_array(token.held_scopes, ' ')) as wanted,
          string_to_array(token.held_scopes, ' ') as held, string_to_array(standing.scopes, ' ') as granted
      ) lists
      cross join lateral (
        select case when granted <@ wanted then standing.scopes else array_to_string(array(
          select scope from unnest(granted) with ordinality as listed (scope, place)
          where scope = any (wanted) order by place), ' ') end as given_scopes
      ) given
      where is_live and is_grant_live and customer_state = 'active' and tenant_state = 'active'
        and application_state = 'active' and held @> wanted and wanted @> '{openid}' and granted @> '{openid}'`;
    const accessToken = sql`
      insert into access_tokens
        (tenant_id, id_hash, application_id, session_id, grant_id, scopes, details, expires_at)
      select tenant_id, ${value('accessHash')}::bytea, application_id, session_id, grant_id, given_scopes,
        jsonb_build_object('gty', ${renewed}, 'extra', jsonb_build_object(
          'sid', sid, 'acr', details->'acr', 'amr', details->'amr', 'auth_time', details->'authTime')),
        least(now() + make_interval(secs => ${value('accessSeconds')}), ends_at)
      from issuing`;
    const disclosure = disclosing({
      tenantId: value('tenantId'),
      customerId: sql<string>`(select customer_id from issuing)`,
      recipientId: value('applicationId'),
    })(sql`exists (select from issuing)`);
    return sql<RenewedRow>`
      with ${kind === 'stays' ? sql`issuing as materialized (${live}),` : sql`live as materialized (${live}), ${exchange(value)}`}
        access_token as (${accessToken}),
        disclosure as (${disclosure})
      select customer_id, sid, given_scopes as scopes, details, is_live, is_grant_live, customer_state, tenant_state,
        application_state
      from issuing`;
  });
}

const renewed = sql`case when details->>'gty' like '%refresh_token' then details->>'gty'
  else (details->>'gty') || ' refresh_token' end`;

/** Uses the token, again within ten seconds as long as its successor is unused, and writes the successor. */
function exchange(value: (name: keyof RenewalValues) => RawBuilder<never>): RawBuilder<unknown> {
  return sql`
    used as (
      update refresh_tokens token
      set consumed_at = coalesce(token.consumed_at, now()), successor_hash = ${value('successorHash')}
      where token.tenant_id = ${value('tenantId')} and token.id_hash = ${value('idHash')} and token.expires_at > now()
        and not (${consumed.refresh_tokens}) and exists (select from live)
      returning 1
    ),
    issuing as materialized (select live.* from live, used),
    successor as (
      insert into refresh_tokens
        (tenant_id, id_hash, application_id, session_id, grant_id, scopes, details, expires_at)
      select tenant_id, ${value('successorHash')}::bytea, application_id, session_id, grant_id, held_scopes,
        details || jsonb_build_object('gty', ${renewed},
          'rotations', coalesce((details->>'rotations')::int, 0) + 1),
        least(expires_at, ends_at)
      from issuing on conflict do nothing
    ),`;
}
