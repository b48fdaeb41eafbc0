-- Technical tables of the foundation: keys at rest. They know tenants and subjects by id only.

-- One row proves which master key this database belongs to.
create table master_key_checks (
  master_version integer primary key,
  fingerprint bytea not null,
  created_at timestamptz not null default now()
);

-- Keys wrapped by the key above them: subject_id '' is the tenant's own key, anything else a customer's.
-- Deleting a customer's row makes everything sealed under it unreadable for good.
create table key_envelopes (
  tenant_id text not null,
  subject_id text not null default '',
  purpose text not null check (purpose in ('data', 'index')),
  version integer not null check (version > 0),
  wrapped bytea not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, subject_id, purpose, version)
);
