-- Devices without a keyboard that ask to be signed in from another one (RFC 8628), until they are answered and for a day.
create table device_codes (
  tenant_id text not null references tenants,
  -- SHA-256 of what the device polls with
  id_hash bytea not null,
  -- names the request on our own pages; worth nothing in another browser than the one that entered the code
  request_id text not null,
  application_id text not null,
  -- keyed: eight letters could be guessed from a plain hash
  user_code_key bytea not null,
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'denied', 'used')),
  scopes text not null,
  -- resource → scopes
  resource_scopes jsonb not null default '{}',
  -- the browser that entered the code, and from its first look at the request on the session that alone may answer
  browser_hash bytea,
  entered_session_id text,
  -- once approved: the device's own session, and what the application holds there
  session_id text,
  grant_id text,
  -- the code, the device's address and name, and what else it asked for
  sealed bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  answered_at timestamptz,
  last_polled_at timestamptz,
  interval_seconds integer not null default 5,
  primary key (tenant_id, id_hash),
  foreign key (tenant_id, session_id) references sessions on delete cascade
);
create unique index device_codes_user_code on device_codes (tenant_id, user_code_key);
create unique index device_codes_request on device_codes (tenant_id, request_id);
create index device_codes_session on device_codes (tenant_id, session_id);
create index device_codes_expires on device_codes (expires_at);
