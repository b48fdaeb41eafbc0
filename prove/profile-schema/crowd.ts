/** A crowd of customers who have given something, written straight into the database: their values are never opened. */
import type { Product } from '../product/product.ts';

/** Adds so many customers with the attributes of this one, sealed as they are; an own key they do not need. */
export async function addCrowd(product: Product, customerId: string, count: number): Promise<void> {
  await product.query(`
    insert into customers (tenant_id, customer_id, attributes, attributes_written, locale)
    select tenant_id, 'cus_' || lpad(number::text, 26, '0'), attributes, attributes_written, locale
    from customers cross join generate_series(1, ${count}) as number
    where customer_id = '${customerId}'`);
  await product.query('vacuum analyze customers');
}

/** One text for everything that rests with all customers, and for the very rows it rests in. */
export async function fingerprint(product: Product): Promise<string> {
  const [row] = await product.query(`
    select md5(string_agg(customer_id || attributes::text || profile_version || xmin::text, ',' order by customer_id)) as text
    from customers`);
  return String(row?.['text']);
}

/** How many customers have a value of this attribute. */
export async function holdersOf(product: Product, attribute: string): Promise<number> {
  const [row] = await product.query(`select count(*) as holders from customers where attributes ? '${attribute}'`);
  return Number(row?.['holders']);
}
