-- A journey may wait for more than one proof, and a session knows what it was begun with.

-- What a session was begun with: [{ method, at, credentialId?, userVerified?, synced? }]. `amr` and `acr` follow from it.
-- Empty with sessions of an older node, which knew passwords only.
alter table sessions add column proofs jsonb not null default '[]';

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
  session.is_kept,
  session.proofs
from sessions session
join customers customer on customer.tenant_id = session.tenant_id and customer.customer_id = session.customer_id
join tenants tenant on tenant.tenant_id = session.tenant_id;

-- The assurance that an application asked for, and the session that is to be raised to it.
alter table flows add column required_acr text;
alter table flows add column session_id text;
-- Whether the box was ticked with the first proof.
alter table flows add column keeps_signed_in boolean;
-- What is left of the tries at the second proof of this journey.
alter table flows add column tries_left smallint not null default 5;

-- Second factors, one view for each kind, empty until its table begins: `create or replace` it then, with these columns.
create view passkey_factors as
select null::text as tenant_id, null::text as customer_id, null::text as credential_id, null::text as method,
  null::bytea as sealed_name, null::timestamptz as enrolled_at, null::timestamptz as last_used_at
where false;
create view authenticator_factors as
select null::text as tenant_id, null::text as customer_id, null::text as credential_id, null::text as method,
  null::bytea as sealed_name, null::timestamptz as enrolled_at, null::timestamptz as last_used_at
where false;
create view sms_factors as
select null::text as tenant_id, null::text as customer_id, null::text as credential_id, null::text as method,
  null::bytea as sealed_name, null::timestamptz as enrolled_at, null::timestamptz as last_used_at
where false;
create view recovery_code_factors as
select null::text as tenant_id, null::text as customer_id, null::text as credential_id, null::text as method,
  null::bytea as sealed_name, null::timestamptz as enrolled_at, null::timestamptz as last_used_at
where false;

create view customer_factors as
select * from passkey_factors union all
select * from authenticator_factors union all
select * from sms_factors union all
select * from recovery_code_factors;

-- A sign-in by password learns with the statement that it runs anyway whether there is more to ask for.
create or replace view password_standings as
select
  customer.tenant_id, customer.customer_id, customer.state as customer_state, customer.locale,
  credential.credential_id, credential.sealed_hash,
  array(
    select factor.method from customer_factors factor
    where factor.tenant_id = customer.tenant_id and factor.customer_id = customer.customer_id
  ) as factors
from customers customer
left join lateral (
  select credential_id, sealed_hash from password_credentials
  where password_credentials.tenant_id = customer.tenant_id
    and password_credentials.customer_id = customer.customer_id offset 0
) credential on true;

-- When a customer was first told that a second factor will be required: the grace begins then.
create table enrolment_graces (
  tenant_id text not null,
  customer_id text not null,
  began_at timestamptz not null default now(),
  primary key (tenant_id, customer_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);

alter table proofs drop constraint proofs_purpose_check;
alter table proofs add constraint proofs_purpose_check check (purpose in (
  'verify-email', 'recover-account', 'change-email', 'undo-email-change', 'verify-phone', 'change-phone',
  'undo-phone-change', 'secure-account', 'keep-account', 'accept-invitation', 'become-administrator', 'sign-in'
));
