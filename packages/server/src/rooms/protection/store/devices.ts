/** All SQL that lists the browsers a customer has signed in with. */
import { sql } from 'kysely';
import type { Queries } from '../../../foundation/database/index.ts';

export type DeviceRow = { readonly first_seen_at: Date; readonly last_seen_at: Date };

/** The browsers that are still remembered, the last used first. */
export async function listDevices(
  queries: Queries,
  tenantId: string,
  customerId: string,
  { rememberDays, limit }: { rememberDays: number; limit: number },
): Promise<DeviceRow[]> {
  return queries
    .selectFrom('known_devices')
    .select(['first_seen_at', 'last_seen_at'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('last_seen_at', '>', sql<Date>`now() - make_interval(days => ${rememberDays})`)
    .orderBy('last_seen_at', 'desc')
    .limit(limit)
    .execute();
}
