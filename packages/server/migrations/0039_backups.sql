-- Backups that were written and read again to the end, so that anybody can be told how old the last good one is.
create table backups (
  backup_id text primary key,
  taken_at timestamptz not null default now(),
  bytes bigint not null,
  file text not null
);
create index backups_taken on backups (taken_at desc);
