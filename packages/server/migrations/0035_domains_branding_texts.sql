-- One of a tenant's domains is primary: its origin is the issuer and the base of every link; the others lead there.
alter table tenant_domains add column is_primary boolean not null default false;
update tenant_domains domain set is_primary = true
from (select distinct on (tenant_id) host from tenant_domains order by tenant_id, created_at, host) first
where domain.host = first.host;
create unique index tenant_domains_primary on tenant_domains (tenant_id) where is_primary;

-- A name that somebody says is theirs. It is nobody's until it is proved, so a claim keeps nobody else from it.
create table tenant_domain_claims (
  tenant_id text not null references tenants,
  host text not null check (host = lower(host)),
  -- what its owner is to publish; no secret once it is published
  proof text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, host)
);

-- Logos and favicons, by the digest of what they hold: an address names one content for ever.
create table tenant_assets (
  tenant_id text not null references tenants,
  -- digest and size: `<43 characters>.<width>x<height>`
  asset text not null check (asset ~ '^[A-Za-z0-9_-]{43}[.][0-9]{1,4}x[0-9]{1,4}$'),
  content_type text not null check (content_type in ('image/png', 'image/jpeg', 'image/webp')),
  width integer not null check (width between 1 and 4096),
  height integer not null check (height between 1 and 4096),
  content bytea not null check (octet_length(content) <= 262144),
  created_at timestamptz not null default now(),
  primary key (tenant_id, asset)
);

-- What a tenant says in other words than ours.
create table tenant_texts (
  tenant_id text not null references tenants,
  locale text not null,
  text_id text not null,
  text text not null check (length(text) <= 4000),
  changed_at timestamptz not null default now(),
  primary key (tenant_id, locale, text_id)
);

-- Pages with values that are not saved, to be looked at for some minutes by whoever has the address.
create table branding_previews (
  tenant_id text not null references tenants,
  secret_hash bytea not null,
  page text not null,
  html text not null check (length(html) <= 200000),
  expires_at timestamptz not null,
  primary key (tenant_id, secret_hash)
);
create index branding_previews_expires on branding_previews (expires_at);
