-- Passkeys: a public key, what its authenticator said of itself, and what its owner calls it. A key is one customer's.
create table passkeys (
  tenant_id text not null,
  credential_id text not null,
  customer_id text not null,
  -- the name that the authenticator gave it
  key_id bytea not null,
  public_key bytea not null,
  -- the host it is bound to
  rp_id text not null,
  -- what stands for the customer at the authenticator: random to look at, and nothing of theirs
  user_handle bytea not null,
  sign_count bigint not null,
  transports text[] not null,
  aaguid text not null,
  -- whether it may ever leave its device, and whether it has; the first never changes
  is_backup_eligible boolean not null,
  is_backed_up boolean not null,
  sealed_name bytea not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  -- its counter went back: somebody may hold a copy
  flagged_at timestamptz,
  primary key (tenant_id, credential_id),
  unique (tenant_id, key_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade,
  check (is_backup_eligible or not is_backed_up)
);
create index passkeys_customer on passkeys (tenant_id, customer_id);

-- What an authenticator is asked to sign: once, for minutes, by one browser, for one journey or session and one purpose.
create table passkey_challenges (
  tenant_id text not null references tenants,
  challenge_hash bytea not null,
  purpose text not null check (purpose in ('register', 'authenticate')),
  -- the journey or the session it belongs to
  bound_to text not null,
  browser_hash bytea not null,
  rp_id text not null,
  -- for whom a key is made
  user_handle bytea,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  primary key (tenant_id, challenge_hash)
);
create index passkey_challenges_expires on passkey_challenges (expires_at);

-- Who was asked to make a passkey after a sign-in, and when they last said "not now".
create table passkey_nudges (
  tenant_id text not null,
  customer_id text not null,
  shown integer not null default 0,
  dismissed integer not null default 0,
  dismissed_at timestamptz,
  primary key (tenant_id, customer_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);

create or replace view passkey_factors as
select tenant_id, customer_id, credential_id, 'passkey'::text as method, sealed_name, created_at as enrolled_at, last_used_at
from passkeys;
