-- Applications that the start settings made: each once, also when it has been removed since.
create table bootstrap_clients (
  tenant_id text not null references tenants,
  application_id text not null,
  made_at timestamptz not null default now(),
  primary key (tenant_id, application_id)
);
