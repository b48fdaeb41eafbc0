-- What an application sets differently from its tenant; only what it names.
alter table applications add column settings jsonb not null default '{}';

-- The application that a journey leads to: its settings count on the way.
alter table flows add column application_id text;

-- A session that is not kept ends with the browser and after a short idle time. Null: as the tenant says.
alter table sessions add column is_kept boolean not null default true;
alter table sessions add column idle_seconds integer check (idle_seconds > 0);

create or replace view session_standings as
select
  session.tenant_id, session.session_id, session.customer_id, session.secret_hash, session.amr, session.acr,
  session.authenticated_at, session.created_at, session.last_seen_at, session.cookie_idle_at, session.ends_at,
  session.ended_at,
  customer.state as customer_state,
  tenant.state as tenant_state,
  session.ended_at is null
    and session.ends_at > now()
    and session.customer_epoch = customer.session_epoch
    and session.tenant_epoch = tenant.session_epoch as is_live,
  session.cookie_idle_at > now() as is_cookie_live,
  session.last_seen_at < now() - interval '1 minute' as is_touch_due,
  session.is_kept
from sessions session
join customers customer on customer.tenant_id = session.tenant_id and customer.customer_id = session.customer_id
join tenants tenant on tenant.tenant_id = session.tenant_id;

-- People who were asked to register. The address is sealed under the tenant's key and forgotten when it is settled.
create table invitations (
  tenant_id text not null references tenants,
  invitation_id text not null,
  -- the digest that stands for the address
  subject text not null,
  email bytea,
  application_id text,
  locale text not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'revoked')),
  customer_id text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  settled_at timestamptz,
  primary key (tenant_id, invitation_id),
  check ((state = 'open') = (settled_at is null)),
  check (state = 'open' or email is null)
);
-- One open invitation an address: a newer one takes the place of the former.
create unique index invitations_subject on invitations (tenant_id, subject) where state = 'open';
create index invitations_expires on invitations (expires_at);

-- What the mail server said for good about a receiver (RFC 3463), such as 5.1.1: digits and dots, no text from outside.
alter table messages add column smtp_status text check (smtp_status ~ '^[245]\.[0-9]{1,3}\.[0-9]{1,3}$');
alter table customer_identifiers add column undeliverable_since timestamptz;
alter table customer_identifiers add column undeliverable_status text;
