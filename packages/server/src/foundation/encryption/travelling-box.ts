/**
 * AES-256-GCM for values that travel in somebody else's hands, as tokens do: 1 byte format, 4 bytes key version, 16 bytes
 * salt, ciphertext, 16 bytes tag. Each has a key of its own, derived by its salt, so there may be any number of them:
 * under one key, random nonces of 12 bytes would limit it.
 */
import { createCipheriv, createDecipheriv, createHmac, type KeyObject } from 'node:crypto';
import { newKeyBytes } from '../ids/index.ts';
import { sealBroken } from './seal-broken.ts';
import { secretKey } from './secret-key.ts';

const format = 2;
const headerLength = 5;
const saltLength = 16;
const tagLength = 16;
const overhead = headerLength + saltLength + tagLength;
// No two values share a key, so none shares a nonce under its key.
const nonce = Buffer.alloc(12);

/** `key` is for one tenant and purpose, and for nothing else. */
export function sealTravelling(key: KeyObject, version: number, plaintext: Buffer): Buffer {
  const head = Buffer.allocUnsafe(headerLength + saltLength);
  head.writeUInt8(format, 0);
  head.writeUInt32BE(version, 1);
  head.set(newKeyBytes(saltLength), headerLength);
  const cipher = createCipheriv('aes-256-gcm', ownKey(key, head), nonce, { authTagLength: tagLength });
  const body = cipher.update(plaintext);
  cipher.final();
  return Buffer.concat([head, body, cipher.getAuthTag()]);
}

/** The version of the key that sealed these bytes; throws when they are no such value. */
export function travellingVersion(sealed: Buffer): number {
  if (sealed.length < overhead || sealed.readUInt8(0) !== format) throw sealBroken('format');
  return sealed.readUInt32BE(1);
}

/** What was sealed; throws when it was altered, cut short, or sealed with another key. */
export function openTravelling(key: KeyObject, sealed: Buffer): Buffer {
  const head = sealed.subarray(0, headerLength + saltLength);
  const decipher = createDecipheriv('aes-256-gcm', ownKey(key, head), nonce, { authTagLength: tagLength });
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  try {
    const body = sealed.subarray(head.length, sealed.length - tagLength);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    throw sealBroken('not_authentic');
  }
}

/** Of the whole head: whatever is changed in it leads to another key. */
function ownKey(key: KeyObject, head: Buffer): KeyObject {
  return secretKey(createHmac('sha256', key).update(head).digest());
}
