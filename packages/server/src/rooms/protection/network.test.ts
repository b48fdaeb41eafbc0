import { describe, expect, it } from 'vitest';
import { networkKeys, regionOf } from './network.ts';

describe('the keys of a network address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7', '203.0.113.0/24'],
    ['::ffff:203.0.113.7', '203.0.113.7', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:0db8::1', '2001:db8:0:0::/64', '2001:db8:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0::/48'],
    ['::1', '0:0:0:0::/64', '0:0:0::/48'],
    ['not an address', 'unknown', 'unknown'],
  ])('of %s are %s and %s', (address, source, neighbourhood) => {
    expect(networkKeys(address)).toEqual({ source, neighbourhood });
  });

  it('belong to one region with all that the same provider was given', () => {
    const region = (address: string) => regionOf(networkKeys(address).neighbourhood);
    expect(region('203.0.113.7')).toBe(region('203.0.9.200'));
    expect(region('203.0.113.7')).not.toBe(region('203.1.113.7'));
    expect(region('2001:db8:1:2::1')).toBe(region('2001:db8:ffff::1'));
    expect(region('2001:db8:1:2::1')).not.toBe(region('2001:db9:1:2::1'));
  });

  it('are the same for everybody in one /64, so rotating within it gains nothing (case 28)', () => {
    expect(networkKeys('2001:db8:1:2:ffff::9').source).toBe(networkKeys('2001:db8:1:2::1').source);
  });
});
