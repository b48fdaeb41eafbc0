-- Customers who were sent to a provider of theirs. The state that comes back is compared here and in no cookie: bound to the
-- connection, the browser and the journey or session it was made in, and good once (cases 151, 153).
create table upstream_requests (
  tenant_id text not null,
  state_hash bytea not null,
  connection_id text not null,
  -- flow:<id> or session:<id>
  bound_to text not null,
  browser_hash bytea not null,
  -- nonce, verifier and what else is needed to read the answer
  sealed bytea not null,
  -- where an interface of the application's own takes the answer from the browser that fetched it
  hands_to text,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  primary key (tenant_id, state_hash),
  foreign key (tenant_id, connection_id) references connections on delete cascade
);
create index upstream_requests_connection on upstream_requests (tenant_id, connection_id);
create index upstream_requests_expires on upstream_requests (expires_at);

-- Who came back from there and is not linked yet: until the sign-up or the sign-in that links them, or the owner's yes.
create table upstream_arrivals (
  tenant_id text not null,
  bound_to text not null,
  arrival_id text not null,
  connection_id text not null,
  browser_hash bytea not null,
  -- whose account it is to be linked to; null: a new one's
  customer_id text,
  sealed bytea not null,
  expires_at timestamptz not null,
  primary key (tenant_id, bound_to),
  foreign key (tenant_id, connection_id) references connections on delete cascade,
  foreign key (tenant_id, customer_id) references customers on delete cascade
);
create index upstream_arrivals_connection on upstream_arrivals (tenant_id, connection_id);
create index upstream_arrivals_customer on upstream_arrivals (tenant_id, customer_id);
create index upstream_arrivals_expires on upstream_arrivals (expires_at);
