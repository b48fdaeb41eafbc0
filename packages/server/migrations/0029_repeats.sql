-- Answers to calls that carry an Idempotency-Key, so that a call repeated over a bad line is done once. Sealed, and gone
-- after a day.
create table repeats (
  tenant_id text not null references tenants,
  -- digest of who calls, what is called and the key
  call_hash bytea not null,
  -- digest of what was sent with it
  body_hash bytea not null,
  -- null while the first call is being answered
  answer bytea,
  expires_at timestamptz not null,
  primary key (tenant_id, call_hash)
);
create index repeats_expires on repeats (expires_at);
