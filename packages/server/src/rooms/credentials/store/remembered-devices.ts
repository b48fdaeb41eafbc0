/** All SQL of browsers that are not asked for the second factor. When that ends, the database's time decides. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../../foundation/database/index.ts';

/** Remembers a browser until then; one that was remembered already begins anew. */
export async function upsertDevice(
  tx: Transaction,
  tenantId: string,
  device: { deviceId: string; customerId: string; deviceHash: Buffer; client: Buffer; days: number },
): Promise<void> {
  const until = sql<Date>`now() + make_interval(days => ${device.days})`;
  await tx
    .insertInto('remembered_devices')
    .values({
      tenant_id: tenantId,
      device_id: device.deviceId,
      customer_id: device.customerId,
      device_hash: device.deviceHash,
      client: device.client,
      until,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'customer_id', 'device_hash']).doUpdateSet({
        until,
        client: device.client,
        created_at: sql`now()`,
        last_used_at: sql`now()`,
      }),
    )
    .execute();
}

/** Whether this browser is remembered for this customer and not for longer than the policy allows by now; notes its use. */
export async function touchDevice(
  tx: Transaction,
  tenantId: string,
  device: { customerId: string; deviceHash: Buffer; days: number },
): Promise<boolean> {
  const row = await tx
    .updateTable('remembered_devices')
    .set({ last_used_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', device.customerId)
    .where('device_hash', '=', device.deviceHash)
    .where('until', '>', sql<Date>`now()`)
    // What the policy no longer allows is over at once, and does not come back near its end.
    .where('created_at', '>', sql<Date>`now() - make_interval(days => ${device.days})`)
    .returning('device_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function listDevices(queries: Queries, tenantId: string, customerId: string) {
  return queries
    .selectFrom('remembered_devices')
    .select(['device_id', 'device_hash', 'client', 'created_at', 'last_used_at', 'until'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('until', '>', sql<Date>`now()`)
    .orderBy('last_used_at', 'desc')
    .limit(100)
    .execute();
}

/** Forgets one of this customer's browsers, or all of them; returns how many. */
export async function deleteDevices(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  deviceId: string | null,
): Promise<number> {
  let doomed = tx
    .deleteFrom('remembered_devices')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId);
  if (deviceId !== null) doomed = doomed.where('device_id', '=', deviceId);
  return Number((await doomed.executeTakeFirst()).numDeletedRows);
}

/** Forgets that this browser of this customer is not asked. */
export async function deleteDeviceOf(
  tx: Transaction,
  tenantId: string,
  { customerId, deviceHash }: { readonly customerId: string; readonly deviceHash: Buffer },
): Promise<void> {
  await tx
    .deleteFrom('remembered_devices')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('device_hash', '=', deviceHash)
    .execute();
}

/** Removes what is over, a bounded number at a time; returns how many went. */
export async function purgeDevices(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'remembered_devices',
    key: ['tenant_id', 'device_id'],
    when: sql`until < now()`,
    limit,
  });
}
