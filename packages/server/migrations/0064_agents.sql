-- Applications that registered themselves, and what customers allowed each of them at which API.
alter table applications drop constraint applications_made_by_check;
alter table applications add constraint applications_made_by_check
  check (made_by in ('operator', 'house', 'environment', 'registration', 'metadata_document'));
create index applications_of_themselves on applications (tenant_id, created_at)
  where made_by in ('registration', 'metadata_document');

-- Whether applications that registered themselves may ask for it.
alter table resources add column open_to_agents boolean not null default false;

-- What opens the registration to who holds it, for so many applications and until then. Shown once, kept as a hash.
create table initial_access_tokens (
  tenant_id text not null references tenants,
  token_id text not null,
  name text not null,
  token_hash bytea not null,
  remaining integer not null check (remaining >= 0),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, token_id),
  unique (tenant_id, token_hash)
);
create index initial_access_tokens_expired on initial_access_tokens (expires_at);

-- What an application that registered itself reads and removes its registration with (RFC 7592).
create table self_registrations (
  tenant_id text not null,
  application_id text not null,
  access_token_hash bytea not null,
  -- the initial access token that it came with
  initial_token_id text,
  primary key (tenant_id, application_id),
  foreign key (tenant_id, application_id) references applications on delete cascade
);

-- What a customer allowed an application that registered itself at one API. Goes with the consent.
create table consent_resources (
  tenant_id text not null,
  customer_id text not null,
  application_id text not null,
  resource_uri text not null,
  scopes text[] not null,
  granted_at timestamptz not null default now(),
  primary key (tenant_id, customer_id, application_id, resource_uri),
  foreign key (tenant_id, customer_id, application_id) references consents on delete cascade
);
