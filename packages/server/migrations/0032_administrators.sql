-- Who administers a tenant: its own customers, each with roles. A change counts from the next request on.
create table administrators (
  tenant_id text not null,
  customer_id text not null,
  roles text[] not null check (cardinality(roles) > 0),
  state text not null default 'active' check (state in ('active', 'suspended')),
  version bigint not null default 1,
  appointed_by_kind text not null check (appointed_by_kind in ('administrator', 'application', 'system')),
  appointed_by text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, customer_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);

-- An administrator beside what else decides whether they count. A closed account administers nothing.
create view administrator_standings as
select
  administrator.tenant_id, administrator.customer_id, administrator.roles, administrator.state, administrator.version,
  administrator.created_at, administrator.updated_at,
  administrator.state = 'active' and customer.state = 'active' as is_live
from administrators administrator
join customers customer
  on customer.tenant_id = administrator.tenant_id and customer.customer_id = administrator.customer_id
where customer.state <> 'closed';

-- People who were asked to administer, and the set-up link of a tenant without an owner, which names nobody: then
-- there is neither digest nor address.
create table administrator_invitations (
  tenant_id text not null references tenants,
  invitation_id text not null,
  roles text[] not null check (cardinality(roles) > 0),
  -- the digest that stands for the address, and the address sealed under the tenant's key
  subject text,
  email bytea,
  locale text not null,
  invited_by_kind text not null check (invited_by_kind in ('administrator', 'application', 'system')),
  invited_by text,
  state text not null default 'open' check (state in ('open', 'accepted', 'revoked')),
  customer_id text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  settled_at timestamptz,
  primary key (tenant_id, invitation_id),
  check ((state = 'open') = (settled_at is null)),
  check (state = 'open' or email is null)
);
-- One open invitation an address, and one open set-up link a tenant.
create unique index administrator_invitations_open
  on administrator_invitations (tenant_id, coalesce(subject, '')) where state = 'open';
create index administrator_invitations_expires on administrator_invitations (expires_at);

-- What the house made itself (the console) is listed nowhere and changed by nobody; what the environment made, once,
-- is warned about while it lives.
alter table applications add column made_by text not null default 'operator'
  check (made_by in ('operator', 'house', 'environment'));

alter table proofs drop constraint proofs_purpose_check;
alter table proofs add constraint proofs_purpose_check check (purpose in (
  'verify-email', 'recover-account', 'change-email', 'undo-email-change', 'verify-phone', 'change-phone',
  'undo-phone-change', 'secure-account', 'keep-account', 'accept-invitation', 'become-administrator'
));
