-- The finished Argon2 string, encrypted under the pepper. One password a customer.
create table password_credentials (
  tenant_id text not null,
  customer_id text not null,
  credential_id text not null,
  sealed_hash bytea not null,
  set_at timestamptz not null default now(),
  primary key (tenant_id, customer_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);
