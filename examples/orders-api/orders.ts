/** The orders of each customer, in memory: what both servers keep. */
export type Order = { readonly item: string; readonly at: string };

const orders = new Map<string, readonly Order[]>();

export const ordersOf = (customer: string): readonly Order[] => orders.get(customer) ?? [];

export function addOrder(customer: string, item: string): Order {
  const order = { item, at: new Date().toISOString() };
  orders.set(customer, [...ordersOf(customer), order]);
  return order;
}

/** What somebody sent, as an item; null when it is none. */
export function readItem(body: unknown): string | null {
  const item = typeof body === 'object' && body !== null && 'item' in body ? body.item : null;
  return typeof item === 'string' && item.length > 0 && item.length <= 200 ? item : null;
}
