-- A customer has a dozen search terms, and a foreign key looks the customer up for each. They are only ever written in
-- the transaction that holds the customer's lock and has found or written the customer; what matters is that they leave
-- with them, and for that one statement is enough, whatever deletes customers.
create function delete_terms_of_customers() returns trigger
language plpgsql set search_path = pg_catalog, public as $$
begin
  delete from customer_attribute_indexes term using gone
    where term.tenant_id = gone.tenant_id and term.customer_id = gone.customer_id;
  return null;
end $$;

create trigger customers_terms_leave after delete on customers
  referencing old table as gone for each statement execute function delete_terms_of_customers();

alter table customer_attribute_indexes drop constraint customer_attribute_indexes_tenant_id_customer_id_fkey;
