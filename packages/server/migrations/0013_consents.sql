-- What a customer allowed an application to have. One row for the pair: allowing more adds to it, withdrawing removes it;
-- the history is in the ledger.
create table consents (
  tenant_id text not null,
  customer_id text not null,
  application_id text not null,
  scopes text[] not null,
  granted_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, customer_id, application_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade,
  foreign key (tenant_id, application_id) references applications on delete cascade
);
create index consents_application on consents (tenant_id, application_id);
