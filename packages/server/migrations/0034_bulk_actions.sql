-- One action upon many customers, carried out in the background in small steps that each know how far they came.
create table bulk_actions (
  tenant_id text not null references tenants,
  bulk_id text not null,
  action text not null check (action in ('disable', 'end_sessions', 'close')),
  -- which customers: {"customer_ids": […]} or {"filter": {…}}
  selection jsonb not null,
  state text not null default 'running' check (state in ('running', 'finished', 'cancelled')),
  actor_kind text not null check (actor_kind in ('administrator', 'application')),
  actor_id text not null,
  total integer not null,
  -- done: changed; passed_over: in a state that needed or allowed nothing
  done integer not null default 0,
  passed_over integer not null default 0,
  -- the last customer that was looked at
  position text not null default '',
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, bulk_id)
);
create index bulk_actions_created on bulk_actions (tenant_id, created_at desc, bulk_id desc);

-- What one administrator or service did; entries of customers about themselves are many, and found by the customer.
create index ledger_entries_actor on ledger_entries (tenant_id, actor_id, entry_id)
  where actor_kind in ('administrator', 'application');
