/** How addresses are counted: an attacker who owns one IPv6 address owns its /64, and often its /48 (case 28). */
import { isIPv4, isIPv6, SocketAddress } from 'node:net';

export type NetworkKeys = {
  /** The single source: an IPv4 address or an IPv6 /64. */
  readonly source: string;
  /** Its neighbourhood: an IPv4 /24 or an IPv6 /48. */
  readonly neighbourhood: string;
};

/** The keys that budgets of an address are kept under. Anything that is no address shares one key. */
export function networkKeys(address: string): NetworkKeys {
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
  if (isIPv4(plain)) return { source: plain, neighbourhood: `${plain.split('.').slice(0, 3).join('.')}.0/24` };
  if (!isIPv6(plain)) return { source: 'unknown', neighbourhood: 'unknown' };
  const groups = expand(plain);
  return { source: `${groups.slice(0, 4).join(':')}::/64`, neighbourhood: `${groups.slice(0, 3).join(':')}::/48` };
}

/**
 * The region of a neighbourhood: an IPv4 /16 or an IPv6 /32, as providers are given them. Whoever rents many addresses has
 * few of these.
 */
export const regionOf = (neighbourhood: string): string => neighbourhood.split(/[.:]/, 2).join(' ');

/** The eight groups of an IPv6 address, without leading zeros. */
function expand(address: string): string[] {
  const { address: canonical } = new SocketAddress({ address, family: 'ipv6' });
  const [head = '', tail] = canonical.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(missing).fill('0'), ...right];
}
