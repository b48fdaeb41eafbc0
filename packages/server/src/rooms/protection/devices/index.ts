/**
 * Browsers that an account knows: by a secret in a cookie, by a key that does not leave the browser, and by the stamp
 * that says without a look-up that somebody has signed in there. Whoever copies the cookie has no key, and is a stranger.
 */
import type { Clock } from '../../../foundation/clock/index.ts';
import type { Database, Queries, Transaction } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import { areEqualHashes, hashSecret } from '../../../foundation/ids/index.ts';
import { findDevice, forgetDevice, forgetDevices, listDevices, noteDevice, renameDevice } from '../store/devices.ts';
import { headOf, idOfDevice } from './device-id.ts';
import { type DeviceVerdict, judge, readClaim } from './proof.ts';
import { deviceKeyOf, isStamped, secretIn, stampOn } from './stamp.ts';

/** What a browser presents, and in which journey. */
export type Presented = {
  readonly tenantId: string;
  /** The tenant's own address: what an honest browser sees. */
  readonly origin: string;
  readonly flowId: string;
  readonly deviceSecret: string | null;
  /** What it signed, as it was sent. */
  readonly deviceProof: string | null;
};

/** Where the row of a browser was read already. */
export type DeviceRow = {
  readonly isRemembered: boolean;
  readonly isFresh: boolean;
  readonly publicKey: Buffer | null;
};

/** What a browser is to one customer. */
export type DeviceStanding = {
  /** They have signed in with it, and it is the same one still. */
  readonly isKnown: boolean;
  /** It was noted within a day, and there is nothing new to note. */
  readonly isFresh: boolean;
  /** It brings the secret of a browser whose key it does not show: the cookie may have been copied. */
  readonly isDoubted: boolean;
};

export type Client = { readonly address: string; readonly userAgent: string };

export type ListedDevice = {
  readonly deviceId: string;
  readonly name: string | null;
  /** Null of browsers that were noted by an older version. */
  readonly client: Client | null;
  readonly hasKey: boolean;
  readonly isThis: boolean;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
};

export type Noting = Presented & {
  readonly deviceSecret: string;
  readonly customerId: string;
  readonly client: Client;
  readonly rememberDays: number;
};

const unknown: DeviceStanding = { isKnown: false, isFresh: false, isDoubted: false };

/** Opens this part of the room. */
export function createDevices(deps: {
  readonly database: Pick<Database, 'reader'>;
  readonly encryption: Pick<Encryption, 'mac' | 'seal' | 'open'>;
  readonly clock: Clock;
  /** Whether a browser's token is used against others, so that it says nothing for now; in memory. */
  readonly isHarvested: (tenantId: string, deviceKey: string) => boolean;
}) {
  const { database, encryption, clock } = deps;
  const keys = { encryption, queries: database.reader };
  const place = (tenantId: string, customerId: string, field: 'client' | 'name') => ({
    tenantId,
    subjectId: customerId,
    field: `known_device.${field}`,
  });
  const verdictOf = ({ deviceProof, origin, flowId }: Presented, known: Buffer | null): DeviceVerdict =>
    judge(readClaim(deviceProof), known, { origin, flowId, now: clock.now() });

  /** What a browser is called that came with a secret of another's; the same for one secret and journey. */
  async function anew({ tenantId, deviceSecret, flowId }: Presented): Promise<string> {
    const text = `${flowId}.${deviceSecret ?? ''}`;
    return (await encryption.mac(database.reader, tenantId, 'device-anew', text)).toString('base64url');
  }

  function standing(presented: Presented, row: DeviceRow | null): DeviceStanding {
    if (row === null) return unknown;
    const { publicKey, isRemembered, isFresh } = row;
    if (publicKey === null) {
      // A first key is worth noting; whether it is a good one is looked at then.
      return { isKnown: isRemembered, isFresh: isFresh && presented.deviceProof === null, isDoubted: false };
    }
    const isMatched = verdictOf(presented, publicKey) === 'matched';
    return { isKnown: isRemembered && isMatched, isFresh: isFresh && isMatched, isDoubted: !isMatched };
  }

  return {
    /** What is set beside a secret that is given after a sign-in; in memory. */
    stampFor: (tenantId: string, secret: string): Promise<string> =>
      stampOn(keys, tenantId, { secret, now: clock.now() }),

    /** Whether what a browser presents was given by us after a sign-in, and is not used against others; in memory. */
    isOurs: async (tenantId: string, value: string | undefined): Promise<boolean> =>
      value !== undefined &&
      (await isStamped(keys, tenantId, { value, now: clock.now() })) &&
      !deps.isHarvested(tenantId, deviceKeyOf(secretIn(value) ?? '')),

    /** The address of the page that the browser saw, where that was not ours; null otherwise. */
    foreignOrigin({ deviceProof, origin }: Pick<Presented, 'deviceProof' | 'origin'>): string | null {
      const claim = readClaim(deviceProof);
      return claim === null || claim.origin === origin ? null : claim.origin;
    },

    standing,

    /** The same where the row was not read yet: one read. */
    async find(
      queries: Queries,
      presented: Presented,
      { customerId, rememberDays }: { readonly customerId: string; readonly rememberDays: number },
    ): Promise<DeviceStanding> {
      const deviceHash = hashSecret(presented.deviceSecret ?? '');
      const row = await findDevice(queries, { tenantId: presented.tenantId, customerId, deviceHash }, rememberDays);
      if (row === undefined) return unknown;
      const { public_key: publicKey, is_remembered: isRemembered, is_fresh: isFresh } = row;
      return standing(presented, { isRemembered, isFresh, publicKey });
    },

    /**
     * Notes the browser after a sign-in and binds its key; `isNew` when its owner had never used it, or not for long. One
     * that brings another browser's secret becomes one of its own: the secret it goes on with is in the answer.
     */
    async note(tx: Transaction, noting: Noting): Promise<{ readonly deviceSecret: string; readonly isNew: boolean }> {
      const { tenantId, customerId, deviceSecret, deviceProof, client, rememberDays } = noting;
      const publicKey = verdictOf(noting, null) === 'unbound' ? (readClaim(deviceProof)?.point ?? null) : null;
      const row = {
        ...{ tenantId, customerId, publicKey, rememberDays },
        client: await encryption.seal(tx, place(tenantId, customerId, 'client'), JSON.stringify(client)),
      };
      const noted = await noteDevice(tx, { ...row, deviceHash: hashSecret(deviceSecret) });
      if (noted !== null) return { deviceSecret, isNew: noted.isNew };
      const fresh = await anew(noting);
      await noteDevice(tx, { ...row, deviceHash: hashSecret(fresh) });
      return { deviceSecret: fresh, isNew: true };
    },

    /** Which secret a browser goes on with: the one of this hash, of the two that a journey can lead to. */
    async secretOf(presented: Presented & { readonly deviceSecret: string }, hash: Buffer | null): Promise<string> {
      const { deviceSecret } = presented;
      if (hash === null || areEqualHashes(hashSecret(deviceSecret), hash)) return deviceSecret;
      const other = await anew(presented);
      return areEqualHashes(hashSecret(other), hash) ? other : deviceSecret;
    },

    /** The browsers that are still remembered, the last used first, at most 200; `own`: by what the one is known that asks. */
    async list(
      queries: Queries,
      tenantId: string,
      customerId: string,
      { rememberDays, own = null }: { readonly rememberDays: number; readonly own?: Buffer | null },
    ): Promise<ListedDevice[]> {
      const rows = await listDevices(queries, tenantId, customerId, { rememberDays, limit: 200 });
      const opened = async (field: 'client' | 'name', sealed: Buffer | null) =>
        sealed && (await encryption.open(queries, place(tenantId, customerId, field), sealed));
      return Promise.all(
        rows.map(async (row) => {
          const client = await opened('client', row.client);
          return {
            deviceId: idOfDevice(row.device_hash),
            name: await opened('name', row.sealed_name),
            client: client === null ? null : (JSON.parse(client) as Client),
            hasKey: row.has_key,
            isThis: own !== null && areEqualHashes(row.device_hash, own),
            firstSeenAt: row.first_seen_at,
            lastSeenAt: row.last_seen_at,
          };
        }),
      );
    },

    /** Calls a browser something; null: by what it is again. False when it is not this customer's. */
    async rename(
      tx: Transaction,
      tenantId: string,
      { customerId, deviceId, name }: { customerId: string; deviceId: string; name: string | null },
    ): Promise<boolean> {
      const head = headOf(deviceId);
      if (head === null) return false;
      const sealedName = name && (await encryption.seal(tx, place(tenantId, customerId, 'name'), name));
      return renameDevice(tx, tenantId, customerId, { head, sealedName: sealedName || null });
    },

    /** Forgets one; its hash, or null when it is not this customer's. */
    async forget(tx: Transaction, tenantId: string, customerId: string, deviceId: string): Promise<Buffer | null> {
      const head = headOf(deviceId);
      return head && (await forgetDevice(tx, tenantId, customerId, head));
    },

    /** Forgets the browsers of this customer, all or all but the one that is known by this hash; returns how many. */
    forgetAll: (tx: Transaction, tenantId: string, customerId: string, kept: Buffer | null): Promise<number> =>
      forgetDevices(tx, tenantId, customerId, kept ?? hashSecret('')),
  };
}
