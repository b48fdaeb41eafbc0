/** The memory of detection in this process: what each tenant's attempts were like, and what is asked of arrivals. */
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../../foundation/clock/index.ts';
import type { Addresses } from '../rules/keys.ts';
import type { Posture } from '../vocabulary.ts';
import { createGuessedAccounts } from './guessed-accounts.ts';
import { createHarvestedDevices } from './harvested-devices.ts';
import type { Sensors } from './observe.ts';
import { createShares } from './shares.ts';
import { createSprays } from './sprays.ts';
import { adopt, createTenantWatch, type TenantWatch } from './tenant-watch.ts';
import { createWindows } from './windows.ts';

const mostTenants = 2000;
/** Measured: 44 MB when every one of them is in use. */
const mostKeys = 50_000;

type Standing = { readonly posture: Posture; readonly digestKey: Buffer | null };

export type Watches = ReturnType<typeof createWatches>;

export function createWatches({
  clock,
  addresses,
  detects,
}: {
  readonly clock: Clock;
  readonly addresses: Addresses;
  readonly detects: boolean;
}) {
  const now = () => clock.now().getTime();
  // What is known of a tenant may be forgotten; that it is under attack, or who is, may not.
  const standing = new Map<string, Standing>();
  const tenants = new LRUCache<string, TenantWatch>({ max: mostTenants });
  const sensors: Sensors = {
    windows: createWindows({ most: mostKeys }),
    sprays: createSprays({ startedAt: now() }),
    guessed: createGuessedAccounts(),
    harvested: createHarvestedDevices(),
    shares: createShares(),
    addresses,
  };
  function of(tenantId: string): TenantWatch {
    const held = tenants.get(tenantId);
    if (held !== undefined) return held;
    const watch = createTenantWatch(tenantId, now(), detects);
    const known = standing.get(tenantId);
    if (known !== undefined) {
      watch.digestKey = known.digestKey;
      adopt(watch, known.posture);
    }
    tenants.set(tenantId, watch);
    return watch;
  }

  return {
    now,
    sensors,
    /** What is known of a tenant; nothing yet where nobody came. */
    find: (tenantId: string): TenantWatch | undefined =>
      tenants.get(tenantId) ?? (standing.has(tenantId) ? of(tenantId) : undefined),
    of,
    /** Takes over what the database says of a tenant. */
    takeOver(tenantId: string, known: Standing): TenantWatch {
      const { posture, digestKey } = known;
      const isCalm = posture.mode === 'calm' && posture.flags.length === 0 && posture.pardons.length === 0;
      if (isCalm) standing.delete(tenantId);
      else standing.set(tenantId, known);
      const watch = of(tenantId);
      watch.digestKey ??= digestKey;
      adopt(watch, posture);
      return watch;
    },
    all: (): TenantWatch[] => [...tenants.values()],
  };
}
