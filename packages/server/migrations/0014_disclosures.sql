-- Who was told what about a customer: one row for each customer, recipient, purpose, attribute set and day. It names
-- attributes and never holds their values, and it stays when the customer goes, so that recipients can still be told.
create table disclosure_log (
  tenant_id text not null references tenants,
  customer_id text not null,
  recipient_kind text not null check (recipient_kind in ('application')),
  recipient_id text not null,
  purpose text not null,
  -- sorted, so that equal sets are equal
  attributes text[] not null,
  day date not null,
  count bigint not null default 1,
  last_at timestamptz not null default now(),
  primary key (tenant_id, customer_id, recipient_kind, recipient_id, purpose, attributes, day)
);
