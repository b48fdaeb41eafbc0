-- Mail domains whose owners sign in by a connection. Within a tenant a domain leads to one connection; it counts once a
-- text record proved it. Another tenant may prove the same one: both serve the same company.
create table connection_domains (
  tenant_id text not null,
  domain text not null check (domain = lower(domain)),
  connection_id text not null,
  -- what its owner is to publish; no secret once it is published
  proof text not null,
  proven_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, domain),
  foreign key (tenant_id, connection_id) references connections on delete cascade
);
create index connection_domains_connection on connection_domains (tenant_id, connection_id);
