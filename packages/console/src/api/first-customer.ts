/** The customer who signed in to an application last, as the ledger tells it: sessions end, its entries stay. */
import { type Customer, readCustomer } from './customers.ts';
import { readLedger } from './ledger.ts';

/** How far back it is looked; the console writes such entries about administrators, too. */
const entries = 100;

/** Null while nobody has signed in to any application but this console, or to the one named. */
export async function signedInCustomer(clientId: string | undefined, signal: AbortSignal): Promise<string | null> {
  const { items } = await readLedger({ event: 'grant.opened', limit: entries }, signal);
  const found = items.find(({ data: { applicationId } }) =>
    clientId === undefined ? applicationId !== 'console' : applicationId === clientId,
  );
  return found?.customer_id ?? null;
}

/** Null while there is nobody. */
export async function firstCustomerOf(clientId: string, signal: AbortSignal): Promise<Customer | null> {
  const customerId = await signedInCustomer(clientId, signal);
  return customerId === null ? null : (await readCustomer(customerId, { signal })).value;
}
