-- Customers who come from elsewhere, and how far each file has been read.

-- Whether tokens name the customer by the id they had elsewhere.
alter table customer_external_ids add column is_subject boolean not null default false;

-- Tenants whose tokens may name customers so; for all others nobody looks. Written well before the first such customer.
create table former_subject_tenants (
  tenant_id text primary key references tenants
);

-- Which import a customer came with; null for everybody who registered here.
alter table customers add column import_id text;

create table imports (
  tenant_id text not null references tenants,
  import_id text not null,
  state text not null default 'running' check (state in ('running', 'finished')),
  format text not null,
  -- digest of the whole file, so that no other one is ever gone on with
  file_digest bytea not null,
  options jsonb not null,
  -- how many records of the file are behind: written in the transaction that wrote the last of them
  position bigint not null default 0,
  imported bigint not null default 0,
  -- customers who were here already and got the password hash they lacked
  completed bigint not null default 0,
  skipped bigint not null default 0,
  rejected bigint not null default 0,
  actor_kind text not null check (actor_kind in ('administrator', 'application', 'system')),
  actor_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, import_id)
);
-- Of one file there is one import under way.
create unique index imports_running on imports (tenant_id, file_digest) where state = 'running';
create index imports_created on imports (tenant_id, created_at desc, import_id desc);

-- Records that were not imported, and why: a place in the file and a code, nothing of what stood there.
create table import_findings (
  tenant_id text not null,
  import_id text not null,
  record bigint not null,
  line bigint not null,
  outcome text not null check (outcome in ('rejected', 'skipped')),
  code text not null,
  -- the field it is about, by a name that our own documentation knows
  field text,
  primary key (tenant_id, import_id, record),
  foreign key (tenant_id, import_id) references imports on delete cascade
);
