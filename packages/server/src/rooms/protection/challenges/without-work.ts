/**
 * The narrow way past proof of work for what mails a code anyway: a few for each neighbourhood and for the whole tenant.
 * Once one of them is used up, memory says so for a moment, so that a flood costs no look-up.
 */
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../foundation/clock/index.ts';
import type { Charge } from '../budgets.ts';

const secondsFull = { tenant: 5, neighbourhood: 30 } as const;

/** `spend` charges all of these budgets and says whether there was room. */
export function createWithoutWork(deps: {
  readonly clock: Clock;
  spend(tenantId: string, charges: readonly Charge[]): Promise<boolean>;
}) {
  const fullUntil = new LRUCache<string, number>({ max: 20_000 });
  const isFull = (key: string) => (fullUntil.get(key) ?? 0) > deps.clock.monotonicMilliseconds();

  /** Whether this one may go on without work; without a neighbourhood, where it cannot be told, the tenant alone pays. */
  return async (tenantId: string, neighbourhood: string | null): Promise<boolean> => {
    const lanes = [
      ...(neighbourhood === null
        ? []
        : [{ scope: 'neighbourhood', name: `${tenantId} ${neighbourhood}`, key: neighbourhood } as const]),
      { scope: 'tenant', name: tenantId, key: tenantId } as const,
    ];
    if (lanes.some(({ name }) => isFull(name))) return false;
    // The narrow one first: no neighbourhood uses up what is everybody's.
    for (const { scope, name, key } of lanes) {
      if (await deps.spend(tenantId, [{ budget: `without-work.${scope}`, key }])) continue;
      fullUntil.set(name, deps.clock.monotonicMilliseconds() + secondsFull[scope] * 1000);
      return false;
    }
    return true;
  };
}
