-- What staff find and see of customers.

-- The business's own name for a customer. It is no identifier: nobody signs in by it, and its customer is never shown it.
create table customer_external_ids (
  tenant_id text not null,
  customer_id text not null,
  blind_index bytea not null,
  index_version integer not null,
  sealed bytea not null,
  primary key (tenant_id, customer_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);
create unique index customer_external_ids_blind on customer_external_ids (tenant_id, index_version, blind_index);

-- What staff write about a customer, sealed under the customer's key.
create table customer_notes (
  tenant_id text not null,
  note_id text not null,
  customer_id text not null,
  sealed bytea not null,
  author_kind text not null check (author_kind in ('administrator', 'application')),
  author_id text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, note_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);
create index customer_notes_customer on customer_notes (tenant_id, customer_id, created_at desc, note_id desc);

-- Lists by age, all of them or those in a rare state.
create index customers_created on customers (tenant_id, created_at, customer_id);
create index customers_state_created on customers (tenant_id, state, created_at, customer_id) where state <> 'active';

-- A customer with all that they are found by, still sealed: one row each.
create view directory_customers as
select
  customer.tenant_id, customer.customer_id, customer.state, customer.attributes, customer.profile_version,
  customer.locale, customer.created_at, customer.updated_at, customer.closes_at,
  email.sealed as email_sealed, email.verified_at as email_verified_at, email.undeliverable_since,
  phone.sealed as phone_sealed, phone.verified_at as phone_verified_at,
  username.sealed as username_sealed,
  external.sealed as external_sealed
from customers customer
left join lateral (
  select sealed, verified_at, undeliverable_since from customer_identifiers identifier
  where identifier.tenant_id = customer.tenant_id and identifier.customer_id = customer.customer_id
    and identifier.type = 'email'
  order by identifier.created_at limit 1
) email on true
left join lateral (
  select sealed, verified_at from customer_identifiers identifier
  where identifier.tenant_id = customer.tenant_id and identifier.customer_id = customer.customer_id
    and identifier.type = 'phone'
  order by identifier.created_at limit 1
) phone on true
left join lateral (
  select sealed from customer_identifiers identifier
  where identifier.tenant_id = customer.tenant_id and identifier.customer_id = customer.customer_id
    and identifier.type = 'username'
  order by identifier.created_at limit 1
) username on true
left join customer_external_ids external
  on external.tenant_id = customer.tenant_id and external.customer_id = customer.customer_id;

-- Staff are recipients too.
alter table disclosure_log drop constraint disclosure_log_recipient_kind_check;
alter table disclosure_log add constraint disclosure_log_recipient_kind_check
  check (recipient_kind in ('application', 'staff'));

-- Names can be searched by their first letters by default: tenants that were here before have theirs indexed once.
create table attribute_index_sweeps (
  tenant_id text primary key references tenants
);
insert into attribute_index_sweeps select tenant_id from tenants;
