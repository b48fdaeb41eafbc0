/**
 * Browsers that are not asked for the second factor for a while, because their owner said so there. It proves nothing:
 * a sign-in that used it is worth what the first factor is worth.
 */
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import { areEqualHashes, hashSecret, isId, newId } from '../../../foundation/ids/index.ts';
import {
  deleteDeviceOf,
  deleteDevices,
  listDevices,
  purgeDevices,
  touchDevice,
  upsertDevice,
} from '../store/remembered-devices.ts';

type Client = { readonly address: string; readonly userAgent: string };

export type RememberedDevice = {
  readonly deviceId: string;
  readonly client: Client;
  readonly isThis: boolean;
  readonly rememberedAt: Date;
  readonly lastUsedAt: Date;
  readonly until: Date;
};

/** Opens this part of the room. */
export function createRememberedDevices({ encryption }: { encryption: Encryption }) {
  const place = (tenantId: string, customerId: string) => ({
    tenantId,
    subjectId: customerId,
    field: 'remembered_device.client',
  });

  return {
    /** Remembers this browser for so many days. */
    async remember(
      tx: Transaction,
      tenantId: string,
      device: { customerId: string; deviceSecret: string; client: Client; days: number },
    ): Promise<void> {
      const { customerId, deviceSecret, client, days } = device;
      await upsertDevice(tx, tenantId, {
        deviceId: newId('device'),
        customerId,
        deviceHash: hashSecret(deviceSecret),
        client: await encryption.seal(tx, place(tenantId, customerId), JSON.stringify(client)),
        days,
      });
    },

    /** Whether this browser is remembered, and for no longer than `days`; notes that it was used. */
    covers: (
      tx: Transaction,
      tenantId: string,
      { customerId, deviceSecret, days }: { customerId: string; deviceSecret: string; days: number },
    ): Promise<boolean> => touchDevice(tx, tenantId, { customerId, deviceHash: hashSecret(deviceSecret), days }),

    /** The browsers that are remembered, the last used first. */
    async list(
      queries: Queries,
      tenantId: string,
      customerId: string,
      deviceSecret: string | null,
    ): Promise<RememberedDevice[]> {
      const own = hashSecret(deviceSecret ?? '');
      const rows = await listDevices(queries, tenantId, customerId);
      return Promise.all(
        rows.map(async (row) => ({
          deviceId: row.device_id,
          client: JSON.parse(await encryption.open(queries, place(tenantId, customerId), row.client)) as Client,
          isThis: areEqualHashes(row.device_hash, own),
          rememberedAt: row.created_at,
          lastUsedAt: row.last_used_at,
          until: row.until,
        })),
      );
    },

    /** Forgets one; false when it is not this customer's. */
    async end(tx: Transaction, tenantId: string, customerId: string, deviceId: string): Promise<boolean> {
      return isId('device', deviceId) && (await deleteDevices(tx, tenantId, customerId, deviceId)) > 0;
    },

    /** Forgets the one of this browser. */
    async endOf(
      tx: Transaction,
      tenantId: string,
      device: { readonly customerId: string; readonly deviceHash: Buffer },
    ): Promise<void> {
      await deleteDeviceOf(tx, tenantId, device);
    },

    /** Forgets all of them; returns how many there were. */
    endAll: (tx: Transaction, tenantId: string, customerId: string): Promise<number> =>
      deleteDevices(tx, tenantId, customerId, null),

    /** Removes what is over, a bounded number at a time; returns how many went. */
    purge: purgeDevices,
  };
}
