/** Bytes that follow from a key and say nothing about it (HKDF, RFC 5869): the same on every node that has the key. */
import { hkdfSync } from 'node:crypto';

/** `purpose` keeps what is derived for one thing from being of use for another. */
export function deriveBytes(key: Buffer, from: { readonly salt: Buffer; readonly purpose: string }): Buffer {
  return Buffer.from(hkdfSync('sha256', key, from.salt, from.purpose, 32));
}
