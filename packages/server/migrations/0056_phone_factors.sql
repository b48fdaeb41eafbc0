-- A number is a factor only where its owner said so: by reference, so that a number that is changed or removed is none
-- any more.
create table phone_factors (
  tenant_id text not null,
  credential_id text not null,
  customer_id text not null,
  identifier_id text not null,
  enrolled_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (tenant_id, credential_id),
  unique (tenant_id, customer_id),
  unique (tenant_id, identifier_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);

create or replace view sms_factors as
select factor.tenant_id, factor.customer_id, factor.credential_id, 'sms-code'::text as method,
  null::bytea as sealed_name, factor.enrolled_at, factor.last_used_at
from phone_factors factor
join customer_identifiers identifier
  on identifier.tenant_id = factor.tenant_id and identifier.identifier_id = factor.identifier_id
where identifier.customer_id = factor.customer_id and identifier.type = 'phone' and identifier.verified_at is not null;
