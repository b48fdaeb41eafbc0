create table customers (
  tenant_id text not null references tenants,
  customer_id text not null,
  state text not null default 'active' check (state in ('active', 'disabled', 'closed')),
  -- attribute name → value sealed under the customer's key, base64
  attributes jsonb not null default '{}',
  profile_version bigint not null default 1,
  -- raising it ends every session of the customer at once
  session_epoch integer not null default 1,
  locale text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, customer_id)
);

-- Whatever a customer can be found by, apart from the person. One namespace for all types, so that nobody can take
-- another's e-mail address as a user name.
create table customer_identifiers (
  tenant_id text not null,
  identifier_id text not null,
  customer_id text not null,
  type text not null check (type in ('email')),
  blind_index bytea not null,
  index_version integer not null,
  sealed bytea not null,
  verified_at timestamptz,
  verified_by text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, identifier_id),
  -- deferred: an address is claimed before its customer is written, so that losing the race writes nothing
  foreign key (tenant_id, customer_id) references customers on delete cascade deferrable initially deferred
);
create unique index customer_identifiers_blind on customer_identifiers (tenant_id, index_version, blind_index);
create index customer_identifiers_customer on customer_identifiers (tenant_id, customer_id);
