/** All SQL of sessions by the browser that they were begun in, or approved in. */
import { type RawBuilder, sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

/**
 * By what a session is known that a device got from this browser: it goes with the browser, and yet is nowhere taken for
 * it. Of no browser there is none.
 */
export const approvedIn = (deviceHash: RawBuilder<unknown>): RawBuilder<Buffer> => sql<Buffer>`sha256(${deviceHash})`;

/** The hash of the browser that a session was begun in, or what stands for it; null where it is not known. */
export async function findDeviceHash(queries: Queries, tenantId: string, sessionId: string): Promise<Buffer | null> {
  const row = await queries
    .selectFrom('sessions')
    .select('device_hash')
    .where('tenant_id', '=', tenantId)
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  return row?.device_hash ?? null;
}

/** Ends every session of this customer that was begun in this browser or approved there; returns how many were open. */
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
    .where('device_hash', 'in', [sql<Buffer>`${deviceHash}::bytea`, approvedIn(sql`${deviceHash}::bytea`)])
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}
