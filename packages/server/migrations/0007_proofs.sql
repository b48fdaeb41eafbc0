-- One-time proofs: one typed store. A proof is requested first and minted when its message is sent, so a code is
-- never stored, never queued, and never older than its delivery.
create table proofs (
  tenant_id text not null,
  proof_id text not null,
  purpose text not null check (purpose in ('verify-email')),
  -- what the proof is about, for example the blind index of an address, as hex
  subject text not null,
  flow_id text not null,
  browser_hash bytea not null,
  code_hash bytea,
  link_hash bytea,
  tries_left smallint not null default 5,
  minted_at timestamptz,
  code_expires_at timestamptz,
  link_expires_at timestamptz,
  consumed_at timestamptz,
  superseded_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, proof_id)
);
create unique index proofs_link on proofs (tenant_id, link_hash) where link_hash is not null;
create index proofs_flow on proofs (tenant_id, flow_id, purpose);
create index proofs_created on proofs (created_at);
