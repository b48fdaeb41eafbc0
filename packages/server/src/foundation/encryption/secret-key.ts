/**
 * Key bytes as ciphers and digests take them fastest: given the bare bytes, Node first finds out, by catching errors, that
 * they are no key object, and takes three times as long.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';

export function secretKey(bytes: Buffer): KeyObject {
  return createSecretKey(bytes);
}
