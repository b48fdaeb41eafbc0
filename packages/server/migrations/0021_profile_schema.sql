-- What a tenant may know of its customers. Every declaration stays, so that each change can be rolled back.
create table profile_schemas (
  tenant_id text not null references tenants,
  version integer not null check (version > 0),
  declaration jsonb not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, version)
);

-- Attributes that are declared no more. Their sealed values rest with the customers until they are purged.
create table profile_removals (
  tenant_id text not null references tenants,
  attribute text not null,
  removed_at timestamptz not null default now(),
  primary key (tenant_id, attribute)
);

-- attribute name → when its value was last written; what an older node wrote counts from the account's beginning
alter table customers add column attributes_written jsonb not null default '{}';

-- Keyed digests by which searchable attributes are found, apart from the sealed values.
create table customer_attribute_indexes (
  tenant_id text not null,
  attribute text not null,
  kind text not null check (kind in ('exact', 'prefix')),
  index_version integer not null,
  blind_index bytea not null,
  customer_id text not null,
  primary key (tenant_id, attribute, kind, index_version, blind_index, customer_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);
create index customer_attribute_indexes_customer on customer_attribute_indexes (tenant_id, customer_id);

-- Questions that a customer has put off, so that they are not asked again too soon.
create table profile_questions (
  tenant_id text not null,
  customer_id text not null,
  attribute text not null,
  skipped_at timestamptz not null default now(),
  primary key (tenant_id, customer_id, attribute),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);
