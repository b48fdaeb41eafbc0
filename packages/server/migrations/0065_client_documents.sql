-- Applications whose client_id is the address of a document about them: when it was read, and until when that counts.
create table client_documents (
  tenant_id text not null,
  application_id text not null,
  read_at timestamptz not null default now(),
  fresh_until timestamptz not null,
  -- set while there is no such document: the application is disabled for that reason, not by an operator
  withdrawn_at timestamptz,
  primary key (tenant_id, application_id),
  foreign key (tenant_id, application_id) references applications on delete cascade
);
