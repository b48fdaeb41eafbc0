/** What happened, as /api/admin answers it. */
import type { adminApi } from '@cardea/contract';
import { type Call, call } from './call.ts';

export type LedgerPage = (typeof adminApi.ledger.entries)['_output'];
export type LedgerEntry = LedgerPage['items'][number];
export type LedgerWish = {
  readonly customer_id?: string | undefined;
  readonly actor_id?: string | undefined;
  readonly event?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number;
};

/** What happened to one customer, for whoever may read customers. */
export const readActivity = (id: string, signal: AbortSignal): Promise<LedgerPage> =>
  call(`/api/admin/customers/${encodeURIComponent(id)}/activity`, { query: { limit: 10 }, signal });

export const readLedger = (wish: LedgerWish, options: Pick<Call, 'signal' | 'reason'> = {}): Promise<LedgerPage> =>
  call('/api/admin/ledger', { query: wish, ...options });
