-- Opaque access tokens that name their grant need no row. One that was taken back before its time leaves a mark instead,
-- for as long as it would have counted.
create table withdrawn_tokens (
  tenant_id text not null references tenants,
  id_hash bytea not null,
  expires_at timestamptz not null,
  primary key (tenant_id, id_hash)
);
create index withdrawn_tokens_expires on withdrawn_tokens (expires_at);

-- When the application last received something on the strength of its grant, at most a minute late.
alter table session_applications add column last_used_at timestamptz;

create or replace view grant_standings as
select
  grants.tenant_id, grants.session_id, grants.application_id, grants.sid, grants.grant_id, grants.scopes,
  grants.resource_scopes, grants.granted_at,
  grants.revoked_at is null as is_grant_live,
  session.customer_id, session.amr, session.acr, session.authenticated_at, session.ends_at,
  session.is_live, session.customer_state, session.tenant_state, application.state as application_state,
  coalesce(grants.last_used_at, grants.granted_at) < now() - interval '1 minute' as is_use_unnoted
from session_applications grants
cross join lateral (
  select customer_id, amr, acr, authenticated_at, ends_at, is_live, customer_state, tenant_state
  from session_standings standing
  where standing.tenant_id = grants.tenant_id and standing.session_id = grants.session_id offset 0
) session
cross join lateral (
  select state from applications
  where applications.tenant_id = grants.tenant_id and applications.application_id = grants.application_id offset 0
) application;

-- Counted, used up and noted again and again: with room beside a row its next version needs no entry in any index.
alter table disclosure_log set (fillfactor = 80);
alter table refresh_tokens set (fillfactor = 80);
alter table session_applications set (fillfactor = 80);
