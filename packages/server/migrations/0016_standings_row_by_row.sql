-- What a token hangs on is read row by row: token, grant, session, customer, tenant, application. Each step is fenced
-- (`offset 0`), so that the order is this one whatever the planner believes. In a young database it believes that a
-- tenant has one session, begins with all rows of the tenant, and keeps that plan while the tables grow.
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
  session.cookie_idle_at > now() as is_cookie_live,
  session.last_seen_at < now() - interval '1 minute' as is_touch_due
from sessions session
cross join lateral (
  select state, session_epoch from customers
  where customers.tenant_id = session.tenant_id and customers.customer_id = session.customer_id offset 0
) customer
cross join lateral (
  select state, session_epoch from tenants where tenants.tenant_id = session.tenant_id offset 0
) tenant;

create or replace view grant_standings as
select
  grants.tenant_id, grants.session_id, grants.application_id, grants.sid, grants.grant_id, grants.scopes,
  grants.resource_scopes, grants.granted_at,
  grants.revoked_at is null as is_grant_live,
  session.customer_id, session.amr, session.acr, session.authenticated_at, session.ends_at,
  session.is_live, session.customer_state, session.tenant_state, application.state as application_state
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

-- These lead with the random column: one that led with the tenant would look as good to that planner as the right one.
drop index sessions_secret;
drop index sessions_customer;
drop index session_applications_grant;
drop index session_applications_sid;
drop index authorization_codes_session;
drop index refresh_tokens_session;
drop index access_tokens_session;
create unique index sessions_secret on sessions (secret_hash, tenant_id);
create index sessions_customer on sessions (customer_id, tenant_id, created_at desc);
create unique index session_applications_grant on session_applications (grant_id, tenant_id);
create unique index session_applications_sid on session_applications (sid, tenant_id);
create index authorization_codes_session on authorization_codes (session_id, tenant_id);
create index refresh_tokens_session on refresh_tokens (session_id, tenant_id);
create index access_tokens_session on access_tokens (session_id, tenant_id);

-- A token is written from its live session, so the foreign key would only read that session once more and lock it, for
-- each token issued. What it was for, tokens that go with their session, is done when sessions are removed.
alter table authorization_codes drop constraint authorization_codes_tenant_id_session_id_fkey;
alter table refresh_tokens drop constraint refresh_tokens_tenant_id_session_id_fkey;
alter table access_tokens drop constraint access_tokens_tenant_id_session_id_fkey;
create function remove_tokens_of_sessions() returns trigger language plpgsql as $$
begin
  delete from authorization_codes token using gone
    where token.session_id = gone.session_id and token.tenant_id = gone.tenant_id;
  delete from refresh_tokens token using gone
    where token.session_id = gone.session_id and token.tenant_id = gone.tenant_id;
  delete from access_tokens token using gone
    where token.session_id = gone.session_id and token.tenant_id = gone.tenant_id;
  return null;
end
$$;
create trigger sessions_take_their_tokens after delete on sessions
  referencing old table as gone for each statement execute function remove_tokens_of_sessions();

-- What the protocol keeps with a token and says nothing about anybody: how the customer signed in, for which API, bound
-- to which key. Anything else is sealed still, and with most tokens there is nothing else.
alter table refresh_tokens add column details jsonb not null default '{}';
alter table access_tokens add column details jsonb not null default '{}';
alter table refresh_tokens alter column sealed drop not null;
alter table access_tokens alter column sealed drop not null;
