/**
 * The key above all keys. It never seals anything itself: each duty has a sub-key of its own, derived by HKDF-SHA-256
 * with a label, and the 32 bytes do not leave this closure.
 */
import { hkdfSync } from 'node:crypto';

export const masterKeyLength = 32;
const salt = 'cardea master key';

export type MasterKey = {
  /** Which master key this is; wrapped tenant keys say which one wrapped them. */
  readonly version: number;
  /** The sub-key of 32 bytes for one duty. */
  derive(label: string): Buffer;
};

/** A master key from its 32 bytes. */
export function masterKeyFrom(bytes: Buffer, version = 1): MasterKey {
  if (bytes.length !== masterKeyLength) throw new Error(`A master key has ${masterKeyLength} bytes.`);
  const own = Buffer.from(bytes);
  const derived = new Map<string, Buffer>();
  return {
    version,
    derive(label) {
      const known = derived.get(label);
      if (known !== undefined) return known;
      const key = Buffer.from(hkdfSync('sha256', own, salt, label, 32));
      derived.set(label, key);
      return key;
    },
  };
}
