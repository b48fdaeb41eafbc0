-- Peers in private networks that hand requests on although nobody lists them as proxies: for the operator to see.
create table unlisted_proxies (
  address text primary key,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);
