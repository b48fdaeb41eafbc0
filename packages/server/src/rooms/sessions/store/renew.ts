/**
 * Renews tokens, those of several requests in one statement: reads each refresh token beside all that it hangs on and,
 * where it is a plain one and all of that counts, writes what follows from its use. Where not, it writes nothing and says
 * nothing; why is for others to say. It never waits for a token that somebody else has in hand: that is not plain either.
 */
import { type RawBuilder, sql } from 'kysely';
import { type PreparedStatement, prepareStatement } from '../../../foundation/database/index.ts';
import { consumed } from './tokens.ts';

/** One renewal a place. */
export type RenewalValues = {
  readonly tenantIds: readonly string[];
  readonly applicationIds: readonly string[];
  readonly idHashes: readonly Buffer[];
  /** Of the refresh tokens that follow; null where they stay. */
  readonly successorHashes: readonly (Buffer | null)[];
  /** The scopes asked for, or null for all that the token has. */
  readonly asked: readonly (string | null)[];
  /** Those that the application is registered for. */
  readonly registered: readonly string[];
  readonly accessSeconds: number;
};

export type RenewedRow = {
  /** Which of the renewals this is, from 1 on. */
  place: string;
  customer_id: string;
  grant_id: string;
  sid: string;
  scopes: string;
  details: { acr: string; amr: readonly string[]; authTime: number };
  gty: string;
  /** Of the access token, in seconds since the epoch. */
  issued_at: number;
  expires_at: number;
  is_use_unnoted: boolean;
  is_live: boolean;
  is_grant_live: boolean;
  customer_state: string;
  tenant_state: string;
  application_state: string;
};

/**
 * Counts that the subject leaves, for each row of a table with `tenant_id`, `customer_id` and `application_id`, and
 * returns for each row of the log whether it `is_first` there.
 */
export type DisclosingAll = (rows: RawBuilder<unknown>) => RawBuilder<unknown>;

export type Renewal = PreparedStatement<RenewalValues, RenewedRow>;

/** The statement for tokens that stay, or for tokens that are exchanged; `disclosing` travels in it. */
export function prepareRenewal(kind: 'stays' | 'rotates', disclosing: DisclosingAll): Renewal {
  return prepareStatement<RenewalValues, RenewedRow>((value) => {
    const isUsable = kind === 'stays' ? sql`token.consumed_at is null` : sql`not (${consumed.refresh_tokens})`;
    // Fenced and one after the other, whatever the planner believes: see grant_standings.
    const live = sql`
      select place, successor_hash, token.*, standing.*, given_scopes
      from unnest(${value('tenantIds')}::text[], ${value('applicationIds')}::text[], ${value('idHashes')}::bytea[],
        ${value('successorHashes')}::bytea[], ${value('asked')}::text[], ${value('registered')}::text[])
        with ordinality as shown
          (shown_tenant, shown_application, shown_hash, successor_hash, asked, registered, place)
      cross join lateral (
        select id_hash, grant_id, scopes as held_scopes, details, expires_at
        from refresh_tokens token
        where tenant_id = shown_tenant and id_hash = shown_hash and application_id = shown_application
          and expires_at > now() + interval '1 second' and ${isUsable}
          -- plain: nothing sealed, nothing but how the customer signed in, no API, no key, no scope lost
          and sealed is null and details ?& array['acr', 'amr', 'authTime', 'gty']
          and details - array['acr', 'amr', 'authTime', 'gty', 'iiat', 'rotations'] = '{}'
          and string_to_array(scopes, ' ') <@ string_to_array(registered, ' ')
        offset 0 ${kind === 'stays' ? sql`` : sql`for update skip locked`}
      ) token
      cross join lateral (
        select tenant_id, application_id, session_id, sid, customer_id, ends_at, scopes, is_live, is_grant_live,
          customer_state, tenant_state, application_state, is_use_unnoted
        from grant_standings standing
        where standing.tenant_id = shown_tenant and standing.grant_id = token.grant_id offset 0
      ) standing
      cross join lateral (
        select
          string_to_array(coalesce(asked, token.held_scopes), ' ') as wanted,
          string_to_array(token.held_scopes, ' ') as held, string_to_array(standing.scopes, ' ') as granted
      ) lists
      cross join lateral (
        select case when granted <@ wanted then standing.scopes else array_to_string(array(
          select scope from unnest(granted) with ordinality as listed (scope, place)
          where scope = any (wanted) order by place), ' ') end as given_scopes
      ) given
      where is_live and is_grant_live and customer_state = 'active' and tenant_state = 'active'
        and application_state = 'active' and held @> wanted and wanted @> '{openid}' and granted @> '{openid}'`;
    return sql<RenewedRow>`
      with ${kind === 'stays' ? sql`issuing as materialized (${live}),` : sql`live as materialized (${live}), ${exchange}`}
        disclosure as (${disclosing(sql`issuing`)}),
        committing as materialized (select ${kind === 'stays' ? commitOfCounts : sql`null`})
      select place, customer_id, grant_id, sid, given_scopes as scopes, details, ${renewed} as gty,
        extract(epoch from now())::float8 as issued_at,
        extract(epoch from least(now() + make_interval(secs => ${value('accessSeconds')}), ends_at))::float8 as expires_at,
        is_use_unnoted, is_live, is_grant_live, customer_state, tenant_state, application_state
      from issuing, committing`;
  });
}

// Where nothing is written but that a disclosure was made once more today, nobody waits for the disk: should it fail in
// that moment, the row that says who learned what stays, and its count is a few short.
const commitOfCounts = sql`set_config('synchronous_commit', case when exists (select from disclosure where is_first)
  then current_setting('synchronous_commit') else 'off' end, true)`;

const renewed = sql`case when details->>'gty' like '%refresh_token' then details->>'gty'
  else (details->>'gty') || ' refresh_token' end`;

/** Uses each token, again within ten seconds as long as its successor is unused, and writes the successor. */
const exchange = sql`
  used as (
    update refresh_tokens token
    set consumed_at = coalesce(token.consumed_at, now()), successor_hash = live.successor_hash
    from live
    where token.tenant_id = live.tenant_id and token.id_hash = live.id_hash and token.expires_at > now()
      and not (${consumed.refresh_tokens})
    returning live.place
  ),
  issuing as materialized (select live.* from live join used on used.place = live.place),
  successor as (
    insert into refresh_tokens
      (tenant_id, id_hash, application_id, session_id, grant_id, scopes, details, expires_at)
    select tenant_id, successor_hash, application_id, session_id, grant_id, held_scopes,
      details || jsonb_build_object('gty', ${renewed}, 'rotations', coalesce((details->>'rotations')::int, 0) + 1),
      least(expires_at, ends_at)
    from issuing on conflict do nothing
  ),`;
