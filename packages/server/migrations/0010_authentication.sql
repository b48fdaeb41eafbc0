-- A flow is one journey of one browser: what it is for, what it has proven, what it waits for.
create table flows (
  tenant_id text not null references tenants,
  flow_id text not null,
  kind text not null check (kind in ('sign-in', 'registration')),
  state text not null check (state in ('open', 'finished', 'abandoned')),
  browser_hash bytea not null,
  customer_id text,
  -- [{ method, at }]
  proofs jsonb not null default '[]',
  -- what the journey carries, sealed under the tenant's key bound to this flow
  payload bytea,
  return_to text,
  locale text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, flow_id)
);
create index flows_expires on flows (expires_at);
