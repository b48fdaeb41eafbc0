/** All SQL of the browsers that customers have signed in with. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../../foundation/database/index.ts';

export type DevicePlace = { readonly tenantId: string; readonly customerId: string; readonly deviceHash: Buffer };

/** How often a browser that is used daily is noted again. */
const notedEvery = sql.lit('1 day');

/** What is known of one browser, however long it has been away. */
export async function findDevice(queries: Queries, place: DevicePlace, rememberDays: number) {
  return queries
    .selectFrom('known_devices')
    .select([
      'public_key',
      sql<boolean>`last_seen_at > now() - ${notedEvery}::interval`.as('is_fresh'),
      sql<boolean>`last_seen_at > now() - make_interval(days => ${rememberDays})`.as('is_remembered'),
    ])
    .where('tenant_id', '=', place.tenantId)
    .where('customer_id', '=', place.customerId)
    .where('device_hash', '=', place.deviceHash)
    .executeTakeFirst();
}

export type Noted = DevicePlace & {
  readonly publicKey: Buffer | null;
  readonly client: Buffer;
  readonly rememberDays: number;
};

/**
 * Notes the browser and binds its first key; `isNew` when it was not known or had been away for longer than it is
 * remembered. Null, and nothing changed, when the browser of that secret has another key.
 */
export async function noteDevice(tx: Transaction, noted: Noted): Promise<{ isNew: boolean } | null> {
  const { tenantId, customerId, deviceHash, publicKey, client, rememberDays } = noted;
  const { rows } = await sql<{ is_new: boolean }>`
    with former as (
      select last_seen_at from known_devices
      where tenant_id = ${tenantId} and customer_id = ${customerId} and device_hash = ${deviceHash}
    )
    insert into known_devices as held (tenant_id, customer_id, device_hash, public_key, client)
    values (${tenantId}, ${customerId}, ${deviceHash}, ${publicKey}::bytea, ${client})
    on conflict (tenant_id, customer_id, device_hash) do update
      set last_seen_at = now(), client = excluded.client, public_key = coalesce(held.public_key, excluded.public_key)
      where held.public_key is null or held.public_key = excluded.public_key
    returning coalesce(
      (select last_seen_at < now() - make_interval(days => ${rememberDays}::integer) from former), true
    ) as is_new`.execute(tx);
  return rows[0] === undefined ? null : { isNew: rows[0].is_new };
}

/** The browsers that are still remembered, the last used first. */
export async function listDevices(
  queries: Queries,
  tenantId: string,
  customerId: string,
  { rememberDays, limit }: { rememberDays: number; limit: number },
) {
  return queries
    .selectFrom('known_devices')
    .select([
      'device_hash',
      'client',
      'sealed_name',
      'first_seen_at',
      'last_seen_at',
      sql<boolean>`public_key is not null`.as('has_key'),
    ])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('last_seen_at', '>', sql<Date>`now() - make_interval(days => ${rememberDays})`)
    .orderBy('last_seen_at', 'desc')
    .orderBy('device_hash')
    .limit(limit)
    .execute();
}

/** Names one; false when it is not this customer's. `head`: what its hash begins with. */
export async function renameDevice(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  { head, sealedName }: { head: Buffer; sealedName: Buffer | null },
): Promise<boolean> {
  const renamed = await tx
    .updateTable('known_devices')
    .set({ sealed_name: sealedName })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where(sql<Buffer>`substring(device_hash from 1 for ${head.length}::integer)`, '=', head)
    .executeTakeFirst();
  return Number(renamed.numUpdatedRows) > 0;
}

/** Forgets one; its hash, or null when it is not this customer's. */
export async function forgetDevice(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  head: Buffer,
): Promise<Buffer | null> {
  const gone = await tx
    .deleteFrom('known_devices')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where(sql<Buffer>`substring(device_hash from 1 for ${head.length}::integer)`, '=', head)
    .returning('device_hash')
    .executeTakeFirst();
  return gone?.device_hash ?? null;
}

/** Forgets the customer's browsers but this one; returns how many went. */
export async function forgetDevices(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  keptHash: Buffer,
): Promise<number> {
  const forgotten = await tx
    .deleteFrom('known_devices')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('device_hash', '<>', keptHash)
    .executeTakeFirst();
  return Number(forgotten.numDeletedRows);
}

/** Removes browsers that have not been seen for as long as their cookie lives; returns how many went. */
export async function purgeDevices(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'known_devices',
    key: ['tenant_id', 'customer_id', 'device_hash'],
    when: sql`last_seen_at < now() - interval '400 days'`,
    limit,
  });
}
