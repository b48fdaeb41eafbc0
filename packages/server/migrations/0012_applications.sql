-- Applications that customers sign in to, by the names of RFC 7591, and what protects their calls.
create table applications (
  tenant_id text not null references tenants,
  application_id text not null,
  name text not null,
  first_party boolean not null,
  state text not null default 'active' check (state in ('active', 'disabled')),
  metadata jsonb not null,
  -- rises with each change of the application or its secrets: names what may be cached
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, application_id)
);

-- The key allows two secrets at once and no third: the one in use, and the one it replaced until it expires.
create table application_secrets (
  tenant_id text not null,
  application_id text not null,
  rank text not null check (rank in ('current', 'former')),
  secret_hash bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  primary key (tenant_id, application_id, rank),
  foreign key (tenant_id, application_id) references applications on delete cascade,
  check ((rank = 'current') = (expires_at is null))
);

-- APIs that access tokens can be made for (RFC 8707). A tenant's own API is always there and needs no row.
create table resources (
  tenant_id text not null references tenants,
  resource_uri text not null,
  name text not null,
  -- scope → what it allows, in words for the consent page
  scopes jsonb not null,
  access_token_seconds integer not null check (access_token_seconds between 60 and 86400),
  created_at timestamptz not null default now(),
  primary key (tenant_id, resource_uri)
);
