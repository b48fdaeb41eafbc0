-- What detection found. `key_digest`: what it is about, keyed; empty: the tenant as a whole. `shown`: the same for
-- administrators to read, sealed by the tenant's key, for a month.
create table protection_findings (
  tenant_id text not null references tenants,
  finding_id text not null,
  kind text not null,
  key_digest bytea not null,
  shown bytea,
  -- whose account it is about, where it is about one
  customer_id text,
  action text not null,
  figures jsonb not null,
  began_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  -- when it ends by itself unless it is seen again; infinity: not by itself
  ends_at timestamptz not null,
  ended_at timestamptz,
  undone_at timestamptz,
  undone_by_kind text,
  undone_by text,
  primary key (tenant_id, finding_id),
  foreign key (tenant_id, customer_id) references customers on delete set null (customer_id)
);
create unique index protection_findings_open on protection_findings (tenant_id, kind, key_digest) where ended_at is null;
create index protection_findings_listed on protection_findings (tenant_id, began_at desc, finding_id);
create index protection_findings_of_key on protection_findings (tenant_id, kind, key_digest, undone_at);
create index protection_findings_customer on protection_findings (tenant_id, customer_id) where customer_id is not null;
create index protection_findings_due on protection_findings (ends_at) where ended_at is null;
create index protection_findings_began on protection_findings (began_at);

-- What every node does about it. Nodes read what changed since they last looked.
create table protection_postures (
  tenant_id text primary key references tenants,
  mode text not null default 'calm' check (mode in ('calm', 'attack')),
  -- by whom attack mode was begun: 'system' ends by itself
  begun_by text,
  finding_id text,
  began_at timestamptz,
  -- null: when somebody ends it
  mode_until timestamptz,
  ended_at timestamptz,
  -- [{ kind, digest, level, until, findingKind }]
  flags jsonb not null default '[]',
  changed_at timestamptz not null default now(),
  digest_at timestamptz not null default now()
);
create index protection_postures_changed on protection_postures (changed_at);

-- How attempts ended, by the hour. `tokenless`: of browsers that brought no device token; they are what is compared.
create table attempt_counts (
  tenant_id text not null references tenants,
  hour timestamptz not null,
  action text not null,
  under_attack boolean not null,
  attempts bigint not null default 0,
  successes bigint not null default 0,
  failures bigint not null default 0,
  challenged bigint not null default 0,
  refused bigint not null default 0,
  unknown bigint not null default 0,
  tokenless bigint not null default 0,
  tokenless_failures bigint not null default 0,
  tokenless_unknown bigint not null default 0,
  primary key (tenant_id, hour, action, under_attack)
);
create index attempt_counts_hour on attempt_counts (hour);

-- Where a new customer came from, as keyed digests: so that a wave of false sign-ups can be picked out. For a month.
create table sign_up_traces (
  tenant_id text not null,
  customer_id text not null,
  neighbourhood bytea not null,
  network bytea,
  user_agent bytea not null,
  mail_domain bytea,
  created_at timestamptz not null default now(),
  primary key (tenant_id, customer_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);
create index sign_up_traces_created on sign_up_traces (tenant_id, created_at);
create index sign_up_traces_over on sign_up_traces (created_at);
