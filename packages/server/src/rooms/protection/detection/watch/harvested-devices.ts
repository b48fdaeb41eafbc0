/**
 * Device tokens that are used against others: one account buys as many as it likes, and each would spare a guess its
 * work. A browser that fails at several accounts which do not know it is for an hour one without a token. Whoever owns an
 * account there is known by that account still.
 */
import { LRUCache } from 'lru-cache';

type Tried = { readonly accounts: Set<number>; since: number };

const hourMilliseconds = 60 * 60 * 1000;
const mostDevices = 20_000;
/** A household that shares a browser mistypes at one or two. */
const leastAccounts = 3;

export function createHarvestedDevices() {
  const devices = new LRUCache<string, Tried>({ max: mostDevices });
  // Counted apart, so that fresh tokens cannot push out the ones that are caught.
  const caught = new LRUCache<string, number>({ max: mostDevices });
  const nameOf = (tenantId: string, deviceKey: string) => `${tenantId} ${deviceKey}`;
  return {
    /** Notes a failure at an account that does not know the browser. */
    note(now: number, tenantId: string, { deviceKey, account }: { deviceKey: string; account: number }): void {
      const name = nameOf(tenantId, deviceKey);
      let tried = devices.get(name);
      if (tried === undefined || now - tried.since > hourMilliseconds) {
        tried = { accounts: new Set(), since: now };
        devices.set(name, tried);
      }
      tried.accounts.add(account);
      if (tried.accounts.size < leastAccounts) return;
      devices.delete(name);
      caught.set(name, now + hourMilliseconds);
    },

    /** Whether its token says nothing at the moment. */
    isCaught: (now: number, tenantId: string, deviceKey: string): boolean =>
      (caught.get(nameOf(tenantId, deviceKey)) ?? 0) > now,
  };
}
