-- What a sign-in by password reads: who is found by an identifier, and what their password is checked against. Row by
-- row and fenced (`offset 0`), as the standings are, so that a young database keeps no plan that reads whole tables.
create view password_standings as
select
  customer.tenant_id, customer.customer_id, customer.state as customer_state, customer.locale,
  credential.credential_id, credential.sealed_hash
from customers customer
left join lateral (
  select credential_id, sealed_hash from password_credentials
  where password_credentials.tenant_id = customer.tenant_id
    and password_credentials.customer_id = customer.customer_id offset 0
) credential on true;

create view password_candidates as
select
  identifier.tenant_id, identifier.index_version, identifier.blind_index,
  standing.customer_id, standing.credential_id, standing.sealed_hash
from customer_identifiers identifier
cross join lateral (
  select customer_id, credential_id, sealed_hash from password_standings
  where password_standings.tenant_id = identifier.tenant_id
    and password_standings.customer_id = identifier.customer_id offset 0
) standing;
