create table tenants (
  tenant_id text primary key,
  name text not null,
  state text not null default 'active' check (state in ('active', 'suspended')),
  is_default boolean not null default false,
  settings jsonb not null default '{}',
  -- raising it ends every session of the tenant at once
  session_epoch integer not null default 1,
  version bigint not null default 1,
  created_at timestamptz not null default now()
);
create unique index tenants_one_default on tenants (is_default) where is_default;

-- The default tenant answers at PUBLIC_URL and needs no row here.
create table tenant_domains (
  host text primary key check (host = lower(host)),
  tenant_id text not null references tenants,
  created_at timestamptz not null default now()
);
create index tenant_domains_tenant on tenant_domains (tenant_id);
