/**
 * All versions of one key, unwrapped: the newest seals, any opens.
 */

import { sealBroken } from './seal-broken.ts';
import type { VersionedKey } from './sealed-box.ts';

export type KeyRing = { readonly newest: VersionedKey; readonly byVersion: ReadonlyMap<number, VersionedKey> };

/** Null when there is no key at all: it was never made, or it was destroyed. */
export function keyRing(keys: readonly VersionedKey[]): KeyRing | null {
  const byVersion = new Map(keys.map((key) => [key.version, key]));
  const newest = byVersion.get(Math.max(...byVersion.keys()));
  return newest === undefined ? null : { newest, byVersion };
}

export function keyOfVersion(ring: KeyRing | null, version: number): VersionedKey {
  const key = ring?.byVersion.get(version);
  if (key === undefined) throw sealBroken('key_missing');
  return key;
}
