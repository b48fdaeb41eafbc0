-- Accounts elsewhere that customers may sign in with. What a provider gave us as a secret is sealed beside its settings.
create table connections (
  tenant_id text not null references tenants,
  connection_id text not null check (connection_id ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
  name text not null,
  preset text not null,
  state text not null check (state in ('active', 'disabled')),
  settings jsonb not null,
  sealed_secret bytea,
  -- where a configuration file says that the secret is kept; never the secret
  secret_reference jsonb,
  -- rises with each change: names what may be cached
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, connection_id)
);
