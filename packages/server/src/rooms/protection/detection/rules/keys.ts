/** What windows and flags of a request are kept under: its source, neighbourhood, network and kind of browser. */
import { networkKeys } from '../../network.ts';
import type { FlagKind, WatchedClient } from '../vocabulary.ts';

export type Keys = { readonly [Kind in FlagKind]: string | null };

/** What is known of addresses on this machine. */
export type Addresses = {
  /** The network that an address belongs to, where a file says so. */
  networkOf(address: string): string | null;
  /** Whether an address is that of a proxy that nobody has listed: it says nothing of who comes through it. */
  standsForMany(address: string): boolean;
};

// Whatever is longer says no more about the browser, and is somebody else's to choose.
const longestUserAgent = 200;

export function keysOf({ address, userAgent }: WatchedClient, addresses: Addresses): Keys {
  const agent = userAgent === '' ? null : userAgent.slice(0, longestUserAgent);
  if (addresses.standsForMany(address)) return { source: null, neighbourhood: null, network: null, user_agent: agent };
  const { source, neighbourhood } = networkKeys(address);
  return {
    source,
    neighbourhood,
    network: addresses.networkOf(address),
    user_agent: agent,
  };
}
