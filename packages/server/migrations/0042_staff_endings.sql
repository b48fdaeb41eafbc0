-- How many accounts each of the staff has paused or closed, hour by hour: owners are told when it adds up, in however many
-- calls it was done.
create table staff_endings (
  tenant_id text not null references tenants,
  actor_kind text not null check (actor_kind in ('administrator', 'application')),
  actor_id text not null,
  hour timestamptz not null,
  accounts bigint not null,
  -- how many digits beyond the first the number had that owners have been told of: 1 from ten accounts, 2 from a hundred
  told smallint not null default 0,
  primary key (tenant_id, actor_kind, actor_id, hour)
);
create index staff_endings_hour on staff_endings (hour);
