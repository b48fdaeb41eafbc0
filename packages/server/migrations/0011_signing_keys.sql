-- The keys that sign a tenant's tokens. A key is published while pending, signs while active, stays published while
-- retiring, and is gone when no token signed by it is of use any more: then its private part is removed.
create table signing_keys (
  tenant_id text not null references tenants,
  key_id text not null,
  algorithm text not null check (algorithm in ('ES256', 'RS256')),
  state text not null check (state in ('pending', 'active', 'retiring', 'gone')),
  public_jwk jsonb not null,
  private_jwk bytea,
  created_at timestamptz not null default now(),
  activate_at timestamptz not null,
  activated_at timestamptz,
  retired_at timestamptz,
  remove_at timestamptz,
  removed_at timestamptz,
  primary key (tenant_id, key_id),
  check ((state = 'gone') = (private_jwk is null)),
  check (state <> 'active' or activated_at is not null),
  check ((state in ('retiring', 'gone')) = (remove_at is not null))
);
create unique index signing_keys_one_active on signing_keys (tenant_id, algorithm) where state = 'active';
create unique index signing_keys_one_pending on signing_keys (tenant_id, algorithm) where state = 'pending';
create index signing_keys_due on signing_keys (state) where state in ('pending', 'retiring');
