/**
 * AES-256-GCM with its header: 1 byte format, 4 bytes key version, 12 bytes nonce, ciphertext, 16 bytes tag. Header and
 * binding are authenticated, so neither can be exchanged. Nonces are random: a key must seal far fewer than 2³² values.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { newKeyBytes } from '../ids/index.ts';
import { bind } from './binding.ts';
import { sealBroken } from './seal-broken.ts';
import { secretKey } from './secret-key.ts';

const format = 1;
const headerLength = 5;
const nonceLength = 12;
const tagLength = 16;
const shortest = headerLength + nonceLength + tagLength;

// A key object in place of its bytes: finding out that bytes are none costs Node three times as much as the cipher.
export type VersionedKey = { readonly version: number; readonly key: Buffer };

export function sealBytes(key: VersionedKey, binding: readonly string[], plaintext: Buffer): Buffer {
  const header = Buffer.allocUnsafe(headerLength);
  header.writeUInt8(format, 0);
  header.writeUInt32BE(key.version, 1);
  const nonce = newKeyBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', secretKey(key.key), nonce, { authTagLength: tagLength });
  cipher.setAAD(associatedData(header, binding));
  return Buffer.concat([header, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** The version of the key that sealed these bytes. */
export function sealedVersion(sealed: Buffer): number {
  if (sealed.length < shortest || sealed.readUInt8(0) !== format) throw sealBroken('format');
  return sealed.readUInt32BE(1);
}

export function openBytes(key: VersionedKey, binding: readonly string[], sealed: Buffer): Buffer {
  if (sealedVersion(sealed) !== key.version) throw sealBroken('key_missing');
  const header = sealed.subarray(0, headerLength);
  const nonce = sealed.subarray(headerLength, headerLength + nonceLength);
  const decipher = createDecipheriv('aes-256-gcm', secretKey(key.key), nonce, { authTagLength: tagLength });
  decipher.setAAD(associatedData(header, binding));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  try {
    const body = sealed.subarray(headerLength + nonceLength, sealed.length - tagLength);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    throw sealBroken('not_authentic');
  }
}

function associatedData(header: Buffer, binding: readonly string[]): Buffer {
  return Buffer.concat([header, bind(binding)]);
}
