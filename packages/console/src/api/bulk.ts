/** One action upon many customers, as /api/admin carries it out in the background. */
import type { components } from '@cardea/sdk';
import { management, told } from './management.ts';

type Schemas = components['schemas'];
export type Bulk = Schemas['BulkAction'];
export type BulkAction = Bulk['action'];
/** Customers one by one, or everybody in a state; what is closed is never among them. */
export type BulkSelection = Schemas['StartBulkAction']['selection'];

export const bulkActions: readonly BulkAction[] = ['disable', 'end_sessions', 'close'];

const all = '/api/admin/bulk-actions';

export const startBulk = (action: BulkAction, selection: BulkSelection): Promise<Bulk> =>
  told(management.POST(all, { body: { action, selection } }));

export const listBulk = (signal: AbortSignal): Promise<Schemas['BulkActions']> =>
  told(management.GET(all, { params: { query: { limit: 10 } }, signal }));

export const cancelBulk = (id: string): Promise<Bulk> =>
  told(management.POST(`${all}/{bulk_id}/cancel`, { params: { path: { bulk_id: id } }, body: {} }));
