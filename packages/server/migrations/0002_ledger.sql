-- The ledger: every change of state is one entry, written in the same transaction as the change.
-- Entries are never updated or deleted; only the sealer may give an entry its place in the tenant's chain, once.

create sequence ledger_entry_ids as bigint cache 1;

create table ledger_entries (
  entry_id bigint not null default nextval('ledger_entry_ids'),
  transaction_id xid8 not null default pg_current_xact_id(),
  recorded_at timestamptz not null default clock_timestamp(),
  lane smallint not null,
  tenant_id text not null,
  customer_id text,
  event text not null,
  actor_kind text not null check (actor_kind in ('customer', 'visitor', 'administrator', 'application', 'system')),
  actor_id text,
  request_id text,
  data jsonb not null,
  personal bytea,
  -- given later by the sealer: the entry's place and hashes in the tenant's chain
  chain_sequence bigint,
  chain_previous bytea,
  chain_hash bytea,
  primary key (recorded_at, entry_id)
) partition by range (recorded_at);

create index ledger_entries_lane on ledger_entries (lane, transaction_id, entry_id);
create index ledger_entries_customer on ledger_entries (tenant_id, customer_id, entry_id) where customer_id is not null;
create index ledger_entries_tenant on ledger_entries (tenant_id, entry_id);

create table ledger_entries_default partition of ledger_entries default;

-- Creates the partition of the month that `day` falls in; safe to call from several nodes at once.
create function ledger_create_partition(day date) returns text
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  first_day date := date_trunc('month', day)::date;
  partition_name text := 'ledger_entries_' || to_char(first_day, 'YYYY_MM');
begin
  perform pg_advisory_xact_lock(hashtextextended('ledger_create_partition', 0));
  if to_regclass('public.' || partition_name) is null then
    execute format(
      'create table public.%I partition of public.ledger_entries for values from (%L) to (%L)',
      partition_name, first_day::timestamp at time zone 'UTC', (first_day + interval '1 month')::timestamp at time zone 'UTC'
    );
    -- row triggers are inherited from the parent, this one is not
    execute format(
      'create trigger ledger_no_truncate before truncate on public.%I '
      'for each statement execute function public.ledger_refuse_change()', partition_name
    );
  end if;
  return partition_name;
end
$$;
revoke all on function ledger_create_partition(date) from public;

-- Even the owner's own statements cannot rewrite history.
create function ledger_refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE'
    and old.chain_sequence is null and new.chain_sequence is not null
    and (to_jsonb(new) - 'chain_sequence' - 'chain_previous' - 'chain_hash')
      = (to_jsonb(old) - 'chain_sequence' - 'chain_previous' - 'chain_hash') then
    return new;
  end if;
  raise exception 'ledger entries are never changed or deleted' using errcode = 'insufficient_privilege';
end
$$;
create trigger ledger_entries_append_only before update or delete on ledger_entries
  for each row execute function ledger_refuse_change();
create trigger ledger_no_truncate before truncate on ledger_entries
  for each statement execute function ledger_refuse_change();
create trigger ledger_no_truncate before truncate on ledger_entries_default
  for each statement execute function ledger_refuse_change();

-- How far each reader has come in each lane, and which node holds the lane at the moment.
create table ledger_lanes (
  reader text not null,
  lane smallint not null,
  position_transaction xid8 not null default '0',
  position_entry bigint not null default 0,
  leased_by text,
  leased_until timestamptz,
  fence bigint not null default 0,
  failures integer not null default 0,
  retry_at timestamptz,
  primary key (reader, lane)
);
