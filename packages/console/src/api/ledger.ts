/** What happened, as /api/admin answers it. */
import type { components, operations } from '@cardea/sdk';
import { management, present, told } from './management.ts';

export type LedgerPage = components['schemas']['LedgerEntries'];
export type LedgerEntry = LedgerPage['items'][number];
export type LedgerWish = {
  readonly customer_id?: string | undefined;
  readonly actor_id?: string | undefined;
  readonly event?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number;
};

/** What happened to one customer, for whoever may read customers. */
export const readActivity = (id: string, signal: AbortSignal): Promise<LedgerPage> => {
  const params = { path: { customer_id: id }, query: { limit: 10 } };
  return told(management.GET('/api/admin/customers/{customer_id}/activity', { params, signal }));
};

type Query = NonNullable<operations['readLedger']['parameters']['query']>;

export const readLedger = (wish: LedgerWish, signal: AbortSignal): Promise<LedgerPage> => {
  // A name from an address may be none; the server says so.
  const query = present(wish) as Query;
  return told(management.GET('/api/admin/ledger', { params: { query }, signal }));
};
