-- One application within one session: what every code and token hangs on, besides the session itself. It is also the
-- grant: it says which scopes this application may use for as long as this session lives.
create table session_applications (
  tenant_id text not null,
  session_id text not null,
  application_id text not null,
  -- names the session to this application alone
  sid text not null,
  -- a new one is given when the former was revoked: what hangs on the old one stays dead
  grant_id text not null,
  scopes text not null default '',
  -- resource → scopes
  resource_scopes jsonb not null default '{}',
  granted_at timestamptz not null default now(),
  revoked_at timestamptz,
  -- when the application was asked to forget the session
  notified_at timestamptz,
  primary key (tenant_id, session_id, application_id),
  foreign key (tenant_id, session_id) references sessions on delete cascade,
  foreign key (tenant_id, application_id) references applications on delete cascade
);
create unique index session_applications_grant on session_applications (tenant_id, grant_id);
create unique index session_applications_sid on session_applications (tenant_id, sid);

-- What the gate reads before anything is issued on a grant: the grant beside its session, customer and tenant.
create view grant_standings as
select
  grants.tenant_id, grants.session_id, grants.application_id, grants.sid, grants.grant_id, grants.scopes,
  grants.resource_scopes, grants.granted_at,
  grants.revoked_at is null as is_grant_live,
  session.customer_id, session.amr, session.acr, session.authenticated_at, session.ends_at,
  session.is_live, session.customer_state, session.tenant_state, application.state as application_state
from session_applications grants
join session_standings session on session.tenant_id = grants.tenant_id and session.session_id = grants.session_id
join applications application
  on application.tenant_id = grants.tenant_id and application.application_id = grants.application_id;

-- Every id is a bearer secret: only its SHA-256 rests here. What nothing is decided on is sealed beside it.
create table authorization_codes (
  tenant_id text not null,
  id_hash bytea not null,
  application_id text not null,
  session_id text not null,
  grant_id text not null,
  scopes text not null,
  sealed bytea not null,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  consumed_at timestamptz,
  primary key (tenant_id, id_hash),
  foreign key (tenant_id, session_id) references sessions on delete cascade
);
create index authorization_codes_expires on authorization_codes (expires_at);
create index authorization_codes_session on authorization_codes (tenant_id, session_id);

create table refresh_tokens (
  tenant_id text not null,
  id_hash bytea not null,
  application_id text not null,
  session_id text not null,
  grant_id text not null,
  scopes text not null,
  sealed bytea not null,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  consumed_at timestamptz,
  successor_hash bytea,
  primary key (tenant_id, id_hash),
  foreign key (tenant_id, session_id) references sessions on delete cascade
);
create index refresh_tokens_expires on refresh_tokens (expires_at);
create index refresh_tokens_session on refresh_tokens (tenant_id, session_id);

create table access_tokens (
  tenant_id text not null,
  id_hash bytea not null,
  application_id text not null,
  session_id text not null,
  grant_id text not null,
  scopes text not null,
  sealed bytea not null,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, id_hash),
  foreign key (tenant_id, session_id) references sessions on delete cascade
);
create index access_tokens_expires on access_tokens (expires_at);
create index access_tokens_session on access_tokens (tenant_id, session_id);

-- An authorization request that waits for a person, and the browser it belongs to.
create table interactions (
  tenant_id text not null references tenants,
  id_hash bytea not null,
  application_id text not null,
  browser_hash bytea not null,
  prompt text not null,
  -- the session whose sign-in answered it; nothing but this proves that somebody did
  answered_session_id text,
  answered_at timestamptz,
  has_consented boolean,
  sealed bytea not null,
  expires_at timestamptz not null,
  primary key (tenant_id, id_hash)
);
create index interactions_expires on interactions (expires_at);

create table pushed_requests (
  tenant_id text not null references tenants,
  id_hash bytea not null,
  sealed bytea not null,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  primary key (tenant_id, id_hash)
);
create index pushed_requests_expires on pushed_requests (expires_at);

-- Proofs and assertions that were used once: a second use finds its mark.
create table replay_marks (
  tenant_id text not null references tenants,
  id_hash bytea not null,
  expires_at timestamptz not null,
  primary key (tenant_id, id_hash)
);
create index replay_marks_expires on replay_marks (expires_at);

-- A journey may be the answer to an application's request.
alter table flows add column interaction bytea;
alter table flows add column destination text;
alter table flows add column form_target text;
