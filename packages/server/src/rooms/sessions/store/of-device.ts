/** All SQL of sessions by the browser that they were begun in. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

/** The hash of the browser that a session was begun in; null where it is not known. */
export async function findDeviceHash(queries: Queries, tenantId: string, sessionId: string): Promise<Buffer | null> {
  const row = await queries
    .selectFrom('sessions')
    .select('device_hash')
    .where('tenant_id', '=', tenantId)
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  return row?.device_hash ?? null;
}

/** Ends every session of this customer that was begun in this browser; returns how many were open. */
export async function endOfDevice(
  tx: Transaction,
  tenantId: string,
  { customerId, deviceHash, reason }: { customerId: string; deviceHash: Buffer; reason: string },
): Promise<number> {
  const ended = await tx
    .updateTable('sessions')
    .set({ ended_at: sql`now()`, end_reason: reason, announced_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('device_hash', '=', deviceHash)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}
