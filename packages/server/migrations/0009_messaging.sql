-- Messages wait here until they are sent. A row holds references only: who and what is looked up when it is sent.
create table messages (
  tenant_id text not null,
  message_id text not null,
  template text not null,
  channel text not null check (channel in ('email')),
  -- the ledger entry that asked for it: one entry, one message
  entry_id bigint not null,
  customer_id text,
  reference jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'cancelled', 'failed')),
  -- why it was cancelled or failed: a closed vocabulary or an error code, never text from outside
  reason text,
  attempts integer not null default 0,
  queued_at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (tenant_id, message_id)
);
create unique index messages_entry on messages (tenant_id, entry_id, template);
create index messages_queued on messages (queued_at) where state = 'queued';
create index messages_settled on messages (settled_at) where settled_at is not null;
