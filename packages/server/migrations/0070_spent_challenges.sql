-- Solutions of proof of work that were handed in: each counts once. A row outlives its challenge by a little.
create table spent_challenges (
  tenant_id text not null references tenants,
  -- SHA-256 of the challenge that was solved
  challenge_hash bytea not null,
  expires_at timestamptz not null,
  primary key (tenant_id, challenge_hash)
);
create index spent_challenges_expires on spent_challenges (expires_at);
