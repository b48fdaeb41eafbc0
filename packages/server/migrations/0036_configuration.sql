-- Where the secret of an application comes from, such as {"env": "SHOP_SECRET"}; null for one that was made here.
alter table application_secrets add column reference jsonb;

-- Rises with each change of the API: what a change was decided on is named by it.
alter table resources add column version bigint not null default 1;

-- Configuration files as they were applied, newest last. They hold references to secrets, never secrets.
create table configuration_files (
  tenant_id text not null references tenants,
  version integer not null check (version > 0),
  document text not null,
  actor_kind text not null,
  actor_id text,
  applied_at timestamptz not null default now(),
  primary key (tenant_id, version)
);
