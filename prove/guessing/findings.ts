/** What detection has found, as the database holds it. */
import type { Product } from '../product/product.ts';

/** Which kinds of findings there are. */
export async function findingsOf(product: Product): Promise<string[]> {
  const rows = await product.query('select distinct kind from protection_findings order by kind');
  return rows.map((row) => String(row['kind']));
}
