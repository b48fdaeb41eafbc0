-- Text messages: the way each took, what it cost, and what became of it; and the brakes on what they may cost.

-- the way it took, and what the provider calls it
alter table messages add column route text;
alter table messages add column provider_message_id text;
-- ISO 3166 of the number, and the price that the settings name for it, in millionths
alter table messages add column country text;
alter table messages add column price_micros bigint;
-- what the provider reported, and its code when it went wrong
alter table messages add column delivery text check (delivery in ('sent', 'delivered', 'undelivered'));
alter table messages add column delivery_code text;
alter table messages add column reported_at timestamptz;
-- its code was entered
alter table messages add column confirmed_at timestamptz;
create index messages_sms on messages (tenant_id, queued_at) where channel = 'sms';
create index messages_sms_proof on messages (tenant_id, (reference ->> 'proofId')) where channel = 'sms';

-- Numbers that begin alike, and countries: how many messages went there whose code nobody entered. Each further one
-- waits longer.
create table sms_lanes (
  tenant_id text not null references tenants,
  lane text not null check (lane in ('prefix', 'country')),
  key_hash bytea not null,
  unconfirmed integer not null,
  open_at timestamptz not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, lane, key_hash)
);
create index sms_lanes_updated on sms_lanes (updated_at);

-- What a day may cost.
create table sms_days (
  tenant_id text not null references tenants,
  day date not null,
  messages integer not null,
  price_micros bigint not null,
  -- the first message that was refused
  stopped_at timestamptz,
  primary key (tenant_id, day)
);
