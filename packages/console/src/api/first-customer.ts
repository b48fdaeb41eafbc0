/** The first customer who is signed in to an application, among those who came last. */
import { type CustomerSummary, listCustomers, listSessions } from './customers.ts';

const newest = { state: undefined, sort: '-created_at', after: undefined, limit: 5 };

/** Null while there is nobody. */
export async function firstCustomerOf(clientId: string, signal?: AbortSignal): Promise<CustomerSummary | null> {
  const options = signal === undefined ? {} : { signal };
  const { items } = await listCustomers(newest, options);
  for (const customer of items) {
    const sessions = await listSessions(customer.customer_id, options);
    const isHere = sessions.items.some(({ applications }) =>
      applications.some(({ application_id }) => application_id === clientId),
    );
    if (isHere) return customer;
  }
  return null;
}
