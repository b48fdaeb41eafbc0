-- The whole life of an account: more kinds of journeys and proofs, more ways to be found, and an end that can be undone.
alter table flows drop constraint flows_kind_check;
alter table flows add constraint flows_kind_check check (kind in (
  'sign-in', 'registration', 'recovery', 'email-change', 'phone-change', 'profile-questions'
));
-- The journeys of one customer, so that securing the account ends those that are still open.
create index flows_customer on flows (tenant_id, customer_id) where state = 'open' and customer_id is not null;

alter table proofs drop constraint proofs_purpose_check;
alter table proofs add constraint proofs_purpose_check check (purpose in (
  'verify-email', 'recover-account', 'change-email', 'undo-email-change', 'verify-phone', 'change-phone',
  'undo-phone-change', 'secure-account', 'keep-account', 'accept-invitation'
));

alter table customer_identifiers drop constraint customer_identifiers_type_check;
alter table customer_identifiers add constraint customer_identifiers_type_check
  check (type in ('email', 'phone', 'username'));

-- 'closing' is closed for everybody but its owner, who may still undo it until `closes_at`.
alter table customers drop constraint customers_state_check;
alter table customers add constraint customers_state_check check (state in ('active', 'disabled', 'closing', 'closed'));
alter table customers add column closes_at timestamptz;
alter table customers add constraint customers_closing check ((state = 'closing') = (closes_at is not null));
create index customers_closes on customers (closes_at) where closes_at is not null;
