create table sessions (
  tenant_id text not null,
  session_id text not null,
  customer_id text not null,
  -- SHA-256 of the cookie's secret; replaced at each rise of assurance
  secret_hash bytea not null,
  tenant_epoch integer not null,
  customer_epoch integer not null,
  amr text[] not null,
  acr text not null,
  -- address and user agent, sealed under the customer's key
  client bytea not null,
  authenticated_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  -- the cookie's idle limit, moved by use; never beyond the absolute end
  cookie_idle_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  end_reason text,
  primary key (tenant_id, session_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);
create unique index sessions_secret on sessions (tenant_id, secret_hash);
create index sessions_customer on sessions (tenant_id, customer_id, created_at desc);
create index sessions_ends on sessions (ends_at);

-- What the gate reads: a session beside everything that decides whether it still counts, in one statement.
create view session_standings as
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
  session.last_seen_at < now() - interval '1 minute' as is_touch_due
from sessions session
join customers customer on customer.tenant_id = session.tenant_id and customer.customer_id = session.customer_id
join tenants tenant on tenant.tenant_id = session.tenant_id;
