-- An address that a change took away is nobody else's for as long as the change can be undone.
alter table identifier_changes
  add column former_index bytea,
  add column former_index_version integer,
  -- Until the note to the address is written, as long as the change is kept; from then on, as long as its link lives.
  add column reserved_until timestamptz not null default now() + interval '14 days';
create index identifier_changes_former on identifier_changes (tenant_id, former_index) where undone_at is null;
