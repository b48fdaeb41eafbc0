/**
 * Which addresses belong to the public internet. IPv4 by exclusion of the special-purpose registry (RFC 6890), IPv6 by
 * inclusion of global unicast minus what carries other addresses inside it: whatever is unknown is not public.
 */
import { BlockList, isIP } from 'node:net';

const specialIPv4 = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3], // multicast, reserved, broadcast
] as const) {
  specialIPv4.addSubnet(network, prefix, 'ipv4');
}

const globalIPv6 = new BlockList();
globalIPv6.addSubnet('2000::', 3, 'ipv6');

const specialIPv6 = new BlockList();
for (const [network, prefix] of [
  ['2001::', 23], // Teredo and other protocols
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4 carries an IPv4 address
  ['3fff::', 20],
] as const) {
  specialIPv6.addSubnet(network, prefix, 'ipv6');
}

/** Whether a literal address is one of the public internet; names and anything unclear are not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !specialIPv4.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  return globalIPv6.check(address, 'ipv6') && !specialIPv6.check(address, 'ipv6');
}
