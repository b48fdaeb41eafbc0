-- Accounts that customers have elsewhere and sign in with. The key is connection, issuer and subject together: an e-mail
-- address is no part of it, for it may change hands over there (cases 150, 163).
create table customer_identities (
  tenant_id text not null,
  identity_id text not null,
  customer_id text not null,
  connection_id text not null,
  issuer text not null,
  -- keyed digest of connection, issuer and subject; equal accounts of two tenants look different
  subject_key bytea not null,
  sealed_subject bytea not null,
  -- what its owner knows it by: e-mail address and name as they were when it was last used
  sealed_snapshot bytea not null,
  -- only where the connection keeps tokens
  sealed_tokens bytea,
  linked_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (tenant_id, identity_id),
  unique (tenant_id, connection_id, issuer, subject_key),
  foreign key (tenant_id, customer_id) references customers on delete cascade,
  foreign key (tenant_id, connection_id) references connections on delete cascade
);
create index customer_identities_customer on customer_identities (tenant_id, customer_id);

-- Kept tokens whose identity is gone, until the provider was told. Sealed under the tenant's key, because the customer's
-- may be destroyed by then. They outlive their connection too.
create table leaving_tokens (
  tenant_id text not null,
  identity_id text not null,
  connection_id text not null,
  sealed_tokens bytea not null,
  -- how the provider is reached, where the connection is gone as well
  sealed_connection bytea,
  left_at timestamptz not null default now(),
  tries smallint not null default 0,
  try_at timestamptz not null default now(),
  primary key (tenant_id, identity_id),
  foreign key (tenant_id) references tenants on delete cascade
);
create index leaving_tokens_connection on leaving_tokens (tenant_id, connection_id);
create index leaving_tokens_try on leaving_tokens (try_at);

-- Who can sign in by a connection now: one that is off is no way in.
create view identity_ways as
select distinct identity.tenant_id, identity.customer_id, 'connection'::text as method
from customer_identities identity
join connections connection
  on connection.tenant_id = identity.tenant_id and connection.connection_id = identity.connection_id
where connection.state = 'active';

-- A message of a provider about sign-outs is heard once (case 123).
create table upstream_logouts (
  tenant_id text not null,
  connection_id text not null,
  token_hash bytea not null,
  expires_at timestamptz not null,
  primary key (tenant_id, connection_id, token_hash),
  foreign key (tenant_id, connection_id) references connections on delete cascade
);
create index upstream_logouts_expires on upstream_logouts (expires_at);
