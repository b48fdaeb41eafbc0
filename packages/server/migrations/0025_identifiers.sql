-- More ways to be found, and what a change of them leaves behind for a while.

-- A change of address can be undone by whoever reads the former one. Each row keeps the former value, sealed for the
-- same place it came from, until nobody can undo it any more.
create table identifier_changes (
  tenant_id text not null,
  change_id text not null,
  customer_id text not null,
  type text not null check (type in ('email', 'phone', 'username')),
  former_sealed bytea not null,
  changed_at timestamptz not null default now(),
  -- undoing a change undoes every later one with it, so that a thief's own undo link is worth nothing
  undone_at timestamptz,
  primary key (tenant_id, change_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);
create index identifier_changes_customer on identifier_changes (tenant_id, customer_id, changed_at);
create index identifier_changes_changed on identifier_changes (changed_at);

-- A proof dies with what it is about.
create index proofs_subject on proofs (tenant_id, subject) where consumed_at is null and superseded_at is null;

alter table messages drop constraint messages_channel_check;
alter table messages add constraint messages_channel_check check (channel in ('email', 'sms'));
