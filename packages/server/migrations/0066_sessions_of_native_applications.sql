-- An app of our own on a phone stays signed in for longer than the browser that it was begun in.

-- When the browser's part of the session is over, where an app stays for longer; null: with the session.
alter table sessions add column browser_ends_at timestamptz;
-- Whether the application keeps its grant when the browser's part is over.
alter table session_applications add column outlives_browser boolean not null default false;

create or replace view session_standings as
select
  session.tenant_id, session.session_id, session.customer_id, session.secret_hash, session.amr, session.acr,
  session.authenticated_at, session.created_at, session.last_seen_at, session.cookie_idle_at, session.ends_at,
  session.ended_at,
  customer.state as customer_state,
  tenant.state as tenant_state,
  session.ended_at is null
    and session.ends_at > now()
    and session.customer_epoch = customer.session_epoch
    and session.tenant_epoch = tenant.session_epoch as is_live,
  session.cookie_idle_at > now() and coalesce(session.browser_ends_at, session.ends_at) > now() as is_cookie_live,
  session.last_seen_at < now() - interval '1 minute' as is_touch_due,
  session.is_kept,
  session.proofs,
  coalesce(session.browser_ends_at, session.ends_at) as browser_ends_at
from sessions session
join customers customer on customer.tenant_id = session.tenant_id and customer.customer_id = session.customer_id
join tenants tenant on tenant.tenant_id = session.tenant_id;

-- A grant ends with the browser's part of its session, or with the whole of it.
create or replace view grant_standings as
select
  grants.tenant_id, grants.session_id, grants.application_id, grants.sid, grants.grant_id, grants.scopes,
  grants.resource_scopes, grants.granted_at,
  grants.revoked_at is null as is_grant_live,
  session.customer_id, session.amr, session.acr, session.authenticated_at,
  case when grants.outlives_browser then session.ends_at else session.browser_ends_at end as ends_at,
  session.is_live and (grants.outlives_browser or session.browser_ends_at > now()) as is_live,
  session.customer_state, session.tenant_state, application.state as application_state,
  coalesce(grants.last_used_at, grants.granted_at) < now() - interval '1 minute' as is_use_unnoted
from session_applications grants
cross join lateral (
  select customer_id, amr, acr, authenticated_at, ends_at, browser_ends_at, is_live, customer_state, tenant_state
  from session_standings standing
  where standing.tenant_id = grants.tenant_id and standing.session_id = grants.session_id offset 0
) session
cross join lateral (
  select state from applications
  where applications.tenant_id = grants.tenant_id and applications.application_id = grants.application_id offset 0
) application;
