-- Authenticator apps: a shared secret, sealed under the customer's key. It counts from the first code on.
create table authenticators (
  tenant_id text not null,
  credential_id text not null,
  customer_id text not null,
  sealed_secret bytea not null,
  -- what its owner calls it
  sealed_name bytea not null,
  -- the session or journey that sets it up: nobody else is shown the secret, and after the first code nobody is
  set_up_by text not null,
  created_at timestamptz not null default now(),
  confirmed_at timestamptz,
  -- the last time step whose code was used: each is used once, whichever node is asked
  last_step bigint,
  last_used_at timestamptz,
  primary key (tenant_id, credential_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);
create index authenticators_customer on authenticators (tenant_id, customer_id);
create unique index authenticators_waiting on authenticators (tenant_id, customer_id, set_up_by)
  where confirmed_at is null;
create index authenticators_unconfirmed on authenticators (created_at) where confirmed_at is null;

-- Recovery codes rest as digests under the tenant's key and the customer's id; each is used once.
create table recovery_codes (
  tenant_id text not null,
  customer_id text not null,
  code_hash bytea not null,
  made_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (tenant_id, customer_id, code_hash),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);

-- Browsers that are not asked for the second factor for a while.
create table remembered_devices (
  tenant_id text not null,
  device_id text not null,
  customer_id text not null,
  device_hash bytea not null,
  -- what browser and where, for its owner to recognise it
  client bytea not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  until timestamptz not null,
  primary key (tenant_id, device_id),
  unique (tenant_id, customer_id, device_hash),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);
create index remembered_devices_until on remembered_devices (until);

-- Somebody who has proven the password and the mailbox says that the other factors are lost. They stay until the delay
-- is over and the same is proven again; their owner may stop it at any time.
create table factor_recoveries (
  tenant_id text not null,
  recovery_id text not null,
  customer_id text not null,
  asked_at timestamptz not null default now(),
  due_at timestamptz not null,
  lapses_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'stopped', 'done')),
  ended_at timestamptz,
  primary key (tenant_id, recovery_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);
create unique index factor_recoveries_waiting on factor_recoveries (tenant_id, customer_id) where state = 'waiting';
create index factor_recoveries_lapsing on factor_recoveries (lapses_at);

create or replace view authenticator_factors as
select tenant_id, customer_id, credential_id, 'authenticator'::text as method, sealed_name,
  confirmed_at as enrolled_at, last_used_at
from authenticators where confirmed_at is not null;

create or replace view recovery_code_factors as
select tenant_id, customer_id, null::text as credential_id, 'recovery-code'::text as method, null::bytea as sealed_name,
  max(made_at) as enrolled_at, max(used_at) as last_used_at
from recovery_codes group by tenant_id, customer_id having bool_or(used_at is null);

alter table proofs drop constraint proofs_purpose_check;
alter table proofs add constraint proofs_purpose_check check (purpose in (
  'verify-email', 'recover-account', 'change-email', 'undo-email-change', 'verify-phone', 'change-phone',
  'undo-phone-change', 'secure-account', 'keep-account', 'accept-invitation', 'become-administrator', 'sign-in',
  'lost-factor', 'stop-lost-factor'
));
