-- Budgets, by the generic cell rate algorithm: `theoretical_at` is when the budget would be whole again.
create table budgets (
  tenant_id text not null,
  budget text not null,
  key_hash bytea not null,
  theoretical_at timestamptz not null,
  -- charges since the last success; where a secret is guarded, its consecutive refusals
  failures integer not null default 0,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, budget, key_hash)
);
create index budgets_updated on budgets (updated_at);

-- Browsers a customer has signed in with before: they keep a lane of their own when strangers exhaust the account's.
create table known_devices (
  tenant_id text not null,
  customer_id text not null,
  device_hash bytea not null,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  primary key (tenant_id, customer_id, device_hash),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);
create index known_devices_seen on known_devices (last_seen_at);
