-- Networks that an application has proven itself from: whoever guesses at its secret elsewhere cannot lock it out here.
create table application_networks (
  tenant_id text not null,
  application_id text not null,
  network_hash bytea not null,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  primary key (tenant_id, application_id, network_hash),
  foreign key (tenant_id, application_id) references applications on delete cascade
);
create index application_networks_seen on application_networks (last_seen_at);

-- When the applications of an ended session were told, or will be by jobs that exist since then. A session that somebody
-- ended in the database alone has not been announced: these three indexes find such sessions and hold nothing else.
alter table sessions add column announced_at timestamptz;
update sessions set announced_at = ended_at where ended_at is not null;
create index sessions_unannounced on sessions (ended_at) where ended_at is not null and announced_at is null;
create index sessions_tenant_epoch on sessions (tenant_id, tenant_epoch) where ended_at is null;
create index customers_epoch on customers (tenant_id, customer_id) where session_epoch > 1;
