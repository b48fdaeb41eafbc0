/**
 * A proxy that nobody has listed makes all customers look like one: their common address would use up the budgets of an
 * address for all of them together. Such a peer is told by a forwarding header over a connection from a private network;
 * a stranger has a public address, or comes through the proxy, so nobody outside can bring this about. Whoever is inside can,
 * and has a wide budget of its own for it.
 */
import { isIP } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../foundation/clock/index.ts';
import type { Database } from '../../../foundation/database/index.ts';
import type { Logger } from '../../../foundation/logging/index.ts';
import { noteProxy } from '../store/unlisted-proxies.ts';

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

const hour = 3_600_000;
const mostAddresses = 64;
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');

/** Opens this part. `isPrivate`: whether an address belongs to a private network or to this machine. */
export function createUnlistedProxies(deps: {
  readonly database: Pick<Database, 'reader'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly trustedProxies: readonly string[];
  readonly isPrivate: (address: string) => boolean;
}) {
  const { clock } = deps;
  const seen = new LRUCache<string, number>({ max: mostAddresses });
  const told = new LRUCache<string, number>({ max: mostAddresses });
  const isWithinHour = (at: number | undefined) => at !== undefined && clock.monotonicMilliseconds() - at < hour;

  function tell(address: string): void {
    if (isWithinHour(told.get(address))) return;
    told.set(address, clock.monotonicMilliseconds());
    deps.logger.warn(
      'A proxy hands requests on and is not listed: set TRUSTED_PROXIES to its address. Until then all customers behind it count as one, and the budgets of an address stand aside',
      { address },
    );
    // For doctor and console. What is not noted now is noted in an hour.
    noteProxy(deps.database.reader, address).catch((error: unknown) =>
      deps.logger.warn('A proxy that is not listed could not be noted', {
        error: error instanceof Error ? error : null,
      }),
    );
  }

  return {
    /** Looks at a request's connection and headers; for each request, before anything is charged. */
    note(peer: string | undefined, headers: Headers): void {
      if (deps.trustedProxies.length > 0 || peer === undefined) return;
      if (headers['x-forwarded-for'] === undefined && headers['forwarded'] === undefined) return;
      const address = plain(peer);
      if (isIP(address) === 0 || !deps.isPrivate(address)) return;
      seen.set(address, clock.monotonicMilliseconds());
      tell(address);
    },

    /** Whether this address stands for many who cannot be told apart. */
    has: (address: string): boolean => seen.size > 0 && isWithinHour(seen.get(plain(address))),
  };
}
